"""A character may be cut by a chunk, and a reader must keep its first half."""

from sse_codec import Block

from ...finding import Level
from .._rule import PARSING, Example, Need, Rule

_LONGEST = 4


class Utf8SplitAcrossChunks(Rule):
    code = "SSE203"
    name = "utf8-split-across-chunks"
    level = Level.INFO
    basis = "interop"
    summary = "A chunk ends inside a character"
    why = (
        "It is legal and ordinary: chunks may end anywhere. It is also the commonest cause of damaged text, since "
        "readers that decode each chunk by itself destroy the character."
    )
    help = "decode incrementally: feed the bytes to a decoder that keeps state between chunks"
    reference = PARSING
    evidence = ("librefang#3448", "aisix#111", "Fabric#2203", "nuphus#41 (14.9 % of rows damaged)")
    needs = (Need.CHUNKS,)
    per = "stream"
    bad = Example((b"data: 5 \xe2\x82", b"\xac\n\n"), at=(8, 1))
    good = Example((b"data: 5 \xe2\x82\xac", b"\n\n"))

    _tail = b""
    _split: int | None = None

    def chunk(self, chunk: bytes, offset: int) -> None:
        if chunk[0] & 0xC0 == 0x80 and self._split is None:
            begun = _unfinished(self._tail)
            if begun:
                self._split = offset - begun
        self._tail = (self._tail + chunk[-_LONGEST:])[-_LONGEST:]

    def block(self, block: Block) -> None:
        if self._split is not None and self._split < block.offset + len(block.raw):
            index = self._split - block.offset
            self.mark_bytes(block, index, _length(block.raw[index]), "a chunk ends inside this character")
            self._split = None


def _unfinished(tail: bytes) -> int:
    """How many bytes at the end begin a character that needs more of them."""
    for count, byte in enumerate(reversed(tail), 1):
        if byte & 0xC0 != 0x80:
            return count if count < _length(byte) else 0
    return 0


def _length(lead: int) -> int:
    """Bytes of the character that begins with this byte; 1 for a byte that begins none."""
    if 0xC2 <= lead <= 0xDF:
        return 2
    if 0xE0 <= lead <= 0xEF:
        return 3
    return 4 if 0xF0 <= lead <= 0xF4 else 1
