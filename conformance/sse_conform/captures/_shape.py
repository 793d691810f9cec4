"""A capture is the bytes of one stream with what is known of how they came: chunk edges, times, the response head.

Every format and every live connection gives this one shape, so a check need not know where its stream is from.
"""

from collections.abc import Callable, Iterator
from typing import Literal, Protocol

import attrs

from ..ending import Ending
from ..head import RequestHead, ResponseHead
from ..report import FilePlace

CHUNK_SIZE = 64 * 1024
"""Bytes read at a time: large enough to be fast, small enough to be nothing in memory."""

Fidelity = Literal["timed", "chunks", "bytes", "events"]
"""What a recording keeps of a stream: chunks with their times, chunks, the bytes alone, or only the events. In "events" the
bytes are ours: the events as :func:`sse_codec.encode` writes them."""


@attrs.frozen
class Chunk:
    """Bytes that came together; only a capture whose fidelity is above ``bytes`` says that they really did."""

    data: bytes
    t: float | None = None
    """Seconds since the request was sent, or None when the capture has no times."""


@attrs.frozen
class Capture:
    """One stream, to be read once."""

    source: str
    """What people call it: a path, ``<stdin>``, a URL, or one of many in a file: ``tape.yaml#3 POST https://...``."""
    format: str
    fidelity: Fidelity
    head: ResponseHead | None
    reads: Iterator[Chunk | Ending]
    notes: tuple[str, ...] = ()
    """What a person should know of how it was obtained."""
    refused: str = ""
    """Why an EventSource takes this response for no stream; "" when it would read it, or when nobody asked."""
    request: RequestHead | None = None
    """The request that the response answers; None where it is not known."""
    place: FilePlace | None = None
    """Where in a file the stream stands; None for one that came from elsewhere."""


@attrs.frozen
class Skipped:
    """A part of a recording that is no event stream, such as the answer to another request."""

    source: str
    """What people call it, in the words of :attr:`Capture.source`."""
    reason: str
    """Why it is no stream, as a noun phrase by which such parts are counted: "application/json"."""


class CaptureError(Exception):
    """This input holds no event stream that can be read; the message says why and what to do."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(source, reason)
        self.source = source
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


class NoStreamError(CaptureError):
    """A server gave no stream: it could not be reached, did not answer, or answered with something else."""


class ByteSource(Protocol):
    """What the formats read from: a binary file that gives what it has, up to a size, and nothing at its end."""

    def read1(self, size: int, /) -> bytes: ...


class Recording(ByteSource, Protocol):
    """The bytes of a file that may have others beside it."""

    def beside(self, name: str) -> bytes | None:
        """The bytes of the file of that name in the same folder or archive; None where there is none that may be read.

        Raises :class:`CaptureError` when it cannot be read.
        """


Found = Capture | Skipped | CaptureError
"""What a recording holds, one by one: a stream, something else, or a part that cannot be read."""


@attrs.frozen
class Format:
    """One capture format: the way to recognise a file, and the way to read it."""

    name: str
    read: Callable[[str, bytes, Recording], Iterator[Found]]
    """What the file holds, from the name of its source, the bytes already read, and where the others come from. Each stream is
    read before the next is taken: memory holds one at a time."""
    claims: Callable[[bytes], bool] = attrs.field(default=lambda _start: True)
    """Tells if a file that begins with these bytes has this format, where its row in the registry says that it may."""


def remaining(start: bytes, stream: ByteSource) -> Iterator[Chunk | Ending]:
    """The bytes already read, then all others, then the end of the file."""
    if start:
        yield Chunk(start)
    while data := stream.read1(CHUNK_SIZE):
        yield Chunk(data)
    yield Ending()
