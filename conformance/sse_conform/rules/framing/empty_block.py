"""A blank line after a blank line says nothing."""

from sse_codec import Block, Fact

from ...finding import Level
from .._rule import AUTHORING, Example, Need, Rule


class EmptyBlock(Rule):
    code = "SSE114"
    name = "empty-block"
    level = Level.INFO
    basis = "interop"
    summary = "A blank line has no event before it"
    why = (
        "It is legal and does nothing. As a keep-alive it is worse than a comment: readers that split at blank lines "
        "make an empty event of it."
    )
    help = "send a comment line to keep the connection open"
    reference = AUTHORING
    needs = (Need.BYTES,)
    per = "stream"
    wants = Fact.EMPTY
    bad = Example(b"data: a\n\n\n\n", at=(9, 3))
    good = Example(b"data: a\n\n:\n\n")

    def block(self, block: Block) -> None:
        if block.fate == "empty":
            self.mark_bytes(block, 0, len(block.raw), "a blank line with no event before it")
