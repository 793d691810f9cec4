"""Text in another encoding shows by its pattern."""

from sse_codec import Block, Fact

from ...finding import Level
from ...sniff import KINDS
from .._damage import Damage
from .._rule import PARSING, Example, Need, Rule
from .._utf8 import texts

_ENOUGH = 3
"""Places that look like Latin-1 before it is said: fewer may be chance."""


class Utf16OrLatin1Suspected(Rule):
    code = "SSE210"
    name = "utf16-or-latin1-suspected"
    level = Level.ERROR
    basis = "heuristic"
    summary = "The stream looks like UTF-16 or Latin-1 text"
    why = "An event stream is UTF-8, and no header can say otherwise. Readers of a stream in another encoding lose its text, or everything."
    help = "encode the stream as UTF-8"
    reference = PARSING
    needs = (Need.BYTES,)
    per = "stream"
    wants = Fact.NOT_ASCII
    bad = Example("data: a\n\n".encode("utf-16-le"), at=(0, 1))
    good = Example(b"data: a\n\n")

    _letters = 0
    _place = 0
    _otherwise = False
    """Something speaks against Latin-1."""

    def body(self, kind: str, start: bytes) -> None:
        if kind == "utf-16":
            self.mark_start(f"the body is {KINDS[kind]}, not UTF-8")

    def damage(self, block: Block, damage: Damage) -> None:
        """A letter of Latin-1 by itself behind a letter of ASCII is what Western text in Latin-1 looks like."""
        if self._otherwise:
            return
        before = block.raw[max(damage.at - 1, 0) : damage.at]
        if len(damage.bytes) == 1 and damage.bytes[0] >= 0xC0 and before.isalpha():
            self._letters += 1
            self._place = damage.at
        else:
            self._otherwise = True

    def block(self, block: Block) -> None:
        if block.raw.isascii():
            return
        if self._otherwise:
            self.want(0)
        elif not all(text.isascii() for text in texts(block.raw, "ignore")):
            self._otherwise = True
        elif self._letters >= _ENOUGH:
            self.mark_bytes(block, self._place, 1, "all that is not ASCII looks like letters in Latin-1")
