"""Recorded streams: found, told apart by content, and opened as one shape whatever their format."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..ending import Ending
from ._attached import attached
from ._choice import choice_of, is_named
from ._find import CAPTURE_NAMES, PassedOver, find
from ._formats import FORMATS, Listed, beginning
from ._shape import (
    ByteSource,
    Capture,
    CaptureError,
    Chunk,
    Fidelity,
    Format,
    Found,
    NoStreamError,
    Recording,
    Skipped,
)

__all__ = [
    "CAPTURE_NAMES",
    "FORMATS",
    "NO_STREAM",
    "ByteSource",
    "Capture",
    "CaptureError",
    "Chunk",
    "Ending",
    "Fidelity",
    "Format",
    "Found",
    "Listed",
    "NoStreamError",
    "PassedOver",
    "Skipped",
    "choice_of",
    "find",
    "is_named",
    "open_capture",
    "open_captures",
    "read_capture",
    "read_captures",
]


@contextmanager
def open_captures(path: Path, on_read: Callable[[int], None] | None = None) -> Generator[Iterator[Found]]:
    """Yield the streams of a file one by one, and a note for each part without a stream or with a fault.

    Each stream is to be read before the next is taken, and the file is open as long as the context. `on_read` hears of the bytes
    that are read. Raises :class:`CaptureError` when the file cannot be read, as the iterator and the `reads` of a capture may.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise CaptureError(str(path), _told(error)) from error
    with file:
        yield _read(str(path), _Guarded(str(path), file, on_read, path.parent))


def read_captures(
    source: str, stream: ByteSource, on_read: Callable[[int], None] | None = None
) -> Iterator[Found]:
    """What comes from an open binary file or pipe, told apart by its first bytes, as :func:`open_captures` gives it.

    It waits for no more bytes than it needs.
    """
    return _read(source, _Guarded(source, stream, on_read))


def _read(source: str, recording: Recording) -> Iterator[Found]:
    start, format = beginning(recording)
    return format.load().read(source, start, recording)


@contextmanager
def open_capture(path: Path) -> Generator[Capture]:
    """The first stream in a file, which is open as long as the context.

    A raw body or a response has one; of a recording with several use :func:`open_captures`. The bytes may turn out to be something
    else than an event stream. Raises :class:`CaptureError` when the file cannot be read, or holds a recording without a stream.
    """
    with open_captures(path) as found:
        yield _first(str(path), found)


def read_capture(source: str, stream: ByteSource) -> Capture:
    """The first stream that comes from an open binary file or pipe; raises as :func:`open_capture` does."""
    return _first(source, read_captures(source, stream))


def _first(source: str, found: Iterator[Found]) -> Capture:
    for each in found:
        if isinstance(each, CaptureError):
            raise each
        if isinstance(each, Capture):
            return each
    raise CaptureError(source, NO_STREAM)


NO_STREAM = "it holds no event stream"
"""Why nothing can be read from a recording of other things."""


class _Guarded:
    """A byte source whose failures say which input failed."""

    def __init__(
        self,
        source: str,
        stream: ByteSource,
        on_read: Callable[[int], None] | None,
        folder: Path | None = None,
    ) -> None:
        self._source = source
        self._stream = stream
        self._on_read = on_read
        self._folder = folder

    def read1(self, size: int, /) -> bytes:
        try:
            data = self._stream.read1(size)
        except OSError as error:
            raise CaptureError(self._source, _told(error)) from error
        if self._on_read is not None:
            self._on_read(len(data))
        return data

    def beside(self, name: str) -> bytes | None:
        return None if self._folder is None else attached(self._source, self._folder, name)


def _told(error: OSError) -> str:
    return f"it cannot be read: {error.strerror or error}"
