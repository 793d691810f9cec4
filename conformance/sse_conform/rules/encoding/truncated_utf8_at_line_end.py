"""A character does not go on behind a line end."""

from sse_codec import Block

from ...finding import Level
from .._damage import Damage
from .._rule import PARSING, Example, Need, Rule
from .._words import shown_bytes


class TruncatedUtf8AtLineEnd(Rule):
    code = "SSE202"
    name = "truncated-utf8-at-line-end"
    level = Level.ERROR
    basis = "standard"
    summary = "A character is cut off by the end of its line"
    why = (
        "Text was cut by bytes and each piece wrapped in an event of its own: both halves of the character are damaged, "
        "and no reader can put them together again."
    )
    help = "cut text by characters before it is encoded"
    reference = PARSING
    evidence = ("Python decoders give U+FFFD or raise (measured)",)
    needs = (Need.BYTES,)
    bad = Example(b"data: 5 \xe2\x82\n\n", at=(8, 1))
    good = Example(b"data: 5 \xe2\x82\xac\n\n")

    def damage(self, block: Block, damage: Damage) -> None:
        if damage.cut:
            message = f"the line ends inside a character, after {shown_bytes(damage.bytes)}"
            self.mark_bytes(block, damage.at, len(damage.bytes), message)
