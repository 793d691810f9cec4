"""A CR alone ends a line, and few readers know it."""

from sse_codec import Block

from ...finding import Level
from .._rule import PARSING, Example, Need, Rule


class BareCrTerminators(Rule):
    code = "SSE102"
    name = "bare-cr-terminators"
    level = Level.WARNING
    basis = "interop"
    summary = "Lines end in CR alone"
    why = (
        "It is legal, but readers that split at LF never see a line end: they wait for ever and report nothing. "
        "A reader that knows CR cannot tell a lone CR at the end of a chunk from half a CR LF."
    )
    help = "end lines with LF"
    reference = PARSING
    evidence = ("a2a-js#714 (no event, no error)", "dotnet-eventsource#83")
    needs = (Need.BYTES,)
    per = "stream"
    bad = Example(b"data: a\r\r", at=(0, 1))
    good = Example(b"data: a\n\n")

    _is_decided = False

    def block(self, block: Block) -> None:
        """Judge by the first line; a CR among other line ends is for `mixed-line-endings`."""
        if self._is_decided:
            return
        self._is_decided = True
        self.want(0)
        line = next(block.lines)
        if line.ending == b"\r":
            self.mark_line(line, "the line ends in CR alone, which many readers do not take for a line end")
