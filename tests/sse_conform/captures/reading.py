"""What tests read out of recordings."""

from collections.abc import Sequence
from io import BytesIO

import attrs

from sse_conform.captures import Capture, CaptureError, Chunk, Ending, Skipped, read_captures


@attrs.frozen
class Got:
    """One thing that a recording holds, read to its end."""

    source: str
    format: str = ""
    fidelity: str = ""
    chunks: tuple[bytes, ...] = ()
    times: tuple[float | None, ...] = ()
    ending: Ending | None = None
    notes: tuple[str, ...] = ()
    reason: str = ""
    """Why it is no stream, or cannot be read."""
    capture: Capture | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def body(self) -> bytes:
        return b"".join(self.chunks)


class Trickle:
    """A pipe that gives few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._file = BytesIO(data)
        self._size = size

    def read1(self, size: int, /) -> bytes:
        return self._file.read(min(size, self._size))


def got(data: bytes, name: str = "x", *, piece: int = 1 << 16) -> list[Got]:
    """All that a recording holds."""
    return [_read(each) for each in read_captures(name, Trickle(data, piece))]


def only(data: bytes, name: str = "x", *, piece: int = 1 << 16) -> Got:
    """The only thing in a recording."""
    (each,) = got(data, name, piece=piece)
    return each


def _read(each: Capture | CaptureError | Skipped) -> Got:
    if not isinstance(each, Capture):
        return Got(each.source, reason=each.reason)
    chunks: list[Chunk] = []
    ending = None
    problem = ""
    try:
        for read in each.reads:
            if isinstance(read, Chunk):
                chunks.append(read)
            else:
                ending = read
    except CaptureError as error:
        problem = error.reason
    return Got(
        each.source,
        each.format,
        each.fidelity,
        tuple(chunk.data for chunk in chunks),
        rounded([chunk.t for chunk in chunks]),
        ending,
        each.notes,
        problem,
        each,
    )


def rounded(times: Sequence[float | None]) -> tuple[float | None, ...]:
    return tuple(None if t is None else round(t, 6) for t in times)
