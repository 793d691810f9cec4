"""The rules of one stream at work: which of them can be decided, and who is called for what.

The lists of who is called are made once for a stream, so a rule costs nothing where it has no say.
"""

from collections.abc import Callable, Iterable

from sse_codec import Block, LimitExceeded, Line

from ..head import ResponseHead
from ..report import NotApplicable
from ._damage import damages
from ._rule import Need, Rule
from ._stray import BARE_JSON, KNOWN_FIELDS, ONE_FAULT, UNKNOWN_FIELD, explain
from ._stream import Mark, Stream
from ._unfinished import lost
from ._words import LONGEST

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
            if lacking:
                self.not_applicable.append(NotApplicable(rule.code, rule.name, " and ".join(lacking)))
            else:
                self.rules.append(rule(stream))
        self._chunk = [rule.chunk for rule in self._that_define("chunk")]
        self._block = [rule.block for rule in self._that_define("block")]
        self._damage = [rule.damage for rule in self._that_define("damage")]
        self._stray = {rule.code: rule.stray for rule in self._that_define("stray")}
        self._field: dict[str, list[Callable[[Line], None]]] = {
            name: [rule.field for rule in self.rules if name in rule.fields] for name in KNOWN_FIELDS
        }

    def _that_define(self, hook: str) -> list[Rule]:
        return [rule for rule in self.rules if getattr(type(rule), hook) is not getattr(Rule, hook)]

    def head(self, head: ResponseHead) -> list[Mark]:
        for rule in self._that_define("head"):
            rule.head(head)
        return self._take()

    def chunk(self, chunk: bytes, offset: int) -> None:
        """Tell the rules of a chunk; what they find they say with the block that holds the place."""
        for hook in self._chunk:
            hook(chunk, offset)

    def block(self, block: Block) -> list[Mark]:
        raw = block.raw
        self.stream.strays.clear()
        if block.fate == "unterminated":
            self.stream.lost = lost(block)
        if self._field["data"] or not _only_data(raw):
            self._lines(block)
        if not raw.isascii() and not _is_utf8(raw):
            for damage in damages(raw):
                for hook in self._damage:
                    hook(block, damage)
        for rule in self._block:
            rule(block)
        return self._take()

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
        if code in self._stray:
            self._stray[code](line)

    def _take(self) -> list[Mark]:
        marks = self.stream.marks
        if not marks:
            return []
        self.stream.marks = []
        self.stream.reported.update(mark.rule.code for mark in marks)
        return sorted(marks, key=lambda mark: (mark.span.byte, mark.rule.code))


def _only_data(raw: bytes) -> bool:
    """Whether every line is plainly a data line, as in most streams; False is no claim."""
    return raw.startswith(b"data:") and raw.count(b"\n") == raw.count(b"\ndata:") + 2 and b"\r" not in raw


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def what_is_known(head: ResponseHead | None, fidelity: str, origin: str | None) -> frozenset[Need]:
    """What is known of a stream that came with this head; `fidelity` is "bytes", "chunks" or "timed"."""
    known: set[Need] = set()
    if fidelity != "bytes":
        known.add(Need.CHUNKS)
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
