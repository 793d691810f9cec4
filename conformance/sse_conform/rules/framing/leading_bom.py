"""A byte order mark at the beginning is allowed, and few readers drop it."""

from sse_codec import Block, Fact

from ...finding import Level
from .._rule import PARSING, Example, Need, Rule


class LeadingBom(Rule):
    code = "SSE117"
    name = "leading-bom"
    level = Level.INFO
    basis = "interop"
    summary = "The stream begins with a byte order mark"
    why = (
        "It is legal. Three of four Python clients that were tried do not drop it, and lose the first field."
    )
    help = "write no byte order mark"
    reference = PARSING
    evidence = ("three Python clients (measured)",)
    needs = (Need.BYTES,)
    per = "stream"
    wants = Fact.BOM
    bad = Example(b"\xef\xbb\xbfdata: a\n\n", at=(0, 1))
    good = Example(b"data: a\n\n")

    def block(self, block: Block) -> None:
        if block.offset == 0 and block.raw.startswith(b"\xef\xbb\xbf"):
            self.mark_bytes(block, 0, 3, "the stream begins with a byte order mark")
