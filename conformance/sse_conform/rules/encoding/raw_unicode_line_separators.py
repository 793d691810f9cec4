"""Lines end at LF, CR LF and CR; other characters that some libraries take for line ends are text."""

from sse_codec import Block, Fact

from ...finding import Level
from .._places import in_fields
from .._rule import PARSING, Example, Rule

_SEPARATORS = (
    (b"\x0b", "VT"),
    (b"\x0c", "FF"),
    (b"\xc2\x85", "U+0085"),
    (b"\xe2\x80\xa8", "U+2028"),
    (b"\xe2\x80\xa9", "U+2029"),
)


class RawUnicodeLineSeparators(Rule):
    code = "SSE204"
    name = "raw-unicode-line-separators"
    level = Level.WARNING
    basis = "interop"
    summary = "Data holds a character that some readers take for a line end"
    why = (
        "It is legal text. Readers that split with a general function, such as Python's splitlines, break the line "
        "there and lose the rest."
    )
    help = "escape it: in JSON write \\u2028, \\u2029, \\u0085, \\u000b or \\u000c"
    reference = PARSING
    evidence = (
        "httpx-sse#34",
        "python-sdk#1356 by way of kagent#1480",
        "dify#39008",
        "codex-lb#1010",
        "typescript-sdk#1925",
    )
    per = "character"
    wants = Fact.SEPARATOR
    bad = Example(b"data: one\xe2\x80\xa8two\n\n", at=(9, 1))
    good = Example(b'data: "one\\u2028two"\n\n')

    def block(self, block: Block) -> None:
        raw = block.raw
        for separator, name in _SEPARATORS:
            index = in_fields(raw, separator, (b"data",))
            if index is not None:
                message = f"{name} is text here; some readers end the line at it"
                self.mark_bytes(block, index, len(separator), message, subject=name)
