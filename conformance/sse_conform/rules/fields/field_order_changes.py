"""Readers that do not wait for the end of an event want to know what it is before its data."""

from sse_codec import Block, Fact, Line

from ...finding import Level
from .._rule import INTERPRETING, Example, Need, Rule


class FieldOrderChanges(Rule):
    code = "SSE412"
    name = "field-order-changes"
    level = Level.INFO
    basis = "interop"
    summary = "`event` or `id` comes after `data` in its block"
    why = "It is legal: the order of fields has no meaning. Readers that act on each line give the data the wrong name."
    help = "write id and event before data"
    reference = INTERPRETING
    needs = (Need.BYTES,)
    per = "field name"
    fields = frozenset({"data", "event", "id"})
    wants = Fact.LATE_FIELD
    bad = Example(b"data: a\nid: 1\n\n", at=(8, 2))
    good = Example(b"id: 1\ndata: a\n\n")

    _after_data = False

    def field(self, line: Line) -> None:
        if line.name == "data":
            self._after_data = True
        elif self._after_data:
            self.mark_line(line, f"{line.name} comes after data", subject=line.name)

    def block(self, block: Block) -> None:
        self._after_data = False
