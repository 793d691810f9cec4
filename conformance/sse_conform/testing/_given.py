"""What a test gives to be checked, as one shape: a name, a head if there is one, and the reads that a capture has."""

import os
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final, cast

import attrs

from ..captures import Chunk, Fidelity
from ..ending import Ending
from ..head import ResponseHead
from ..redaction import Redactor, redacted_url, secrets_of
from . import _responses as responses
from ._chunks import chunk_bytes, is_chunk
from ._endings import ending_of
from ._recordings import open_stream

_TAKEN: Final = "bytes, an iterable of bytes, a response of an HTTP client, or the path of a capture"
_NAME: Final = "stream"


@attrs.frozen
class Given:
    """One stream, to be read once."""

    source: str
    reads: Iterator[Chunk | Ending] | AsyncIterator[Chunk | Ending]
    fidelity: Fidelity = "bytes"
    head: ResponseHead | None = None
    redactor: Redactor = attrs.Factory(Redactor)


def given(stream: Any, resources: ExitStack, only: str | int | None = None) -> Given:
    """The stream that a test gave, open as long as the resources.

    Raises TypeError for what is none, and :class:`sse_conform.CaptureError` for a file that cannot be read.
    """
    __tracebackhide__ = True
    if isinstance(stream, Given):
        return stream
    if isinstance(stream, str | os.PathLike):
        return _of_file(cast("str | os.PathLike[str]", stream), resources, only)
    if is_chunk(stream):
        return Given(_NAME, _reads([stream], None))
    response = responses.response_in(stream)
    if response is not None:
        return _of_response(response)
    if hasattr(stream, "read1"):
        return Given(_NAME, _reads(iter(lambda: stream.read1(65536), b""), None))
    if hasattr(stream, "__iter__"):
        return Given(_NAME, _reads(stream, None), "chunks")
    if hasattr(stream, "__aiter__"):
        return Given(_NAME, _async_reads(stream, None), "chunks")
    raise TypeError(f"{type(stream).__name__} is no stream: give {_TAKEN}")


def _of_file(path: str | os.PathLike[str], resources: ExitStack, only: str | int | None) -> Given:
    __tracebackhide__ = True
    name = os.fspath(path)
    if "\n" in name or "\r" in name:
        raise TypeError(f"a text is no stream: encode it, or give {_TAKEN}")
    capture = resources.enter_context(open_stream(Path(name), only))
    return Given(capture.source, capture.reads, capture.fidelity, capture.head)


def _of_response(response: Any) -> Given:
    head, address = responses.head_of(response), responses.address_of(response)
    redactor = Redactor(secrets_of(responses.sent_fields(response), [address] if address else []))
    reads = (
        _async_reads(responses.body_async(response), head)
        if responses.is_async(response)
        else _reads(responses.body(response), head)
    )
    fidelity: Fidelity = "bytes" if responses.is_read(response) else "chunks"
    return Given(redacted_url(address) or "response", reads, fidelity, head, redactor)


def _reads(chunks: Iterable[Any], head: ResponseHead | None) -> Iterator[Chunk | Ending]:
    __tracebackhide__ = True
    taken = _Taken(head)
    try:
        for chunk in chunks:
            yield taken.chunk(chunk)
    except Exception as error:
        yield taken.ending(error)
    else:
        yield taken.ending()


async def _async_reads(
    chunks: AsyncIterable[Any], head: ResponseHead | None
) -> AsyncIterator[Chunk | Ending]:
    __tracebackhide__ = True
    taken = _Taken(head)
    try:
        async for chunk in chunks:
            yield taken.chunk(chunk)
    except Exception as error:
        yield taken.ending(error)
    else:
        yield taken.ending()


class _Taken:
    """What was taken of a stream so far."""

    def __init__(self, head: ResponseHead | None) -> None:
        self._head = head
        self._chunks = 0
        self._bytes = 0

    def chunk(self, chunk: Any) -> Chunk:
        """What came, as a chunk. Raises TypeError for what is no bytes."""
        __tracebackhide__ = True
        self._chunks += 1
        data = chunk_bytes(chunk, self._chunks)
        self._bytes += len(data)
        return Chunk(data)

    def ending(self, error: Exception | None = None) -> Ending:
        """How the stream ended. Raises the error where it says nothing of the stream."""
        __tracebackhide__ = True
        ending = Ending()
        if error is not None:
            told = ending_of(error)
            if told is None:
                raise error
            ending = told
        # Some clients say nothing of a body that is too short, and others do not say that it is that.
        return self._short() or ending if ending.kind in ("eof", "incomplete") else ending

    def _short(self) -> Ending | None:
        """The ending of a body that is shorter than its Content-Length; None for another."""
        head = self._head
        length = None if head is None or head.tokens("Content-Encoding") else head.content_length
        if length is None or self._bytes >= length:
            return None
        return Ending(
            "short", f"the body ends after {self._bytes:,} of the {length:,} bytes of its Content-Length"
        )
