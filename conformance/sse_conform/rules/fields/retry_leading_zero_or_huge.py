"""A reconnection time is read in base ten, into integers of some width."""

from sse_codec import Fact, Line

from ...finding import Level
from .._rule import INTERPRETING, Example, Need, Rule

_INT32 = 2**31 - 1


class RetryLeadingZeroOrHuge(Rule):
    code = "SSE404"
    name = "retry-leading-zero-or-huge"
    level = Level.INFO
    basis = "interop"
    summary = "The reconnection time has leading zeros, or does not fit 32 bits"
    why = "It is legal. Some clients read a leading zero as octal, and some overflow."
    help = "write a small number without leading zeros"
    reference = INTERPRETING
    needs = (Need.BYTES,)
    per = "value"
    fields = frozenset({"retry"})
    wants = Fact.RETRY
    bad = Example(b"retry: 03000\n\ndata: a\n\n", at=(0, 1))
    good = Example(b"retry: 3000\n\ndata: a\n\n")

    def field(self, line: Line) -> None:
        value = line.value
        if not (line.ending and value.isascii() and value.isdigit()):
            return
        if len(value) > 1 and value.startswith("0"):
            self.mark_line(line, "the reconnection time has a leading zero", subject=value[:20])
        elif len(value) > len(str(_INT32)) or int(value) > _INT32:
            self.mark_line(line, "the reconnection time does not fit 32 bits", subject=value[:20])
