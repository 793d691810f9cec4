"""Any iterable of bytes in, events out: one line between an HTTP client and its events.

The iterators add nothing to a decoder but the loop; whoever wants to know how the stream ended passes a decoder
and closes it.
"""

from sse_codec._implementation import Decoder
from sse_codec._wire import as_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator

    from sse_codec._values import Event
    from sse_codec._wire import Buffer

_SLICE = 64 * 1024
"""Bytes that are decoded at a time: the events of a large chunk are handed on before the rest is decoded."""


def iter_events(chunks: "Iterable[Buffer]", decoder: Decoder | None = None) -> "Iterator[Event]":
    """Yield the events of a stream that comes in chunks, such as ``response.iter_bytes()``.

    :param decoder: the decoder to feed, for its ``last_event_id`` and ``retry``; call its ``close()`` when the
        iterator is exhausted to learn whether the stream was cut off.
    :raises LimitExceeded: an event is larger than the decoder allows.
    """
    feed = (Decoder() if decoder is None else decoder).feed
    for chunk in chunks:
        for part in _slices(chunk):
            yield from feed(part)


async def aiter_events(
    chunks: "AsyncIterable[Buffer]", decoder: Decoder | None = None
) -> "AsyncIterator[Event]":
    """Yield the events of a stream that comes in chunks asynchronously, such as ``response.aiter_bytes()``.

    :param decoder: as in ``iter_events``.
    :raises LimitExceeded: an event is larger than the decoder allows.
    """
    feed = (Decoder() if decoder is None else decoder).feed
    async for chunk in chunks:
        for part in _slices(chunk):
            for event in feed(part):
                yield event


def _slices(chunk: "Buffer") -> "Iterable[Buffer]":
    if len(chunk) <= _SLICE:
        return (chunk,)
    data = as_bytes(chunk)
    return (data[start : start + _SLICE] for start in range(0, len(data), _SLICE))
