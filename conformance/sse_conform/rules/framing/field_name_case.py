"""Field names are lower case."""

from sse_codec import Line

from ...finding import Level
from .._rule import INTERPRETING, Example, Need, Rule


class FieldNameCase(Rule):
    code = "SSE108"
    name = "field-name-case"
    level = Level.WARNING
    basis = "standard"
    summary = "The wrong case makes a field another, unknown field"
    why = "Unlike header names, field names are compared literally, so readers ignore the line, and the value is lost."
    help = "write the field name in lower case"
    reference = INTERPRETING
    evidence = ("web-platform-tests: format-field-parsing",)
    needs = (Need.BYTES,)
    bad = Example(b"data: a\nData: b\n\n", at=(8, 2))
    good = Example(b"data: a\ndata: b\n\n")

    def stray(self, line: Line) -> None:
        self.mark_line(line, f"the field {line.name} is not {line.name.lower()}: the line is ignored")
