"""An event stream is UTF-8, always."""

from sse_codec import Block

from ...finding import Level
from .._damage import Damage
from .._rule import PARSING, Example, Need, Rule
from .._words import shown_bytes


class InvalidUtf8(Rule):
    code = "SSE201"
    name = "invalid-utf8"
    level = Level.ERROR
    basis = "standard"
    summary = "Bytes are not UTF-8"
    why = (
        "Streams must be UTF-8, whatever the headers say. A conforming reader puts U+FFFD in place of the bytes, "
        "so the text is damaged; others raise in the middle of the stream."
    )
    help = "encode the stream as UTF-8, and cut text by characters before it is encoded"
    reference = PARSING
    evidence = ("Python decoders give U+FFFD or raise (measured)",)
    needs = (Need.BYTES,)
    bad = Example(b"data: caf\xe9 au lait\n\n", at=(9, 1))
    good = Example(b"data: caf\xc3\xa9 au lait\n\n")

    def damage(self, block: Block, damage: Damage) -> None:
        if not damage.cut and not self.repeats():
            length = len(damage.bytes)
            self.mark_bytes(block, damage.at, length, f"{shown_bytes(damage.bytes)} is not UTF-8")
