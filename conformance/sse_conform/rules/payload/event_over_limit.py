"""Readers hold one line, or one event, at a time, and no more of it than their limit."""

from sse_codec import Block, Fact, LimitExceeded

from ...finding import Level
from .._rule import PARSING, Example, Option, Rule
from .._words import counted

_LONG_LINE = Option(
    "long-line", 64 * 1024, 64 * 1024, "bytes of a line, its ending left out, from which on it is long"
)
"""At this length the first of the usual readers give up."""


class EventOverLimit(Rule):
    code = "SSE507"
    name = "event-over-limit"
    level = Level.ERROR
    basis = "interop"
    summary = "An event is larger than the limit, and the rest of the stream was not checked; or a line has 64 KiB or more"
    why = (
        "Nothing in the format ends an event that has no blank line, so every reader needs a limit, and many have a small "
        "one. Go's bufio.Scanner and the streams of Python's asyncio give up at a line of 64 KiB, aiohttp at 128 KiB. Past its "
        "limit a reader raises, or loses the event. A line that long is a warning."
    )
    help = "send less in one event; or raise the limit (--max-event-size) if events are meant to be so large"
    reference = PARSING
    evidence = ("aiohttp-sse-client#11 (128 KB)", "ansible-ai-connect#2000", "Agents-for-python#507 (512 KB)")
    per = "limit"
    options = (_LONG_LINE,)
    wants = Fact.LONG
    bad = Example(b"data: a\n\ndata: " + b"b" * 100, at=(9, 3), max_event_size=64)
    good = Example(b"data: a\n\ndata: " + b"b" * 50 + b"\n\n", max_event_size=64)

    def block(self, block: Block) -> None:
        longest = self.option("long-line")
        if len(block.raw) < longest:
            return
        for line in block.lines:
            size = len(line.raw) - len(line.ending)
            if size >= longest and not self.repeats("line"):
                limit = (
                    "common readers give up at 64 KiB"
                    if longest == _LONG_LINE.default
                    else f"the limit is {longest:,}"
                )
                message = f"a line of {counted(size, 'byte')}: {limit}"
                self.mark_line(line, message, subject="line", level=Level.WARNING)

    def limit(self, error: LimitExceeded) -> None:
        size = counted(error.maximum, "byte")
        self.mark_end(f"the event is larger than {size}; from here on the stream is not checked")
