"""The space after the colon is optional, and some readers want it."""

from sse_codec import Fact, Line

from ...finding import Level
from .._rule import INTERPRETING, Example, Need, Rule
from .._stray import KNOWN_FIELDS


class NoSpaceAfterColon(Rule):
    code = "SSE110"
    name = "no-space-after-colon"
    level = Level.INFO
    basis = "interop"
    summary = "There is no space after the colon of a field"
    why = 'It is legal. Readers that look for "data: " drop the line. A value that begins with a space loses it.'
    help = "write one space after the colon"
    reference = INTERPRETING
    evidence = ("inngest-js#1714",)
    needs = (Need.BYTES,)
    per = "field name"
    fields = frozenset(KNOWN_FIELDS)
    wants = Fact.NO_SPACE
    bad = Example(b"data:a\n\n", at=(0, 1))
    good = Example(b"data: a\n\ndata:\n\n")

    def field(self, line: Line) -> None:
        after = line.content[len(line.name) + 1 :]
        if after and not after.startswith(b" "):
            self.mark_line(line, f"no space after {line.name}:", subject=line.name)
