"""A reconnection time is neither none nor for ever."""

from sse_codec import Fact, Line

from ...finding import Level
from .._rule import INTERPRETING, Example, Need, Option, Rule
from .._words import quoted

_LONGEST = Option("longest", 3_600_000, 1, "milliseconds that a reconnection time may have")


class RetryExtreme(Rule):
    code = "SSE403"
    name = "retry-extreme"
    level = Level.WARNING
    basis = "interop"
    summary = "The reconnection time is 0, or more than an hour"
    why = "With 0 every client comes back at once when the server is in trouble; after an hour they have been forgotten."
    help = "ask for some seconds"
    reference = INTERPRETING
    evidence = ("whatwg/html#2909",)
    needs = (Need.BYTES,)
    per = "value"
    fields = frozenset({"retry"})
    options = (_LONGEST,)
    wants = Fact.RETRY
    bad = Example(b"retry: 0\n\ndata: a\n\n", at=(0, 1))
    good = Example(b"retry: 3600000\n\ndata: a\n\n")

    def field(self, line: Line) -> None:
        if not (line.ending and line.value.isascii() and line.value.isdigit()):
            return
        digits = line.value.lstrip("0")
        longest = self.option("longest")
        if not digits:
            self.mark_line(line, "the reconnection time is 0: clients reconnect without a pause", subject="0")
        elif len(digits) > len(str(longest)) or int(digits) > longest:
            limit = "an hour" if longest == _LONGEST.default else f"{longest:,} ms"
            message = f"the reconnection time {quoted(digits)} ms is more than {limit}"
            self.mark_line(line, message, subject=digits[:20])
