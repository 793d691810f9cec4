"""Makes an input that differs smaller for as long as it differs: the big steps first, no step twice, and not for ever."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import attrs

from ._stream import Chunks, Stream, cut, cuts
from ._wanted import id_in_stream, last_alone

MOST_STEPS = 3000
"""Smaller inputs that are tried of one difference."""
MOST_PLAINER = 400
"""Bytes of a stream that plainer ones are tried for."""

_PIECE = re.compile(rb"(.)\1{15,}|.", re.DOTALL)
_G = TypeVar("_G")


def shrunk(given: _G, steps: Callable[[_G], Iterable[_G]], differs: Callable[[_G], bool]) -> _G:
    """The smallest input that was found: of those one step away, none that was tried differs."""
    tried = {given}
    budget = MOST_STEPS
    found: _G | None = given
    while found is not None:
        given, found = found, None
        for other in steps(given):
            if other in tried:
                continue
            if not budget:
                return given
            tried.add(other)
            budget -= 1
            if differs(other):
                found = other
                break
    return given


def smaller(stream: Stream) -> Iterator[Stream]:
    """Streams one step smaller or plainer."""
    if len(stream.connections) > 1:
        yield attrs.evolve(stream, connections=stream.connections[:-1])
        yield last_alone(stream)
    if stream.last_event_id:
        yield attrs.evolve(stream, last_event_id="")
        yield id_in_stream(stream)
    for place, chunks in enumerate(stream.connections):
        for other in _smaller_chunks(chunks):
            yield attrs.evolve(
                stream, connections=(*stream.connections[:place], other, *stream.connections[place + 1 :])
            )


def _smaller_chunks(chunks: Chunks) -> Iterator[Chunks]:
    wire, places = b"".join(chunks), cuts(chunks)
    if places:
        yield (wire,)
    pieces = [match.span() for match in _PIECE.finditer(wire)]
    length = len(pieces)
    while length:
        for first in range(0, len(pieces) - length + 1, max(1, length // 2)):
            start, end = pieces[first][0], pieces[first + length - 1][1]
            yield _without(wire, places, start, end)
        length //= 2
    length = len(places)
    while length:
        for first in range(0, len(places) - length + 1, max(1, length // 2)):
            yield cut(wire, places[:first] + places[first + length :])
        length //= 2
    yield from _shorter_runs(wire, places, pieces)
    yield from _plainer(wire, places, pieces)


def _without(wire: bytes, places: list[int], start: int, end: int) -> Chunks:
    """The bytes without a stretch; of the cuts inside of it one is left at most."""
    before = [place for place in places if place <= start]
    behind = [place - (end - start) for place in places if place > end]
    inside = [start] if len(before) + len(behind) < len(places) and start not in before else []
    return cut(wire[:start] + wire[end:], before + inside + behind)


def _shorter_runs(wire: bytes, places: list[int], pieces: list[tuple[int, int]]) -> Iterator[Chunks]:
    """A long run of one byte cut short: to one, to half, and then by less and less."""
    for start, end in pieces:
        less = end - start - 1
        while less:
            yield _without(wire, places, start, start + less)
            less //= 2


def _plainer(wire: bytes, places: list[int], pieces: list[tuple[int, int]]) -> Iterator[Chunks]:
    """The letter `a` for a byte that is no letter, or another; LF for a CR."""
    for start, end in pieces[:MOST_PLAINER]:
        if wire[start] not in b"\na:":
            new = b"\n" if wire[start] == 0x0D else b"a"
            yield cut(wire[:start] + new * (end - start) + wire[end:], places)
