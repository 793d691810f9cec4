"""What follows the last blank line is discarded."""

from sse_codec import Block, Fact

from ...finding import Level
from .._rule import INTERPRETING, Example, Need, Rule
from .._words import counted

_HOW = {
    "eof": "the stream ends inside an event",
    "incomplete": "the body is cut off inside an event",
    "short": "the body is cut off inside an event",
    "unfinished": "the compressed data breaks off inside an event",
    "corrupt": "the compressed data is damaged inside an event",
    "long": "the stream ends inside an event",
    "reset": "the connection was reset inside an event",
    "timeout": "the stream stalled inside an event",
}


class IncompleteFinalEvent(Rule):
    code = "SSE105"
    name = "incomplete-final-event"
    level = Level.ERROR
    basis = "standard"
    summary = "The stream ends inside an event, which is lost"
    why = (
        "An event is dispatched by the blank line after it; at the end of the stream an unfinished one is discarded. "
        "Readers disagree: some deliver it all the same, so half an answer looks whole, and some raise."
    )
    help = "send an empty line after the last event"
    reference = INTERPRETING
    evidence = (
        "openai-node#2725 and #2726 (delivers it)",
        "a2a-python#1216 and openai-go#697 (refuse)",
        "gemini-cli#29059",
    )
    needs = (Need.BYTES,)
    per = "stream"
    wants = Fact.UNTERMINATED
    bad = Example(b"data: a\n\nevent: end\ndata: b\n", at=(20, 4))
    good = Example(b"data: a\n\nevent: end\ndata: b\n\n: bye")

    def block(self, block: Block) -> None:
        # A stream that never has a blank line has another fault, of which this is what it comes to.
        line = self.stream.lost
        if line is not None and self.stream.cause is None:
            how = _HOW[self.stream.ending or "eof"]
            self.mark_line(line, f"{how}; {counted(len(block.raw), 'byte')} are discarded")
