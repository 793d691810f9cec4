"""A reconnection time is ASCII digits and nothing else."""

from sse_codec import Fact, Line

from ...finding import Level
from .._rule import INTERPRETING, Example, Need, Rule
from .._words import quoted


class RetryNotDigits(Rule):
    code = "SSE402"
    name = "retry-not-digits"
    level = Level.WARNING
    basis = "standard"
    summary = "The value of `retry` is not all digits and is ignored"
    why = "The client keeps the reconnection time that it had. A unit, a sign, a point or a space is enough."
    help = "write the milliseconds in digits alone"
    reference = INTERPRETING
    evidence = ("schemathesis#3579",)
    needs = (Need.BYTES,)
    fields = frozenset({"retry"})
    wants = Fact.RETRY
    bad = Example(b"retry: 3s\n\ndata: a\n\n", at=(0, 1))
    good = Example(b"retry: 3000\n\ndata: a\n\n")

    def field(self, line: Line) -> None:
        if line.ending and not (line.value.isascii() and line.value.isdigit()):
            self.mark_line(line, f"the retry {quoted(line.value)} is not all digits, so it is ignored")
