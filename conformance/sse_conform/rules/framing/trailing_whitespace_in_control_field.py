"""Nothing is trimmed from the end of a value."""

from sse_codec import Fact, Line

from ...finding import Level
from .._rule import INTERPRETING, Example, Need, Rule
from .._words import quoted


class TrailingWhitespaceInControlField(Rule):
    code = "SSE112"
    name = "trailing-whitespace-in-control-field"
    level = Level.WARNING
    basis = "standard"
    summary = "The value of `event` or `id` ends in whitespace"
    why = "The whitespace is part of the value: a listener for `token` does not hear `token` with a space behind it."
    help = "write nothing after the value"
    reference = INTERPRETING
    needs = (Need.BYTES,)
    fields = frozenset({"event", "id"})
    wants = Fact.ODD_VALUE
    bad = Example(b"event: news \ndata: a\n\n", at=(0, 1))
    good = Example(b"event: news\ndata: a \n\n")

    def field(self, line: Line) -> None:
        if line.value.endswith((" ", "\t")):
            self.mark_line(
                line, f"the value {quoted(line.value)} of {line.name} ends in whitespace, which counts"
            )
