"""One space after the colon is stripped, and no more."""

from sse_codec import Fact, Line

from ...finding import Level
from .._rule import INTERPRETING, Example, Need, Rule
from .._stray import KNOWN_FIELDS


class DoubleSpaceAfterColon(Rule):
    code = "SSE111"
    name = "double-space-after-colon"
    level = Level.INFO
    basis = "interop"
    summary = "There are two spaces after the colon of a field; the second belongs to the value"
    why = "It is legal, and right when the value begins with a space. Some readers trim the value and lose the space, others keep the space."
    help = "write one space after the colon, unless the value begins with a space"
    reference = INTERPRETING
    evidence = ("launchdarkly/sse-contract-tests: extra leading space",)
    needs = (Need.BYTES,)
    per = "field name"
    fields = frozenset(KNOWN_FIELDS)
    wants = Fact.TWO_SPACES
    bad = Example(b"data:  a\n\n", at=(0, 1))
    good = Example(b"data: a\n\n")

    def field(self, line: Line) -> None:
        if line.content[len(line.name) + 1 :].startswith(b"  "):
            self.mark_line(line, f"the value of {line.name} begins with a space", subject=line.name)
