"""A rule: documentation in class attributes, judgement in hooks, state in one instance per stream.

The check calls a rule for the hooks that the rule defines. A rule may also name the facts that it wants (`Rule.wants`); the
check then asks it about exactly the blocks with one of these facts.
"""

from enum import Enum
from itertools import islice
from typing import ClassVar

import attrs

from sse_codec import Block, LimitExceeded, Line

from ..ending import EndingKind
from ..finding import Level
from ..head import ResponseHead
from ..report import Report
from ._causes import Cause
from ._damage import Damage
from ._failure import Failure
from ._stream import Mark, Span, Stream, span_in, span_of

HTML_STANDARD = "https://html.spec.whatwg.org/multipage/server-sent-events.html"
MAX_REPORTED = 20
"""Findings that one rule reports on one stream; what comes after is counted. Whoever mends twenty places has found the cause."""


class Need(Enum):
    """What must be known of a stream for some rules to be decidable, in the words that a report uses when it is not."""

    BYTES = "the bytes of the stream"
    HEAD = "the response head"
    OK_HEAD = "the head of a response with status 200"
    HTTP2 = "the head of a response over HTTP/2 or later"
    CHUNKED = "a chunked response whose end was seen on the wire"
    CHUNKS = "the edges of the chunks"
    TIMES = "the times of the chunks"
    END = "the time of its end"
    CONNECTION = "a connection whose end was seen"
    ORIGIN = "the origin of the page that reads the stream"
    PROFILE_DEMAND = "the demand for a profile (--require-profile)"
    OUTCOME_DEMAND = "an outcome that is expected (--expect)"


DEMANDS = frozenset({Need.PROFILE_DEMAND, Need.OUTCOME_DEMAND})
"""What the user of a check asks for, and no property of the stream."""


@attrs.frozen
class Reference:
    """A section of a standard, as text and as a link."""

    text: str
    url: str


PARSING = Reference("HTML standard 9.2.5", f"{HTML_STANDARD}#parsing-an-event-stream")
INTERPRETING = Reference("HTML standard 9.2.6", f"{HTML_STANDARD}#event-stream-interpretation")
PROCESSING = Reference("HTML standard 9.2.3", f"{HTML_STANDARD}#sse-processing-model")
LAST_EVENT_ID = Reference("HTML standard 9.2.4", f"{HTML_STANDARD}#the-last-event-id-header")
AUTHORING = Reference("HTML standard 9.2.7", f"{HTML_STANDARD}#authoring-notes")


@attrs.frozen
class Example:
    """A stream that shows a rule, with all that must be known of it."""

    stream: bytes | tuple[bytes, ...]
    """The bytes, or the chunks where their edges matter."""
    at: tuple[int, int] | None = None
    """Byte and line of the finding; None for a good example."""
    also: tuple[str, ...] = ()
    """Codes of other rules that it cannot but break too."""
    head: ResponseHead | None = None
    origin: str | None = None
    ending: EndingKind = "eof"
    times: tuple[float, ...] = ()
    """When each chunk came, in seconds since the request; () where it makes no difference."""
    ended: float | None = None
    """When the stream ended."""
    max_event_size: int = 16 * 1024 * 1024
    require_profile: bool = False
    expect: str | None = None

    @property
    def chunks(self) -> tuple[bytes, ...]:
        return (self.stream,) if isinstance(self.stream, bytes) else self.stream


@attrs.frozen
class Option:
    """A number of a rule that a user may set."""

    name: str
    """In lower case, with hyphens."""
    default: int
    least: int
    """The smallest number that makes sense."""
    meaning: str
    """What it is, with its unit, as a noun phrase."""


