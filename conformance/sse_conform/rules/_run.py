"""Asks the rules of one stream about the blocks that concern them.

Which rules want a block depends on its facts alone, and most blocks of a stream have the same facts. So a run works out
whom to ask once for each set of facts, and keeps the answer until a rule wants other facts.
"""

from collections.abc import Callable, Iterable, Iterator

import attrs

from sse_codec import Block, Event, Fact, LimitExceeded, Line

from ..finding import Level
from ..head import ResponseHead
from ._causes import Meanings
from ._damage import damages
from ._failure import Failure, names_a_failure, told_failure
from ._index import RuleIndex, Wants
from ._lines import known_field, raw_lines
from ._rule import Rule
from ._stray import BARE_JSON, ONE_FAULT, UNKNOWN_FIELD, explain, is_error_field
from ._stream import Mark, Stream
from ._unfinished import lost
from ._words import LONGEST

_ALWAYS_ASKED = (
    Fact.NO_DATA
    | Fact.EMPTY
    | Fact.UNTERMINATED
    | Fact.DATA_LINES
    | Fact.WRAPPED
    | Fact.FAILURE
    | Fact.UNKNOWN_FIELD
    | Fact.NOT_UTF8
)
"""Facts of blocks that may mean something else than they say, tell of a failure, or hold what rules have hooks of their own for."""
_MOST_PLANS = 256
"""Sets of facts that are remembered; a stream has a few."""
_MOST_NAMES = 256
"""Types of events that are remembered; a stream has some dozens."""
_REMEMBERED = 20
"""Names of unknown fields that are remembered, for whoever wants to know what the server is."""
_MOST_HEARD = 20
"""Unknown fields that are known by heart: a server that writes one writes it with each event."""


@attrs.frozen
class Plan:
    """Whom to ask about the blocks with the same facts."""

    fields: dict[str, list[Callable[[Line], None]]]
    """The rules that want the lines of a field, by its name."""
    blocks: list[Callable[[Block], None]]
    """The rules that want the block."""


