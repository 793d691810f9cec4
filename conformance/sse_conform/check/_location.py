"""Locations: from a span of bytes to line, column, event, chunk, time and the lines around."""

import codecs
import re
from collections import deque

import attrs

from sse_codec import Block

from ..finding import CUT, EXCERPT_WIDTH, Position
from ..rules._stray import KNOWN_FIELDS
from ..rules._stream import Span, Stream, span_of
from ..rules._utf8 import characters

_LINES_BEFORE = 2
"""Lines of the block that are shown before the line of the place."""
_BEFORE = 60
"""Bytes of a long line that are shown before the place."""
_CHUNKS = 65_536
"""Chunks that are remembered of one unfinished block; what came in chunks before them has no chunk and no time."""
_SHORT = 1024
"""Bytes of a block that is kept as it is."""
_LINE_END = re.compile(rb"[\r\n]")


class ChunkMap:
    """Which chunk a byte came in, and when."""

    def __init__(self) -> None:
        self._chunks: deque[tuple[int, int, float | None]] = deque(maxlen=_CHUNKS)
        self._number = 0

    def add(self, offset: int, t: float | None) -> None:
        """A chunk, not empty, whose first byte is at `offset`."""
        self._number += 1
        self._chunks.append((offset, self._number, t))

    def forget(self, offset: int) -> None:
        """No byte before `offset` will be asked for."""
        while len(self._chunks) > 1 and self._chunks[1][0] <= offset:
            self._chunks.popleft()

    def find(self, byte: int) -> tuple[int | None, float | None]:
        for offset, number, t in reversed(self._chunks):
            if offset <= byte:
                return number, t
        return None, None


@attrs.frozen
class Location:
    """The location of a finding: position, length, and the lines around."""

    pos: Position
    span: int
    excerpt: tuple[tuple[int, bytes], ...] = ()
    caret: int = 0


def span_of_event(block: Block) -> Span:
    """A block that dispatched an event, from its first field on: what stands before that is no part of the event."""
    first = span_of(next(line for line in block.lines if line.name in KNOWN_FIELDS))
    return Span(first.byte, block.offset + len(block.raw) - first.byte, first.line, first.line_start)


def locate(span: Span, raw: bytes, base: int, event: int, chunk: int | None, t: float | None) -> Location:
    """Return the location of a span, where `raw` holds the bytes around it, from `base` of the stream on."""
    start = span.line_start - base
    before = raw[start : span.byte - base]
    if span.line_start == 0:
        before = before.removeprefix(codecs.BOM_UTF8)
    col = characters(before) + 1
    excerpt, caret = _excerpt(raw, start, span.line, span.byte - span.line_start)
    return Location(Position(span.byte, span.line, col, event, chunk, t), span.length, excerpt, caret)


def _excerpt(raw: bytes, start: int, number: int, at: int) -> tuple[tuple[tuple[int, bytes], ...], int]:
    """The lines up to the one that begins at `start`, and the index into the last of what stands `at` bytes into it."""
    if start == len(raw) == 0:
        return (), 0
    lines = [(number, b"")]
    cut = max(0, min(at - _BEFORE, _line_end(raw, start) - start - EXCERPT_WIDTH))
    lines[0] = (number, _window(_line(raw, start), cut))
    while start and len(lines) <= _LINES_BEFORE:
        start = _previous(raw, start)
        number -= 1
        lines.insert(0, (number, _window(_line(raw, start))))
    return tuple(lines), at - cut + (len(CUT) if cut else 0)


def _window(line: bytes, start: int = 0) -> bytes:
    """What is shown of a line from a place on."""
    end = start + EXCERPT_WIDTH
    return (CUT if start else b"") + line[start:end] + (CUT if end < len(line) else b"")


def _line(raw: bytes, start: int) -> bytes:
    return raw[start : _line_end(raw, start)]


def _line_end(raw: bytes, start: int) -> int:
    match = _LINE_END.search(raw, start)
    return match.start() if match else len(raw)


def _previous(raw: bytes, start: int) -> int:
    """Where the line begins that ends right before `start`."""
    end = start - (2 if raw[start - 2 : start] == b"\r\n" else 1)
    return max(raw.rfind(b"\n", 0, end), raw.rfind(b"\r", 0, end)) + 1


@attrs.frozen
class _Noted:
    """An event whose location is worked out when it is asked for."""

    block: Block
    event: int
    chunk: int | None
    t: float | None

    def located(self) -> Location:
        block = self.block
        return locate(span_of_event(block), block.raw, block.offset, self.event, self.chunk, self.t)


class Locations:
    """The locations in one stream: of spans, and of events by the number that the order gives to each.

    It knows the event at hand, and those that are kept.
    """

    _block: Block
    """The block of the event at hand."""

    def __init__(self, stream: Stream, chunks: ChunkMap | None) -> None:
        self._stream = stream
        self._chunks = chunks
        self._number = 0
        self._event = 0
        self._kept: dict[int, _Noted | Location] = {}

    def of_span(self, span: Span, raw: bytes, base: int) -> Location:
        """Return where a span of the block at hand is, where `raw` holds the bytes around it, from `base` on."""
        chunk, t = self._chunks.find(span.byte) if self._chunks else (None, None)
        return locate(span, raw, base, self._stream.events + 1, chunk, t)

    def of_end(self) -> Location:
        """Return the location behind the last block."""
        return self.of_span(self._stream.end, *self._stream.raw_end)

    def enter(self, number: int, block: Block) -> None:
        """Go on to the event of this number, which is in the block at hand."""
        self._number, self._block, self._event = number, block, self._stream.events + 1

    def keep(self) -> None:
        """Keep the event at hand: a short block as it is, since few are asked for, and of a long one the location."""
        noted = self._noted()
        self._kept[self._number] = noted if len(self._block.raw) <= _SHORT else noted.located()

    def forget(self) -> None:
        """Let all kept events go."""
        self._kept.clear()

    def of(self, number: int) -> Location:
        """Return where the event of this number is, which was kept or is at hand; 0 stands for the end of the stream."""
        if number == 0:
            return self.of_end()
        known = self._kept.get(number) or self._noted()
        return known.located() if isinstance(known, _Noted) else known

    def _noted(self) -> _Noted:
        first = span_of_event(self._block).byte
        chunk, t = self._chunks.find(first) if self._chunks else (None, None)
        return _Noted(self._block, self._event, chunk, t)
