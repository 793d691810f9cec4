"""What a checker finds at an event, with the failure that the event tells of by the profile."""

from typing import Final

from sse_codec import Event
from sse_codec.ordering import Checker, Finding

from ..rules._failure import words_in

FAILURE: Final = "SSE509"
"""The rule about a failure inside the stream. Where no event says ``error``, only the profile knows the failure."""
JSON_TOO_LARGE: Final = "SSE513"
"""The rule about JSON that nobody parses."""
TOLD: Final = "the stream says that the answer failed: "
"""The start of the message about such a failure."""


def judge(checker: Checker, event: Event, number: int) -> list[Finding]:
    """Return the findings of a checker at the event of this number, and one more if the event says that the answer failed."""
    found = checker.feed(event)
    if checker.failure:
        own = words_in(event.data)
        message = f"{TOLD}{checker.failure}{f': {own}' if own else ''}"
        help = "treat the answer as failed, though the response said 200"
        found.append(
            Finding(
                code=FAILURE,
                name="in-band-error",
                level="warning",
                message=message,
                event=number,
                help=help,
            )
        )
    return found
