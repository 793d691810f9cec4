"""Any iterable of bytes in, events out: one line between an HTTP client and its events.

The iterators add nothing to a decoder but the loop; whoever wants to know how the stream ended passes a decoder
and closes it.
"""

from sse_codec._implementation import Decoder
from sse_codec._wire import as_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
    from typing import TypeVar

    from sse_codec._values import Event
    from sse_codec._wire import Buffer

    Chunk = TypeVar("Chunk", bound=Buffer)

_SLICE = 64 * 1024
"""Bytes that are decoded at a time: the events of a large chunk are handed on before the rest is decoded."""


def iter_events(chunks: "Iterable[Buffer]", decoder: Decoder | None = None) -> "Iterator[Event]":
    """Yield the events of a stream that comes in chunks, such as ``response.iter_bytes()``.

    :param decoder: the decoder to feed, for its ``last_event_id`` and ``retry``; call its ``close()`` when the
        iterator is exhausted to learn whether the stream was cut off.
    :raises LimitExceeded: an event is larger than the decoder allows.
    :raises TypeError: at once, if the chunks are no iterable, or one chunk; at its turn, for a chunk that is not bytes.
    """
    return _events(each_chunk(chunks), Decoder() if decoder is None else decoder)


def aiter_events(chunks: "AsyncIterable[Buffer]", decoder: Decoder | None = None) -> "AsyncIterator[Event]":
    """Yield the events of a stream that comes in chunks asynchronously, such as ``response.aiter_bytes()``.

    :param decoder: as in ``iter_events``.
    :raises LimitExceeded: an event is larger than the decoder allows.
    :raises TypeError: as in ``iter_events``.
    """
    return _awaited_events(each_awaited_chunk(chunks), Decoder() if decoder is None else decoder)


def each_chunk(chunks: "Iterable[Chunk]") -> "Iterable[Chunk]":
    """Return the chunks; TypeError for what gives none, and for one chunk, whose parts are numbers or letters."""
    if isinstance(chunks, (bytes, bytearray, memoryview)):
        raise TypeError(
            f"chunks must be an iterable of chunks, not one {type(chunks).__name__}; put it in a list"
        )
    if hasattr(chunks, "__iter__") and not isinstance(chunks, str):
        return chunks
    cure = "; use aiter_events" if hasattr(chunks, "__aiter__") else ""
    wanted = "an iterable of bytes, such as response.iter_bytes()"
    raise TypeError(f"chunks must be {wanted}, not {type(chunks).__name__}{cure}")


def each_awaited_chunk(chunks: "AsyncIterable[Chunk]") -> "AsyncIterable[Chunk]":
    """Do what ``each_chunk`` does, for chunks that are awaited."""
    if hasattr(chunks, "__aiter__"):
        return chunks
    cure = "; use iter_events" if hasattr(chunks, "__iter__") else ""
    wanted = "an asynchronous iterable of bytes, such as response.aiter_bytes()"
    raise TypeError(f"chunks must be {wanted}, not {type(chunks).__name__}{cure}")


def _events(chunks: "Iterable[Buffer]", decoder: Decoder) -> "Iterator[Event]":
    feed = decoder.feed
    for chunk in chunks:
        for part in _slices(chunk):
            yield from feed(part)


async def _awaited_events(chunks: "AsyncIterable[Buffer]", decoder: Decoder) -> "AsyncIterator[Event]":
    feed = decoder.feed
    async for chunk in chunks:
        for part in _slices(chunk):
            for event in feed(part):
                yield event


def _slices(chunk: "Buffer") -> "Iterable[Buffer]":
    data = chunk if type(chunk) is bytes else as_bytes(chunk)
    if len(data) <= _SLICE:
        return (data,)
    return (data[start : start + _SLICE] for start in range(0, len(data), _SLICE))