class Run:
    """The instances of the rules for one stream."""

    def __init__(self, stream: Stream, index: RuleIndex) -> None:
        self.stream = stream
        self._index = index
        self._made: dict[str, Rule] = {}
        """The rules that were asked anything, by code."""
        self._changed: Wants = ()
        self._meanings = Meanings()
        self._plans: dict[int, Plan] = {}
        self._quiet: set[int] = set()
        """The facts of which no rule has to be asked."""
        self._names = {"message"}
        """Types of events that do not tell of a failure by themselves."""
        self._heard: set[tuple[bytes, bool, bool]] = set()
        """Unknown fields, each with what came before it in its block, of which nothing is new: they are only counted."""

    @property
    def rules(self) -> Iterable[Rule]:
        """The rules that were asked anything."""
        return self._made.values()

    def head(self, head: ResponseHead) -> list[Mark]:
        for rule in self._with_hook("head"):
            rule.head(head)
        return self._take()

    def chunk(self, chunk: bytes, offset: int) -> None:
        """Tell the rules of a chunk; a rule reports its finding with the block around the place."""
        for rule in self._with_hook("chunk"):
            rule.chunk(chunk, offset)
        self._heed_wants()

    def block(self, block: Block) -> list[Mark]:
        event = block.event
        if (
            event is not None
            and block.facts in self._quiet
            and event.type in self._names
            and not self._meanings.is_by_line
        ):
            self.stream.meant = (event,)
            return []
        self._ask(block, self._plans.get(block.facts) or self._planned(block.facts))
        return self._take()

    def _ask(self, block: Block, plan: Plan) -> None:
        stream = self.stream
        meaning = self._meanings.of(block, is_first=not stream.events)
        cause = meaning.cause if meaning else None
        stream.meant = meaning.events if meaning else (block.event,) if block.event else ()
        is_told = cause is not None and self._index.has(cause.code, "cause")
        stream.cause = cause.code if cause and cause.is_certain and is_told else None
        failure = self._told(block, is_plain=meaning is None)
        stream.strays.clear()
        if block.fate == "unterminated":
            stream.lost = lost(block)
        if plan.fields or block.facts & Fact.UNKNOWN_FIELD:
            self._lines(block, plan)
        if block.facts & Fact.NOT_UTF8:
            for damage in damages(block.raw):
                for rule in self._with_hook("damage"):
                    rule.damage(block, damage)
        if cause is not None and is_told:
            self._rule(cause.code).cause(block, cause)
        if failure is not None:
            for rule in self._with_hook("failure"):
                rule.failure(block, failure)
        for ask in plan.blocks:
            ask(block)

    def _told(self, block: Block, *, is_plain: bool) -> Failure | None:
        """The first failure that the events of a block tell of, kept if the stream told of none before."""
        if is_plain and not block.facts & Fact.FAILURE and not self._is_named_so(block.event):
            return None
        for event in self.stream.meant:
            failure = told_failure(event.type, event.data)
            if failure is not None:
                self.stream.failure = self.stream.failure or failure
                return failure
        return None

    def _is_named_so(self, event: Event | None) -> bool:
        """Returns True if the type of an event tells of a failure; of one that does not, the answer is remembered."""
        if event is None or event.type in self._names:
            return False
        if names_a_failure(event.type):
            return True
        if len(self._names) < _MOST_NAMES and len(event.type) <= LONGEST:
            self._names.add(event.type)
        return False

    def _planned(self, facts: int) -> Plan:
        """Work out whom to ask about blocks with these facts."""
        if len(self._plans) == _MOST_PLANS:
            self._forget()
        fields: dict[str, list[Callable[[Line], None]]] = {}
        for rule in self._that_want(facts, "field"):
            for name in rule.fields:
                fields.setdefault(name, []).append(rule.field)
        plan = Plan(fields, [rule.block for rule in self._that_want(facts, "block")])
        self._plans[facts] = plan
        if not (plan.fields or plan.blocks or facts & _ALWAYS_ASKED):
            self._quiet.add(facts)
        return plan

    def _that_want(self, facts: int, hook: str) -> Iterator[Rule]:
        return map(self._rule, self._index.wanting(facts, hook, self._changed))

    def _forget(self) -> None:
        self._plans.clear()
        self._quiet.clear()

    def _with_hook(self, hook: str) -> list[Rule]:
        return [self._rule(rule.code) for rule in self._index.with_hook(hook)]

    def _rule(self, code: str) -> Rule:
        made = self._made.get(code)
        if made is None:
            made = self._made[code] = self._index.load(code)(self.stream)
        return made

    def body(self, kind: str, start: bytes) -> list[Mark]:
        for rule in self._with_hook("body"):
            rule.body(kind, start)
        return self._take()

    def limit(self, error: LimitExceeded) -> list[Mark]:
        for rule in self._with_hook("limit"):
            rule.limit(error)
        return self._take()

    def end(self) -> list[Mark]:
        for rule in self._with_hook("end"):
            rule.end()
        return self._take()

    def conclude(self, profile: str | None, outcome: str) -> list[Mark]:
        for rule in self._with_hook("conclude"):
            rule.conclude(profile, outcome)
        return self._take()

    def _lines(self, block: Block, plan: Plan) -> None:
        """Explain the lines that the format ignores, and show the others to the rules that want them."""
        after_data = False
        before: str | None = None
        strays = self.stream.strays
        for raw, offset, number in raw_lines(block):
            name = known_field(raw, offset)
            if name is None:
                after_json = BARE_JSON in strays
                if (raw, after_data, after_json) in self._heard:
                    strays.add(UNKNOWN_FIELD)
                    self._rule(UNKNOWN_FIELD).occurrences += 1
                    before = UNKNOWN_FIELD
                    continue
                line = Line(raw, offset, number)
                code = explain(line, after_data=after_data, after_json=after_json)
                if code is not None and not (code == before and code in ONE_FAULT):
                    is_news = self._explained(line, code)
                    if code == UNKNOWN_FIELD and not is_news and len(self._heard) < _MOST_HEARD:
                        self._heard.add((raw, after_data, after_json))
                before = code
            elif name:
                before = None
                after_data = after_data or name == "data"
                if hooks := plan.fields.get(name):
                    line = Line(raw, offset, number)
                    for hook in hooks:
                        hook(line)

    def _explained(self, line: Line, code: str) -> bool:
        """Tell the rule of a line that the format ignores; False if the rule only counted it, as it will if it comes again."""
        self.stream.strays.add(code)
        if code == UNKNOWN_FIELD and len(self.stream.unknown_fields) < _REMEMBERED:
            self.stream.unknown_fields.add(line.name[:LONGEST])
        if code == UNKNOWN_FIELD and is_error_field(line):
            self.stream.failure = self.stream.failure or told_failure(line.name, line.value)
        if not self._index.has(code, "stray"):
            return True
        marks = len(self.stream.marks)
        self._rule(code).stray(line)
        return len(self.stream.marks) > marks or len(line.raw) > LONGEST

    def _take(self) -> list[Mark]:
        self._heed_wants()
        stream = self.stream
        marks = stream.marks
        if not marks:
            return []
        stream.marks = []
        stream.reported.update(mark.rule.code for mark in marks)
        stream.errors.update(mark.rule.code for mark in marks if mark.level is Level.ERROR)
        return sorted(marks, key=lambda mark: (mark.span.byte, mark.rule.code))

    def _heed_wants(self) -> None:
        """Forget whom to ask, if a rule has come to want other facts."""
        if self.stream.wants_changed:
            self.stream.wants_changed = False
            self._changed = tuple(
                (code, rule.wants) for code, rule in self._made.items() if "wants" in vars(rule)
            )
            self._forget()
