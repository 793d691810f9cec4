"""Ids that count, count up."""

from sse_codec import Block, Fact

from ...finding import Level
from .._rule import LAST_EVENT_ID, Example, Rule
from ._ids import line_of_id, own_id

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
    wants = Fact.ID
    bad = Example(b"id: 2\ndata: a\n\nid: 1\ndata: b\n\n", at=(15, 4))
    good = Example(b"id: 1\ndata: a\n\nid: 2\ndata: b\n\n")

    _last = -1

    def block(self, block: Block) -> None:
        value = own_id(block)
        if value is None:
            return
        if not (value.isascii() and value.isdigit() and len(value) <= _DIGITS):
            self._last = -1
            return
        if int(value) < self._last and not self.repeats() and (line := line_of_id(block)):
            self.mark_line(line, f"the id {value} is smaller than {self._last}, the id before it")
        self._last = int(value)
