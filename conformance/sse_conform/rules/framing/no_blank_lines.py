"""A blank line ends each event."""

from sse_codec import Block

from ...finding import Level
from .._causes import Cause
from .._rule import INTERPRETING, Example, Need, Rule
from .._stray import BLANK_WITH_SPACES


class NoBlankLines(Rule):
    code = "SSE121"
    name = "no-blank-lines"
    level = Level.ERROR
    basis = "heuristic"
    summary = "Blank lines are missing: several events become one, or no event is ever delivered"
    why = (
        "A blank line dispatches an event. Without it the data lines of many events become one text, which no client reads as "
        "JSON, and at the end of the stream an event without its blank line is discarded. Lines that end in one line break "
        "instead of two, or a proxy that drops blank lines, are the usual source."
    )
    help = "write an empty line after each event: two line ends after its last line"
    reference = INTERPRETING
    needs = (Need.BYTES,)
    per = "stream"
    bad = Example(b'data: {"a": 1}\ndata: {"b": 2}\n\n', at=(15, 2))
    good = Example(b'data: {"a": 1}\n\ndata: {"b":\ndata: 2}\n\n')

    def cause(self, block: Block, cause: Cause) -> None:
        # A line that looks blank and is none has been reported, and says more.
        if BLANK_WITH_SPACES not in self.stream.strays:
            self.mark_cause(block, cause)
