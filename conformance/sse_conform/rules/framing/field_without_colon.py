"""A line that is only a field name means the field with an empty value."""

from sse_codec import Fact, Line

from ...finding import Level
from .._rule import INTERPRETING, Example, Need, Rule
from .._stray import KNOWN_FIELDS


class FieldWithoutColon(Rule):
    code = "SSE109"
    name = "field-without-colon"
    level = Level.INFO
    basis = "interop"
    summary = "A field has no colon, and so an empty value"
    why = 'It is legal. Readers that look for "data:" miss the line, and with it an empty line of text.'
    help = "write the colon also when the value is empty"
    reference = INTERPRETING
    needs = (Need.BYTES,)
    per = "field name"
    fields = frozenset(KNOWN_FIELDS)
    wants = Fact.NO_COLON
    bad = Example(b"data\n\n", at=(0, 1))
    good = Example(b"data:\n\n")

    def field(self, line: Line) -> None:
        if line.ending and not line.has_colon:
            self.mark_line(line, f"{line.name} without a colon has an empty value", subject=line.name)
