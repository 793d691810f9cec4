"""The rules of one stream at work: a run sorts out the decidable rules, and calls each for the blocks that concern it.

The lists of calls are made once for a stream, so a rule costs nothing where it has no say. A block is only counted if rules
have seen its frame before and reported nothing.
"""

from collections.abc import Callable, Iterable

from sse_codec import Block, Event, LimitExceeded, Line

from ..finding import Level
from ..head import ResponseHead
from ..report import NotApplicable
from ._causes import Cause, Meanings
from ._damage import damages
from ._failure import Failure, told_failure
from ._frame import Frame, frame_of, has_id, stands_for_all
from ._rule import DEMANDS, Need, Rule
from ._stray import BARE_JSON, KNOWN_FIELDS, ONE_FAULT, UNKNOWN_FIELD, explain, is_error_field
from ._stream import Mark, Stream
from ._unfinished import lost
from ._utf8 import is_utf8
from ._words import LONGEST

_FRAMES = 100
"""Frames that are remembered; a stream has one for each kind of its events."""
_REMEMBERED = 20
"""Names of unknown fields that are remembered, for whoever wants to know what the server is."""


class Run:
    """The instances of the rules for one stream."""

    def __init__(self, stream: Stream, rules: Iterable[type[Rule]], known: frozenset[Need]) -> None:
        self.stream = stream
        self.rules: list[Rule] = []
        self.not_applicable: list[NotApplicable] = []
        for rule in rules:
            lacking = [need.value for need in rule.needs if need not in known]
            if lacking and not DEMANDS.isdisjoint(rule.needs):
                continue  # nobody made the demand
            if lacking:
                self.not_applicable.append(NotApplicable(rule.code, rule.name, " and ".join(lacking)))
            else:
                self.rules.append(rule(stream))
        of_chunks = self._that_define("chunk")
        self._chunk = [rule.chunk for rule in of_chunks]
        self._block_of_chunks = [rule.block for rule in of_chunks]
        self._block = [rule.block for rule in self._that_define("block") if rule not in of_chunks]
        self._damage = [rule.damage for rule in self._that_define("damage")]
        self._stray = {rule.code: rule.stray for rule in self._that_define("stray")}
        self._field: dict[str, list[Callable[[Line], None]]] = {
            name: [rule.field for rule in self.rules if name in rule.fields] for name in KNOWN_FIELDS
        }
        self._cause = {rule.code: rule.cause for rule in self._that_define("cause")}
        self._failure = [rule.failure for rule in self._that_define("failure")]
        self._meanings = Meanings()
        self._looked_for = sorted({each for rule in self.rules for each in rule.looks_for})
        self._long = min((rule.looks_from for rule in self.rules if rule.looks_from), default=None)
        self._of_ids = [rule for rule in self.rules if rule.remembers_ids]
        self._said: dict[Frame, tuple[tuple[Rule, int], ...]] = {}
        """How often which rules struck in a block of a frame, of those in which they reported nothing."""

    def _that_define(self, hook: str) -> list[Rule]:
        return [rule for rule in self.rules if getattr(type(rule), hook) is not getattr(Rule, hook)]

    def head(self, head: ResponseHead) -> list[Mark]:
        for rule in self._that_define("head"):
            rule.head(head)
        return self._take()

    def chunk(self, chunk: bytes, offset: int) -> None:
        """Tell the rules of a chunk; a rule reports its finding with the block around the place."""
        for hook in self._chunk:
            hook(chunk, offset)

    def block(self, block: Block) -> list[Mark]:
        stream = self.stream
        for rule in self._block_of_chunks:
            rule(block)
        meaning = self._meanings.of(block)
        if meaning is not None:
            stream.meant, cause = meaning
        else:
            stream.meant, cause = (block.event,) if block.event else (), None
        stream.cause = None
        failure = self._told(stream.meant)
        if failure is not None or cause is not None or self._is_looked_for(block):
            self._show(block, cause, failure)
            return self._take()
        frame = frame_of(block)
        said = self._said.get(frame)
        if said is not None:
            for counting, times in said:
                counting.occurrences += times
            if self._of_ids and has_id(frame):
                self._show_id(block)
        elif stands_for_all(frame, block):
            self._show_first(block, frame)
        else:
            self._show(block)
        return self._take()

    def _told(self, events: tuple[Event, ...]) -> Failure | None:
        """The first failure that the events of a block tell of, kept if the stream told of none before."""
        for event in events:
            failure = told_failure(event.type, event.data)
            if failure is not None:
                self.stream.failure = self.stream.failure or failure
                return failure
        return None

    def _is_looked_for(self, block: Block) -> bool:
        """Returns True if the text of the data may make a difference to some rule."""
        if block.event is None:
            return False
        if self._long is not None and len(block.raw) >= self._long:
            return True
        data = block.event.data
        for each in self._looked_for:  # noqa: SIM110 - half the time of any()
            if each in data:
                return True
        return False

    def _show_first(self, block: Block, frame: Frame) -> None:
        """Show a block to the rules, and remember what they say when they report nothing."""
        before = [rule.occurrences for rule in self.rules]
        self._show(block)
        if not self.stream.marks and len(self._said) < _FRAMES:
            struck = zip(self.rules, before, strict=True)
            self._said[frame] = tuple(
                (rule, rule.occurrences - times)
                for rule, times in struck
                if rule.occurrences > times and not rule.remembers_ids
            )

    def _show_id(self, block: Block) -> None:
        """Tell the rules that remember ids of one that is plain."""
        line = next(line for line in block.lines if line.name == "id")
        for rule in self._of_ids:
            rule.field(line)
            rule.block(block)

    def _show(self, block: Block, cause: Cause | None = None, failure: Failure | None = None) -> None:
        raw = block.raw
        if cause is not None and cause.is_certain and cause.code in self._cause:
            self.stream.cause = cause.code
        self.stream.strays.clear()
        if block.fate == "unterminated":
            self.stream.lost = lost(block)
        if self._field["data"] or not _only_data(raw):
            self._lines(block)
        if not raw.isascii() and not is_utf8(raw):
            for damage in damages(raw):
                for hook in self._damage:
                    hook(block, damage)
        if cause is not None and cause.code in self._cause:
            self._cause[cause.code](block, cause)
        if failure is not None:
            for tell in self._failure:
                tell(block, failure)
        for rule in self._block:
            rule(block)

    def body(self, kind: str, start: bytes) -> list[Mark]:
        for rule in self._that_define("body"):
            rule.body(kind, start)
        return self._take()

    def limit(self, error: LimitExceeded) -> list[Mark]:
        for rule in self._that_define("limit"):
            rule.limit(error)
        return self._take()

    def end(self) -> list[Mark]:
        for rule in self._that_define("end"):
            rule.end()
        return self._take()

    def conclude(self, profile: str | None, outcome: str) -> list[Mark]:
        for rule in self._that_define("conclude"):
            rule.conclude(profile, outcome)
        return self._take()

    def _lines(self, block: Block) -> None:
        after_data = False
        before: str | None = None
        strays = self.stream.strays
        for line in block.lines:
            if line.kind != "field":
                continue
            hooks = self._field.get(line.name)
            if hooks is None:
                code = explain(line, after_data=after_data, after_json=BARE_JSON in strays)
                if code is not None and not (code == before and code in ONE_FAULT):
                    self._explained(line, code)
                before = code
                continue
            before = None
            after_data = after_data or line.name == "data"
            for hook in hooks:
                hook(line)

    def _explained(self, line: Line, code: str) -> None:
        self.stream.strays.add(code)
        if code == UNKNOWN_FIELD and len(self.stream.unknown_fields) < _REMEMBERED:
            self.stream.unknown_fields.add(line.name[:LONGEST])
        if code == UNKNOWN_FIELD and is_error_field(line):
            self.stream.failure = self.stream.failure or told_failure(line.name, line.value)
        if code in self._stray:
            self._stray[code](line)

    def _take(self) -> list[Mark]:
        marks = self.stream.marks
        if not marks:
            return []
        self.stream.marks = []
        self.stream.reported.update(mark.rule.code for mark in marks)
        self.stream.errors.update(mark.rule.code for mark in marks if mark.level is Level.ERROR)
        return sorted(marks, key=lambda mark: (mark.span.byte, mark.rule.code))


def _only_data(raw: bytes) -> bool:
    """Whether every line is plainly a data line, as in most streams; False is no claim."""
    return raw.startswith(b"data:") and raw.count(b"\n") == raw.count(b"\ndata:") + 2 and b"\r" not in raw


def what_is_known(
    head: ResponseHead | None,
    fidelity: str,
    origin: str | None,
    *,
    require_profile: bool = False,
    expect: str | None = None,
) -> frozenset[Need]:
    """What is known of a stream that came with this head; `fidelity` is "bytes", "chunks" or "timed"."""
    known: set[Need] = set()
    if require_profile:
        known.add(Need.PROFILE_DEMAND)
    if expect is not None:
        known.add(Need.OUTCOME_DEMAND)
    if fidelity != "bytes":
        known |= {Need.CHUNKS, Need.CONNECTION}
    if origin is not None:
        known.add(Need.ORIGIN)
    if head is None:
        return frozenset(known)
    known.add(Need.HEAD)
    if head.status == 200:
        known.add(Need.OK_HEAD)
    if not head.version.startswith("1"):
        known.add(Need.HTTP2)
    if fidelity != "bytes" and "chunked" in head.tokens("transfer-encoding"):
        known.add(Need.CHUNKED)
    return frozenset(known)
