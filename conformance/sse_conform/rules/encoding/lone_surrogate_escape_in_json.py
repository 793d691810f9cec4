"""Half a surrogate pair is no character."""

from collections.abc import Iterator

from sse_codec import Block, Fact

from ...finding import Level
from .._rule import Example, Reference, Rule
from ._escapes import escapes, json_lines


class LoneSurrogateEscapeInJson(Rule):
    code = "SSE209"
    name = "lone-surrogate-escape-in-json"
    level = Level.WARNING
    basis = "interop"
    summary = "JSON data has the escape of half a surrogate pair"
    why = (
        "Text was cut by UTF-16 units. Put together, two tokens may be whole again; each by itself cannot be written "
        "as UTF-8, and readers raise, or show U+FFFD."
    )
    help = "cut text by code points, or by characters, before it is put into JSON"
    reference = Reference("RFC 8259 8.2", "https://www.rfc-editor.org/rfc/rfc8259#section-8.2")
    wants = Fact.SURROGATE
    bad = Example(b'data: {"data":"\\ud83d"}\n\n', at=(15, 1))
    good = Example(b'data: {"data":"\\ud83d\\udc26"}\n\n')

    def block(self, block: Block) -> None:
        for line in json_lines(block):
            for place, escape in _lone(line.content):
                self.mark_line(line, f"{escape} is half of a surrogate pair", start=place, length=len(escape))


def _lone(text: bytes) -> Iterator[tuple[int, str]]:
    """Every surrogate escape without its other half, with its place."""
    high: tuple[int, str] | None = None
    for place, unit, escape in escapes(text):
        pairs = high is not None and high[0] + len(high[1]) == place and 0xDC00 <= unit <= 0xDFFF
        if high is not None and not pairs:
            yield high
        high = (place, escape) if 0xD800 <= unit <= 0xDBFF else None
        if not pairs and 0xDC00 <= unit <= 0xDFFF:
            yield place, escape
    if high is not None:
        yield high
