"""Only an empty line ends an event."""

from sse_codec import Line

from ...finding import Level
from .._causes import NO_BLANK_LINES
from .._rule import INTERPRETING, Example, Need, Rule


class BlankLineWithSpaces(Rule):
    code = "SSE113"
    name = "blank-line-with-spaces"
    level = Level.WARNING
    basis = "standard"
    summary = "A line of whitespace looks blank and ends no event"
    why = (
        "To the format it is a field named like the whitespace. The event goes on, and two events become one."
    )
    help = "make the line empty"
    reference = INTERPRETING
    needs = (Need.BYTES,)
    bad = Example(b"data: a\n \ndata: b\n\n", at=(8, 2))
    good = Example(b"data: a\n\ndata: b\n\n")

    def stray(self, line: Line) -> None:
        # Where the lines around it are events of their own, all but one of them are lost.
        level = Level.ERROR if self.stream.cause == NO_BLANK_LINES else None
        self.mark_line(
            line, "a line of whitespace ends no event: the lines around it are one event", level=level
        )
