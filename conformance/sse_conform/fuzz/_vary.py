"""Makes more of each drawn stream: its lines in other orders and number, with foreign lines, in other line ends and cuts.

Drawing a stream takes a hundred times as long as changing one.
"""

import re
from collections.abc import Iterator, Sequence
from random import Random

import attrs

from ._stream import Chunks, Stream, cut, whole
from ._traps import ENDINGS, LINES

VARIANTS = 20
"""Streams that are made of a drawn one."""
MOST_BYTES = 1500
"""Bytes up to which a stream is changed."""
MOST_CHANGES = 3

_PIECE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BLOCK_END = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_LINE_END = re.compile(rb"\r\n|\n|\r")


def variants(stream: Stream, others: Sequence[Stream], source: Random) -> Iterator[Stream]:
    """The stream whole, and changed streams; ``others`` are those whose lines come in."""
    yield whole(stream)
    if stream.size > MOST_BYTES:
        return
    for _ in range(VARIANTS):
        other = source.choice(others)
        yield attrs.evolve(
            stream, connections=tuple(_varied(chunks, other, source) for chunks in stream.connections)
        )


def _varied(chunks: Chunks, other: Stream, source: Random) -> Chunks:
    lines = _lines(b"".join(chunks))
    foreign = [] if other.size > MOST_BYTES else _lines(b"".join(other.connections[0]))
    for _ in range(source.randint(0, MOST_CHANGES)):
        lines = _changed(lines, foreign, source)
    return recut(b"".join(lines), source)


def _lines(wire: bytes) -> list[bytes]:
    return [match[0] for match in _PIECE.finditer(wire) if match[0]]


def _changed(lines: list[bytes], foreign: list[bytes], source: Random) -> list[bytes]:
    place = source.randint(0, len(lines))
    match source.randrange(7):
        case 0:
            return lines[:place] + lines[place + 1 :]
        case 1:
            return lines[:place] + lines[max(0, place - source.randint(1, 3)) :]
        case 2:
            return source.sample(lines, len(lines))
        case 3:
            ending = source.choice([b"\n", b"\r\n", b"\r"])
            return [_LINE_END.sub(ending, line) for line in lines]
        case 4 | 5:
            return [*lines[:place], source.choice(LINES) + source.choice(ENDINGS), *lines[place:]]
        case _:
            start = source.randint(0, len(foreign))
            return lines[:place] + foreign[start : start + source.randint(1, 3)] + lines[place:]


def recut(wire: bytes, source: Random) -> Chunks:
    """The bytes whole, one by one, where a server would cut them, or anywhere."""
    match source.randrange(6):
        case 0:
            return (wire,)
        case 1:
            return cut(wire, range(1, len(wire)))
        case 2 | 3:
            pattern = source.choice([_LINE_END, _BLOCK_END])
            ends = [match.end() for match in pattern.finditer(wire) if match.end() < len(wire)]
            often = source.choice([0.5, 0.8, 1])
            return cut(wire, [place for place in ends if source.random() < often])
        case _:
            return cut(wire, sorted(source.randint(0, len(wire)) for _ in range(source.randint(1, 4))))
