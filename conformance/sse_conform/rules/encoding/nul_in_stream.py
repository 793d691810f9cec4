"""U+0000 is text to the format and the end of a string to some readers."""

from sse_codec import Block, Fact

from ...finding import Level
from .._places import in_fields
from .._rule import PARSING, Example, Rule


class NulInStream(Rule):
    code = "SSE206"
    name = "nul-in-stream"
    level = Level.WARNING
    basis = "interop"
    summary = "The stream holds U+0000"
    why = "It is legal outside an id. Readers that keep text as C strings end the value there."
    help = "leave it out, or escape it in JSON as \\u0000"
    reference = PARSING
    wants = Fact.NUL
    bad = Example(b"data: a\x00b\n\n", at=(7, 1))
    good = Example(b'data: "a\\u0000b"\n\n')

    def block(self, block: Block) -> None:
        index = in_fields(block.raw, b"\0", (b"id",), inside=False)
        if index is not None:
            self.mark_bytes(block, index, 1, "U+0000 ends the text for readers that use C strings")
