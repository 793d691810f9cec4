"""Recorded streams: found, told apart by content, and opened as one shape whatever their format."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from ..ending import Ending
from . import raw
from ._find import PassedOver, find
from ._formats import FORMATS, recognise
from ._shape import (
    CHUNK_SIZE,
    ByteSource,
    Capture,
    CaptureError,
    Chunk,
    Fidelity,
    Format,
    NoStreamError,
)

__all__ = [
    "FORMATS",
    "ByteSource",
    "Capture",
    "CaptureError",
    "Chunk",
    "Ending",
    "Fidelity",
    "Format",
    "NoStreamError",
    "PassedOver",
    "find",
    "open_capture",
    "read_capture",
]


@contextmanager
def open_capture(path: Path) -> Generator[Capture]:
    """The capture in a file, which is open as long as the context.

    The file may hold something else than an event stream. Raises :class:`CaptureError` when the file cannot be read, as
    its ``reads`` may.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise CaptureError(str(path), _told(error)) from error
    with file:
        yield read_capture(str(path), file)


def read_capture(source: str, stream: ByteSource) -> Capture:
    """The capture that comes from an open binary file or pipe, told apart by its first bytes.

    It waits for no more of them than it needs. Raises :class:`CaptureError` as :func:`open_capture` does.
    """
    guarded = _Guarded(source, stream)
    start = _beginning(guarded)
    format = recognise(start) or raw.FORMAT
    return format.read(source, start, guarded)


def _beginning(stream: ByteSource) -> bytes:
    """Bytes enough to know the format by, and never more than two chunks."""
    start = b""
    while len(start) < CHUNK_SIZE and recognise(start) is None and (more := stream.read1(CHUNK_SIZE)):
        start += more
    return start


class _Guarded:
    """A byte source whose failures say which input failed."""

    def __init__(self, source: str, stream: ByteSource) -> None:
        self._source = source
        self._stream = stream

    def read1(self, size: int, /) -> bytes:
        try:
            return self._stream.read1(size)
        except OSError as error:
            raise CaptureError(self._source, _told(error)) from error


def _told(error: OSError) -> str:
    return f"it cannot be read: {error.strerror or error}"
