"""U+FFFD in the data says that text was damaged before it was sent."""

from sse_codec import Block, Fact

from ...finding import Level
from .._places import in_fields
from .._rule import PARSING, Example, Rule
from ._escapes import escapes, json_lines

_REPLACEMENT = "\ufffd".encode()
_ESCAPED = (b"\\ufffd", b"\\uFFFD")
_UNIT = 0xFFFD


class ReplacementCharacterInData(Rule):
    code = "SSE207"
    name = "replacement-character-in-data"
    level = Level.WARNING
    basis = "heuristic"
    summary = (
        "Data holds U+FFFD, as it is or as an escape in JSON: the mark of text that was damaged upstream"
    )
    why = "Decoders write it where bytes were not UTF-8. Most often each chunk was decoded by itself on the way here."
    help = "decode incrementally where the text comes from"
    reference = PARSING
    wants = Fact.REPLACEMENT
    bad = Example(b"data: caf\xef\xbf\xbd\n\n", at=(9, 1))
    good = Example(b"data: caf\xc3\xa9\n\n")

    def block(self, block: Block) -> None:
        raw = block.raw
        index = in_fields(raw, _REPLACEMENT, (b"data",))
        if index is not None:
            self.mark_bytes(block, index, 3, "U+FFFD was sent: the text was damaged before it came here")
        elif any(escape in raw for escape in _ESCAPED):
            self._look_at_escapes(block)

    def _look_at_escapes(self, block: Block) -> None:
        for line in json_lines(block):
            for place, unit, escape in escapes(line.content):
                if unit == _UNIT:
                    message = f"U+FFFD was sent as {escape}: the text was damaged before it came here"
                    self.mark_line(line, message, start=place, length=len(escape))
                    return