class Rule:
    """One rule on one stream. Everything about it stands in its class; see `docs/rules.md`, which is made from it."""

    code: ClassVar[str]
    name: ClassVar[str]
    level: ClassVar[Level]
    basis: ClassVar[str]
    """"standard", "http", "interop", "heuristic", or "demand" of the user: what the rule rests on."""
    summary: ClassVar[str]
    """One line: what is wrong."""
    why: ClassVar[str]
    """What happens to whom because of it."""
    help: ClassVar[str]
    """What to do, as an imperative."""
    reference: ClassVar[Reference]
    evidence: ClassVar[tuple[str, ...]] = ()
    """Public issues, or measurements, that show it biting."""
    bad: ClassVar[Example]
    good: ClassVar[Example]
    needs: ClassVar[tuple[Need, ...]] = ()
    hooks: ClassVar[frozenset[str]] = frozenset(
        {
            "head",
            "chunk",
            "body",
            "field",
            "stray",
            "damage",
            "cause",
            "failure",
            "block",
            "limit",
            "end",
            "conclude",
        }
    )
    """The hooks that the rule defines; of `Rule` itself, all that there are."""
    per: ClassVar[str] = "place"
    """"place": each place is reported. Otherwise the noun of what is reported once each: "stream", "field name" ..."""
    fields: ClassVar[frozenset[str]] = frozenset()
    """Names of the known fields whose lines `field` is called for."""
    options: ClassVar[tuple[Option, ...]] = ()
    """The numbers of the rule that a user may set; `option` gives their values."""
    wants: int | None = None
    """Facts (`Fact`), one of which a block must have for `block` and `field` to be called for it; None for every block.

    A rule that names no facts is right, and costs something for each block. See `want` for what changes as a stream goes on.
    """

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.occurrences = 0
        self.reported = 0
        self._subjects: set[str] = set()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.hooks = frozenset(hook for hook in Rule.hooks if getattr(cls, hook) is not getattr(Rule, hook))

    @classmethod
    def is_default(cls) -> bool:
        """Whether the rule is on unless deselected: errors and warnings are."""
        return cls.level > Level.INFO

    def option(self, name: str) -> int:
        """The value of an option on this stream."""
        default = next(option.default for option in self.options if option.name == name)
        return self.stream.options.get((self.code, name), default)

    def head(self, head: ResponseHead) -> None:
        """The response head, before any byte."""

    def chunk(self, chunk: bytes, offset: int) -> None:
        """A chunk that is not empty, and the offset of its first byte, before the blocks that it completes."""

    def body(self, kind: str, start: bytes) -> None:
        """The body begins so and is no event stream but of this kind (a key of `sniff.KINDS`)."""

    def field(self, line: Line) -> None:
        """A line of one of the fields in `fields`, in a block that has a fact which the rule wants."""

    def stray(self, line: Line) -> None:
        """A line that the format ignores and that is best explained by this rule; see `_stray`."""

    def damage(self, block: Block, damage: Damage) -> None:
        """Bytes of the block that are not UTF-8."""

    def cause(self, block: Block, cause: Cause) -> None:
        """A block that this rule explains as a whole; see `_causes`."""

    def failure(self, block: Block, failure: Failure) -> None:
        """A block that tells of a failure of the answer; see `_failure`."""

    def block(self, block: Block) -> None:
        """A block that has a fact which the rule wants, after its lines."""

    def limit(self, error: LimitExceeded) -> None:
        """The unfinished block is larger than what the check may hold; no other hook follows."""

    def end(self) -> None:
        """The stream is over; the check did not stop first."""

    def conclude(self, report: Report) -> None:
        """The check is over: what was checked of the stream, and how it went."""

    def want(self, facts: int | None) -> None:
        """Be asked about the blocks with these facts from the next block on; 0 for none, None for every one.

        What a rule says must not depend on it: `want` spares questions to which the rule has no answer any more.
        """
        self.wants = facts
        self.stream.wants_changed = True

    def repeats(self, subject: str = "") -> bool:
        """Whether one more place would not be reported, which is then counted.

        A rule need not ask; one that often strikes saves the making of messages that nobody reads.
        """
        told = self.reported == MAX_REPORTED or subject in self._subjects
        self.occurrences += told
        return told

    def mark_line(
        self,
        line: Line,
        message: str,
        *,
        start: int = 0,
        length: int | None = None,
        subject: str = "",
        level: Level | None = None,
    ) -> None:
        """A finding in a line, `start` bytes after the line's first; over the rest of the line when there is no length."""
        self._mark(message, span_of(line, start, length), subject, level, self.stream.kind)

    def mark_bytes(
        self,
        block: Block,
        index: int,
        length: int,
        message: str,
        *,
        subject: str = "",
        level: Level | None = None,
    ) -> None:
        """A finding at `block.raw[index : index + length]`."""
        if not self.repeats(subject):
            self._mark(message, span_in(block, index, length), subject, level, self.stream.kind)

    def mark_line_to(self, block: Block, index: int, message: str, *, subject: str = "") -> None:
        """A finding in the line that holds `block.raw[index]`, from its beginning to there."""
        if not self.repeats(subject):
            span = span_in(block, index, 0)
            length = span.byte - span.line_start
            place = Span(span.line_start, length, span.line, span.line_start)
            self._mark(message, place, subject, kind=self.stream.kind)

    def mark_start(self, message: str, *, subject: str = "", level: Level | None = None) -> None:
        """A finding about the response as a whole, or its head: it stands at the beginning."""
        self._mark(message, Span(0, 0, 1, 0), subject, level)

    def mark_end(self, message: str, *, level: Level | None = None) -> None:
        """A finding behind the last block."""
        self._mark(message, self.stream.end, level=level)

    def mark_cause(self, block: Block, cause: Cause) -> None:
        """A finding with the words of a cause, in the line that shows it."""
        if self.repeats():
            return
        if cause.line is None:
            first = next(block.lines)
            self.mark_line(next((line for line in block.lines if line.name == "data"), first), cause.message)
        else:
            self.mark_line(next(islice(block.lines, cause.line, None)), cause.message)

    def _mark(
        self, message: str, span: Span, subject: str = "", level: Level | None = None, kind: str = ""
    ) -> None:
        if self.repeats(subject):
            return
        self.occurrences += 1
        self.reported += 1
        if self.per != "place":
            self._subjects.add(subject)
        self.stream.marks.append(Mark(type(self), message, span, subject, level or self.level, kind))
