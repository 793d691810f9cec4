"""Ids that count, count up."""

from sse_codec import Block, Line

from ...finding import Level
from .._rule import LAST_EVENT_ID, Example, Rule

_DIGITS = 18
"""Digits of a number that can be a count; longer ones are random."""


class IdGoesBackwards(Rule):
    code = "SSE407"
    name = "id-goes-backwards"
    level = Level.INFO
    basis = "heuristic"
    summary = "An id is a smaller number than the id before it"
    why = "It is legal. A server that resumes by comparing ids sends events again, or leaves some out."
    help = "let ids count up, or make them names that nobody compares"
    reference = LAST_EVENT_ID
    fields = frozenset({"id"})
    remembers_ids = True
    bad = Example(b"id: 2\ndata: a\n\nid: 1\ndata: b\n\n", at=(15, 4))
    good = Example(b"id: 1\ndata: a\n\nid: 2\ndata: b\n\n")

    _line: Line | None = None
    _last = -1

    def field(self, line: Line) -> None:
        self._line = line

    def block(self, block: Block) -> None:
        line, self._line = self._line, None
        if line is None or block.event is None:
            return
        value = line.value
        if not (value.isascii() and value.isdigit() and len(value) <= _DIGITS):
            self._last = -1
            return
        if int(value) < self._last:
            self.mark_line(line, f"the id {value} is smaller than {self._last}, the id before it")
        self._last = int(value)
