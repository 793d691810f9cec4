"""An id goes back in a header, and headers are ASCII to most software."""

from sse_codec import Fact, Line

from ...finding import Level
from .._rule import LAST_EVENT_ID, Example, Rule
from .._words import quoted


class NonAsciiId(Rule):
    code = "SSE208"
    name = "non-ascii-id"
    level = Level.WARNING
    basis = "interop"
    summary = "An id holds characters outside ASCII"
    why = "It is sent back as UTF-8 in Last-Event-ID. Clients raise, or send other bytes, and the stream cannot resume."
    help = "write ids in ASCII"
    reference = LAST_EVENT_ID
    evidence = ("undici#5746", "python-eventsource (measured)")
    per = "stream"
    fields = frozenset({"id"})
    wants = Fact.ODD_VALUE
    bad = Example(b"id: \xc3\xa97\ndata: a\n\n", at=(0, 1))
    good = Example(b"id: e7\ndata: a\n\n")

    def field(self, line: Line) -> None:
        if not line.value.isascii():
            self.mark_line(line, f"the id {quoted(line.value)} is not ASCII")
