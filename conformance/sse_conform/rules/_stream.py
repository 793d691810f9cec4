"""The common ground of the rules of one stream: known facts, the places of lines, and the marks that rules make."""

import codecs
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from sse_codec import Block, Event, Line

from ..ending import EndingKind
from ..finding import Level
from ..head import ResponseHead
from ._failure import Failure

if TYPE_CHECKING:
    from ._rule import Rule


_SAYS_NO_STREAM = frozenset({"SSE301", "SSE303"})
"""A wrong media type, a wrong status."""


@attrs.frozen
class Span:
    """Bytes of the stream, and the line that they begin in."""

    byte: int
    length: int
    line: int
    line_start: int
    """Offset in the stream of the first byte of the line, where its columns begin."""


@attrs.frozen
class Mark:
    """A rule's word about one place, before it becomes a finding."""

    rule: "type[Rule]"
    message: str
    span: Span
    subject: str
    """The subject, for a rule that reports each subject once."""
    level: Level
    kind: str = ""
    """Type of the event that the place is in; "" where none was meant, and for the head and the end of a stream."""


class Stream:
    """One stream as its rules see it."""

    def __init__(
        self, head: ResponseHead | None = None, origin: str | None = None, method: str | None = None
    ) -> None:
        """`method` is that of the request, such as "POST"; None when nobody knows it."""
        self.head = head
        self.origin = origin
        self.method = method
        self.require_profile = False
        """Whether the stream has to be of a known profile."""
        self.expected: str | None = None
        """The outcome that it has to have; None for any."""
        self.options: Mapping[tuple[str, str], int] = {}
        """Numbers of rules that the user set, by code of the rule and name of the option."""
        self.marks: list[Mark] = []
        self.events = 0
        """Events dispatched before the block at hand."""
        self.strays: set[str] = set()
        """Codes that explain lines of the block at hand which the format ignores."""
        self.lost: Line | None = None
        """The last line of the block at hand, if something is lost with it because the stream ends there."""
        self.unknown_fields: set[str] = set()
        """Names of fields so far that the format does not know; the first few."""
        self.reported: set[str] = set()
        """Codes that were reported so far."""
        self.errors: set[str] = set()
        """Those of them that were reported as an error."""
        self.meant: tuple[Event, ...] = ()
        """The events that the sender meant by the block at hand. For an ordinary block the one that it dispatched, if any."""
        self.cause: str | None = None
        """The code of the rule that explains the block at hand as a whole, and so speaks for the others; None for most blocks."""
        self.failure: Failure | None = None
        """The first failure of the answer that the stream told of; None when it told of none."""
        self.ending: EndingKind | None = None
        """How the stream ended; None before."""
        self.ending_detail = ""
        """A clause that says more of it."""
        self.ended: float | None = None
        """When it ended, in seconds since the request was sent; None where nobody knows."""
        self.t: float | None = None
        """When the chunk at hand came; None where nobody knows."""
        self.wants_changed = False
        """Whether a rule wants other facts than when it was last asked."""
        self.last: Block | None = None
        """The block before the one at hand."""

    @property
    def is_promised(self) -> bool:
        """Whether nothing that is known, or was reported, of the response says that no event stream follows."""
        answers = self.head is None or self.head.status == 200
        return answers and not self.reported & _SAYS_NO_STREAM

    @property
    def kind(self) -> str:
        """The type of the event at hand; "" when the block at hand means none."""
        return self.meant[0].type if self.meant else ""

    @property
    def end(self) -> Span:
        """The place behind the blocks so far."""
        last = self.last
        return span_in(last, len(last.raw), 0) if last else Span(0, 0, 1, 0)

    @property
    def raw_end(self) -> tuple[bytes, int]:
        """The bytes before that place, for an excerpt, and where they begin."""
        return (self.last.raw, self.last.offset) if self.last else (b"", 0)

    def pass_over(self, block: Block) -> None:
        """The block is done: what comes next begins behind it."""
        self.events += block.event is not None
        self.last = block


def span_in(block: Block, index: int, length: int) -> Span:
    """The place of `block.raw[index : index + length]`."""
    raw = block.raw
    start = max(raw.rfind(b"\n", 0, index), raw.rfind(b"\r", 0, index)) + 1
    return Span(block.offset + index, length, block.number + _line_ends(raw[:start]), block.offset + start)


def span_of(line: Line, start: int = 0, length: int | None = None) -> Span:
    """The place of `line.content[start : start + length]`; of the rest of the line when there is no length."""
    mark = len(codecs.BOM_UTF8) * line.bom
    if length is None:
        length = len(line.raw) - len(line.ending) - mark - start
    return Span(line.offset + mark + start, length, line.number, line.offset)


def _line_ends(raw: bytes) -> int:
    """How many lines end in these bytes (9.2.5: at LF, CR LF or CR)."""
    if b"\r" not in raw:
        return raw.count(b"\n")
    return raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n")
