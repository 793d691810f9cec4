"""A field name begins in the first column."""

from sse_codec import Line

from ...finding import Level
from .._rule import INTERPRETING, Example, Need, Rule
from .._words import quoted


class LeadingWhitespaceField(Rule):
    code = "SSE107"
    name = "leading-whitespace-field"
    level = Level.WARNING
    basis = "standard"
    summary = "An indent makes a field another, unknown field"
    why = "Readers trim nothing from a field name: they ignore the line, and the value is lost."
    help = "begin the line with the field name"
    reference = INTERPRETING
    evidence = ("web-platform-tests: format-field-unknown",)
    needs = (Need.BYTES,)
    bad = Example(b"data: a\n data: b\n\n", at=(8, 2))
    good = Example(b"data: a\ndata: b\n\n")

    def stray(self, line: Line) -> None:
        self.mark_line(
            line, f"the field {quoted(line.name)} is not {line.name.lstrip().lower()}: the line is ignored"
        )
