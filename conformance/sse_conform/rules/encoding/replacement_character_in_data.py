"""U+FFFD in the data says that text was damaged before it was sent."""

from sse_codec import Block

from ...finding import Level
from .._places import in_fields
from .._rule import PARSING, Example, Rule

_REPLACEMENT = b"\xef\xbf\xbd"


class ReplacementCharacterInData(Rule):
    code = "SSE207"
    name = "replacement-character-in-data"
    level = Level.WARNING
    basis = "heuristic"
    summary = "Data holds U+FFFD, the mark of text that was damaged upstream"
    why = "Decoders write it where bytes were not UTF-8; most often each chunk was decoded by itself on the way here."
    help = "decode incrementally where the text comes from"
    reference = PARSING
    looks_for = (_REPLACEMENT.decode(),)
    bad = Example(b"data: caf\xef\xbf\xbd\n\n", at=(9, 1))
    good = Example(b"data: caf\xc3\xa9\n\n")

    def block(self, block: Block) -> None:
        if _REPLACEMENT in block.raw:
            index = in_fields(block.raw, _REPLACEMENT, (b"data",))
            if index is not None:
                self.mark_bytes(block, index, 3, "U+FFFD was sent: the text was damaged before it came here")
