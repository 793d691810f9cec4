"""What a check covered: the format, the response head, the order and the values; what it could not cover, and why."""

from collections.abc import Iterator

from .head import ResponseHead
from .report import Part

NO_HEAD = "the capture has no response head"
NO_EVENT = "no event came"


def parts(
    is_stream: bool, head: ResponseHead | None, has_profile: bool, events: int, reason: str
) -> tuple[Part, ...]:
    """The four parts; `reason` says why there is no profile."""
    return tuple(_parts(is_stream, head, has_profile, events, reason))


def _parts(
    is_stream: bool, head: ResponseHead | None, has_profile: bool, events: int, reason: str
) -> Iterator[Part]:
    none = "the body is no event stream"
    yield Part("format", "" if is_stream else none)
    yield Part("http", NO_HEAD if head is None else "")
    order = none if not is_stream else "" if has_profile else NO_EVENT if not events else reason
    yield Part("order", order)
    yield Part("values", order)
