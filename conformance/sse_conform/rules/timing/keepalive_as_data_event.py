"""What only keeps a connection alive is a comment: an event is handed to the application."""

import re

from sse_codec import Block

from ...finding import Level
from .._rule import AUTHORING, Example, Need
from ._silence import AfterSilence

_LONGEST = 200
_WORDS = r"(?:ping|pong|keep[-_ ]?alive|heart[-_ ]?beat)"
_BARE = re.compile(rf'\s*"?{_WORDS}"?\s*', re.IGNORECASE)
_OBJECT = re.compile(rf'\s*\{{\s*"(?:type|event)"\s*:\s*"{_WORDS}"[^{{}}]*\}}\s*', re.IGNORECASE)


class KeepaliveAsDataEvent(AfterSilence):
    code = "SSE602"
    name = "keepalive-as-data-event"
    level = Level.WARNING
    basis = "interop"
    summary = "After a silence came an event of type `message` that says no more than `ping`"
    why = (
        "Readers get it as a message like any other: it shows up in the text of an answer, or breaks a reader that parses the "
        "data as JSON. A comment keeps the connection alive as well, and no reader sees it."
    )
    help = "send a comment, such as `: ping`, or give the event a type of its own"
    reference = AUTHORING
    needs = (Need.TIMES,)
    per = "stream"
    bad = Example((b"data: {}\n\n", b"data: ping\n\n"), at=(10, 3), times=(0.1, 10.1))
    good = Example((b"data: {}\n\n", b": ping\n\n", b"event: ping\ndata: {}\n\n"), times=(0.1, 10.1, 20.1))

    shortest = 5.0

    def judge(self, block: Block, index: int, silence: float) -> None:
        event = block.event
        is_message = event is not None and event.type == "message" and len(event.data) <= _LONGEST
        if event is None or not is_message:
            return
        if _BARE.fullmatch(event.data) or _OBJECT.fullmatch(event.data):
            words = f"this event keeps the connection alive after {silence:.1f} s, and readers get it as a message"
            self.mark_bytes(block, index, len(block.raw) - index, words)
