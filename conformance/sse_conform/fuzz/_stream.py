"""What a decoder is fed: chunks, as bytes and the places of their cuts, so that bytes can change and the cuts stay."""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise
from typing import TypeAlias

import attrs

Chunks: TypeAlias = tuple[bytes, ...]
Edit: TypeAlias = tuple[int, int, bytes]
"""From where to where, and the bytes that come in place of these."""


@attrs.frozen
class Stream:
    """The connections of a client, one after another: each is the chunks as they are read."""

    connections: tuple[Chunks, ...]
    last_event_id: str = ""
    """The id that the first connection is opened with."""
    timed: bool = True
    """Is it compared with which chunk each event came?"""

    @property
    def size(self) -> int:
        """Bytes of all connections."""
        return sum(len(chunk) for chunks in self.connections for chunk in chunks)


def with_edits(stream: Stream, find: Callable[[bytes], Iterable[Edit]]) -> Stream:
    """The stream with its bytes changed in each connection, and cut at the same places.

    ``find`` gives the edits of one connection, in order; they do not overlap.
    """
    return attrs.evolve(
        stream,
        connections=tuple(_edited(chunks, list(find(b"".join(chunks)))) for chunks in stream.connections),
    )


def whole(stream: Stream) -> Stream:
    """The stream without a cut."""
    return attrs.evolve(stream, connections=tuple((b"".join(chunks),) for chunks in stream.connections))


def with_cuts(stream: Stream, keep: Callable[[bytes, int], bool]) -> Stream:
    """The stream with those cuts alone that ``keep`` says of its bytes and a place in them."""
    return attrs.evolve(stream, connections=tuple(_joined(chunks, keep) for chunks in stream.connections))


def cuts(chunks: Chunks) -> list[int]:
    """The places between the chunks."""
    return list(accumulate(map(len, chunks)))[:-1]


def cut(wire: bytes, places: Sequence[int]) -> Chunks:
    """The bytes cut at these places, which are in order."""
    return tuple(wire[start:end] for start, end in pairwise([0, *places, len(wire)]))


def _joined(chunks: Chunks, keep: Callable[[bytes, int], bool]) -> Chunks:
    wire = b"".join(chunks)
    return cut(wire, [place for place in cuts(chunks) if keep(wire, place)])


def _edited(chunks: Chunks, edits: list[Edit]) -> Chunks:
    wire = b"".join(chunks)
    parts: list[bytes] = []
    end = 0
    for start, stop, new in edits:
        parts += [wire[end:start], new]
        end = stop
    return cut(b"".join([*parts, wire[end:]]), [_moved(place, edits) for place in cuts(chunks)])


def _moved(place: int, edits: list[Edit]) -> int:
    """Where a place is after the edits; one inside of what was replaced goes no further than its new end."""
    shift = 0
    for start, stop, new in edits:
        if place <= start:
            break
        if place < stop:
            return start + shift + min(place - start, len(new))
        shift += len(new) - (stop - start)
    return place + shift
