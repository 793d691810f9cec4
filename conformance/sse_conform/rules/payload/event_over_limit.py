"""A check holds one event at a time, and no more of it than it was told."""

from sse_codec import LimitExceeded

from ...finding import Level
from .._rule import PARSING, Example, Rule
from .._words import counted


class EventOverLimit(Rule):
    code = "SSE507"
    name = "event-over-limit"
    level = Level.ERROR
    basis = "interop"
    summary = "An event is larger than the limit, and the rest of the stream was not checked"
    why = (
        "Nothing in the format ends an event that has no blank line, so every reader needs a limit, and many have a small "
        "one: 64 KiB is common. Past its limit a reader raises, or loses the event."
    )
    help = "send less in one event; or raise the limit (--max-event-size) if events are meant to be so large"
    reference = PARSING
    evidence = ("aiohttp-sse-client#11 (128 KB)", "ansible-ai-connect#2000", "Agents-for-python#507 (512 KB)")
    per = "stream"
    bad = Example(b"data: a\n\ndata: " + b"b" * 100, at=(9, 3), max_event_size=64)
    good = Example(b"data: a\n\ndata: " + b"b" * 50 + b"\n\n", max_event_size=64)

    def limit(self, error: LimitExceeded) -> None:
        size = counted(error.maximum, "byte")
        self.mark_end(f"the event is larger than {size}; from here on the stream is not checked")
