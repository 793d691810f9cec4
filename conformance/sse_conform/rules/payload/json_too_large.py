"""JSON that costs more memory than an event may is not parsed, and a report says so."""

from sse_codec import Block, Fact
from sse_codec.ordering import UNREAD, excess

from ...finding import Level
from .._documents import begins_a_document
from .._rule import INTERPRETING, Example, Rule


class JsonTooLarge(Rule):
    code = "SSE513"
    name = "json-too-large"
    level = Level.WARNING
    basis = "interop"
    summary = "The JSON of an event is too large, or nested too deeply, to be read here; what is in it was not checked"
    why = (
        "A value takes up to thirty times the room of its text once a reader has parsed it, and a parser calls itself for "
        "each level. So JSON is parsed only where its value stays in proportion to the event, or below 8 MiB, and at most "
        "512 objects and arrays are within each other. Readers with less memory give up sooner."
    )
    help = "nothing is wrong with the format; send less in one event, or check what is in it by other means"
    reference = INTERPRETING
    per = "stream"
    wants = Fact.LONG | Fact.NESTED
    bad = Example(b"data: " + b"[" * 65_536 + b"\n\n", at=(6, 1), also=("SSE507",))
    good = Example(b"data: " + b"[[[[]]]]" + b"\n\n")

    def block(self, block: Block) -> None:
        event = block.event
        if event is None or not begins_a_document(event.data):
            return
        if words := excess(event.data):
            index = block.raw.find(event.data[:1].encode())
            self.mark_bytes(block, index, len(block.raw) - index, f"{UNREAD}: {words}")
