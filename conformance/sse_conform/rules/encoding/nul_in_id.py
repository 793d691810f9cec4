"""An id that holds U+0000 is ignored."""

from sse_codec import Fact, Line

from ...finding import Level
from .._rule import INTERPRETING, Example, Rule


class NulInId(Rule):
    code = "SSE205"
    name = "nul-in-id"
    level = Level.ERROR
    basis = "standard"
    summary = "An id holds U+0000 and is ignored"
    why = (
        "The client keeps the last event id from before, so a server sends events again after a reconnection."
    )
    help = "write ids without U+0000"
    reference = INTERPRETING
    fields = frozenset({"id"})
    wants = Fact.ODD_VALUE
    bad = Example(b"id: 7\x00\ndata: a\n\n", at=(5, 1))
    good = Example(b"id: 7\ndata: a\n\n")

    def field(self, line: Line) -> None:
        place = line.content.find(b"\0")
        if place >= 0:
            self.mark_line(line, "the id holds U+0000, so it is ignored", start=place, length=1)
