"""What a lossless reader returns: the lines of a stream exactly as they came, and the blocks that they make.

A block keeps its bytes and the event that it dispatched. All else is read from the bytes when somebody asks for it.
"""

from sse_codec._values import Event
from sse_codec._wire import BOM, parse_retry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final, Literal, TypeAlias, TypeVar

    Value = TypeVar("Value")
    Kind: TypeAlias = Literal["field", "comment", "blank"]
    Fate: TypeAlias = Literal["dispatched", "no-data", "empty", "unterminated"]


class Line:
    """One line of a stream, exactly (HTML standard, 9.2.5)."""

    __slots__ = ("_value", "bom", "ending", "has_colon", "kind", "name", "number", "offset", "raw")

    kind: "Final[Kind]"
    """``field``, ``comment`` (begins with a colon) or ``blank`` (nothing but its ending)."""
    name: "Final[str]"
    """The field's name: the text before the first colon, or the whole line; ``""`` unless a field."""
    raw: "Final[bytes]"
    """The line as it came, its ending and a byte order mark included."""
    ending: "Final[bytes]"
    """LF, CR LF or CR, or nothing when the stream stopped in this line."""
    has_colon: "Final[bool]"
    """Whether a colon follows the name."""
    bom: "Final[bool]"
    """Whether the line begins with the byte order mark of the stream, which is not part of its text."""
    offset: "Final[int]"
    """Position of the first byte of ``raw`` in the stream, in bytes from 0."""
    number: "Final[int]"
    """Which line of the stream this is, from 1."""

    def __init__(self, raw: bytes, offset: int, number: int) -> None:
        self.raw = raw
        self.offset = offset
        self.number = number
        self.bom = offset == 0 and raw.startswith(BOM)
        last = raw[-2:]
        self.ending = last[len(last.rstrip(b"\r\n")) :]
        start, stop = len(BOM) * self.bom, len(raw) - len(self.ending)
        colon = raw.find(b":", start, stop)
        self.has_colon = colon >= 0
        self.name = raw[start : colon if colon >= 0 else stop].decode("utf-8", "replace")
        self.kind = "field" if self.name else "comment" if self.has_colon else "blank"
        self._value: str | None = None

    @property
    def value(self) -> str:
        """A field's value or a comment's text, one leading space stripped."""
        if self._value is None:  # few ask for it, and text may take several times the room of its bytes
            value = self.content.partition(b":")[2].removeprefix(b" ")
            self._value = value.decode("utf-8", "replace")
        return self._value

    @property
    def content(self) -> bytes:
        """The bytes of the line between a byte order mark and the ending."""
        return self.raw[len(BOM) * self.bom : len(self.raw) - len(self.ending)]

    def __repr__(self) -> str:
        return f"Line({self.raw!r}, offset={self.offset}, number={self.number})"


class Block:
    """The lines up to a blank line, with that line, and what became of them (HTML standard, 9.2.6).

    Its event has what the stream says at that moment: the type that is assumed, the id of an earlier block. ``type``,
    ``id``, ``retry`` and ``data`` are what the block itself says, with an event or without.
    """

    __slots__ = ("event", "facts", "fate", "number", "offset", "raw")

    raw: "Final[bytes]"
    """The bytes of all its lines. Those of all blocks, put together, are the stream."""
    offset: "Final[int]"
    """Position of the first byte in the stream, in bytes from 0."""
    number: "Final[int]"
    """Which line of the stream the first line is, from 1."""
    event: "Final[Event | None]"
    """The event that the block dispatched."""
    fate: "Final[Fate]"
    """Why there is no event, or that there is one.

    ``dispatched``; ``no-data`` (lines, but no ``data`` among them); ``empty`` (the blank line alone);
    ``unterminated`` (the stream ended before the blank line, and the block is discarded).
    """

    facts: "Final[int]"
    """What is to be seen of the block without a closer look, each a bit of ``Fact``."""

    def __init__(
        self, raw: bytes, offset: int, number: int, event: Event | None, fate: "Fate", facts: int
    ) -> None:
        self.raw = raw
        self.offset = offset
        self.number = number
        self.event = event
        self.fate = fate
        self.facts = facts

    @property
    def lines(self) -> "Iterator[Line]":
        """The lines, parsed as they are asked for: a block of a million lines holds its bytes and no more."""
        return parse_lines(self.raw, self.offset, self.number)

    @property
    def type(self) -> str | None:
        """The value of its own last ``event`` field, which may be ``""``; None if it has none."""
        return _last(self._values(b"event"))

    @property
    def id(self) -> str | None:
        """The value of its own last ``id`` field without a NUL, ``""`` to reset the last event id; None if it has none."""
        return _last(value for value in self._values(b"id") if "\0" not in value)

    @property
    def retry(self) -> int | None:
        """The milliseconds of its own last ``retry`` field that is all digits, at most 2**63 - 1; None if it has none."""
        times = map(parse_retry, self._values(b"retry"))
        return _last(milliseconds for milliseconds in times if milliseconds is not None)

    @property
    def data(self) -> str | None:
        """The values of its ``data`` fields, joined by one LF each; None if it has none."""
        if self.event is not None:
            return self.event.data
        values = list(self._values(b"data"))
        return "\n".join(values) if values else None

    def _values(self, name: bytes) -> "Iterator[str]":
        """Yield the values of the fields of a name; a line that has not ended says nothing yet."""
        if name not in self.raw:
            return
        for start, end in line_spans(self.raw):
            if self.raw.startswith((name, BOM + name), start):  # what is long is not decoded for nothing
                line = Line(self.raw[start:end], self.offset + start, self.number)
                if line.ending and line.name == name.decode():
                    yield line.value

    def __repr__(self) -> str:
        return f"Block({self.raw!r}, offset={self.offset}, number={self.number}, fate={self.fate!r})"


def parse_lines(raw: bytes, offset: int, number: int) -> "Iterator[Line]":
    """Yield the lines of ``raw``, which begins at ``offset`` with line ``number``."""
    for start, end in line_spans(raw):
        yield Line(raw[start:end], offset + start, number)
        number += 1


def line_spans(raw: bytes, start: int = 0) -> "Iterator[tuple[int, int]]":
    """Yield where each line from ``start`` on begins, and where its ending ends."""
    lf = raw.find(b"\n", start)
    while start < len(raw):
        if 0 <= lf < start:
            lf = raw.find(b"\n", start)
        to = len(raw) - 1 if lf < 0 else lf
        cr = raw.find(b"\r", start, to)
        end = to + 1 if cr < 0 or cr + 1 == lf else cr + 1
        yield start, end
        start = end


def _last(values: "Iterator[Value]") -> "Value | None":
    last = None
    for value in values:
        last = value
    return last
