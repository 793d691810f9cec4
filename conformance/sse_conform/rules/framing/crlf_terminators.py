"""CR LF ends a line, and readers made for LF trip over it."""

from sse_codec import Block, Fact

from ...finding import Level
from .._rule import PARSING, Example, Need, Rule


class CrlfTerminators(Rule):
    code = "SSE103"
    name = "crlf-terminators"
    level = Level.INFO
    basis = "interop"
    summary = "Lines end in CR LF"
    why = "It is legal. Readers that look for LF LF never find the end of an event."
    help = "end lines with LF where readers are not known to accept CR LF"
    reference = PARSING
    evidence = ("hey-api#3054 (sse-starlette writes CR LF by default)", "inngest-js#1714", "xuan#194")
    needs = (Need.BYTES,)
    per = "stream"
    wants = Fact.CR_LF
    bad = Example(b"data: a\r\n\r\n", at=(0, 1))
    good = Example(b"data: a\n\n")

    def block(self, block: Block) -> None:
        place = block.raw.find(b"\r\n")
        if place >= 0:
            self.mark_line_to(block, place, "the line ends in CR LF")
