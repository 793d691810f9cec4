"""One stream, one line ending."""

import re

from sse_codec import Block, Fact

from ...finding import Level
from .._rule import PARSING, Example, Need, Rule

_ENDINGS = (
    ("LF", Fact.LF, re.compile(rb"(?<!\r)\n")),
    ("CR LF", Fact.CR_LF, re.compile(rb"\r\n")),
    ("CR", Fact.CR, re.compile(rb"\r(?!\n)")),
)
_ANY = Fact.LF | Fact.CR_LF | Fact.CR


class MixedLineEndings(Rule):
    code = "SSE101"
    name = "mixed-line-endings"
    level = Level.WARNING
    basis = "interop"
    summary = "Lines end in different ways within one stream"
    why = (
        "The format allows LF, CR LF and CR side by side. Readers that look for one kind of blank line see two events "
        "as one, or none. It often shows that a payload, or a proxy, writes lines of its own into the stream."
    )
    help = "end every line the same way, with LF"
    reference = PARSING
    evidence = ("Effect-TS/effect#7670", "akka-sse#36")
    needs = (Need.BYTES,)
    per = "line ending"
    wants = _ANY
    bad = Example(b"data: a\n\ndata: b\r\n\r\n", at=(9, 3))
    good = Example(b"data: a\r\n\r\ndata: b\r\n\r\n")

    _first: str | None = None

    def block(self, block: Block) -> None:
        found = (
            (match, name, fact) for name, fact, pattern in _ENDINGS if (match := pattern.search(block.raw))
        )
        for match, name, fact in sorted(found, key=lambda each: each[0].start()):
            if self._first is None:
                self._first = name
                self.want(_ANY & ~fact)
            elif name != self._first:
                message = f"the line ends in {name}, lines before it in {self._first}"
                self.mark_line_to(block, match.start(), message, subject=name)
