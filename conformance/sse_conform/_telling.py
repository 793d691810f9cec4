"""What a checker says of an event, with the failure that the event tells of by the profile."""

from typing import Final

from sse_codec import Event
from sse_codec.ordering import Checker, Finding

from .rules._failure import words_in

FAILURE: Final = "SSE509"
"""The rule that tells of a failure in the band; where no event says ``error``, the profile knows it."""
TOLD: Final = "the stream says that the answer failed: "


def feed(checker: Checker, event: Event) -> list[Finding]:
    """What is wrong with an event, and that the answer failed when the event says so."""
    found = checker.feed(event)
    if checker.failure:
        own = words_in(event.data)
        message = f"{TOLD}{checker.failure}{f': {own}' if own else ''}"
        found.append(
            Finding(
                code=FAILURE,
                name="in-band-error",
                level="warning",
                message=message,
                event=0,
                help="treat the answer as failed, though the response said 200",
            )
        )
    return found
