"""Events without the stream that carried them: written as our own bytes, so that what checks streams checks them."""

from collections.abc import Iterable, Iterator

from sse_codec import EncodeError, encode

from ..ending import Ending
from ._shape import CaptureError, Chunk

OURS = "only the events are known: nothing is said of the bytes that carried them"
"""What a person has to know of a capture of this fidelity."""


def event_bytes(source: str, place: str, data: str, *, type: str = "message", id: str | None = None) -> bytes:
    """One event; raises :class:`CaptureError`, which names its place, when no event can be like that."""
    try:
        return encode(data, type=type or "message", id=id, normalize=True)
    except EncodeError as error:
        raise CaptureError(source, f"{place} is no event: {error}") from error


def timed(
    events: Iterable[tuple[bytes, float | None]], ending: Ending | None = None
) -> Iterator[Chunk | Ending]:
    """The reads of events with the times at which they came."""
    yield from (Chunk(data, t) for data, t in events)
    yield ending or Ending()
