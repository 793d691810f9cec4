"""The lines of a file, one at a time, whatever the pieces in which it comes."""

from collections.abc import Iterator
from itertools import chain

from ._shape import CHUNK_SIZE, ByteSource, CaptureError

MAX_LINE = 16 * 1024 * 1024
"""Bytes that one line may have: as many as an event may have by default."""


def lines_of(source: str, start: bytes, stream: ByteSource) -> Iterator[bytes]:
    """The lines of a file with the line feeds at their ends, from the bytes already read on.

    Raises :class:`CaptureError` for a line of more than `MAX_LINE` bytes.
    """
    pending: list[bytes] = []
    size = 0
    for data in chain((start,), iter(lambda: stream.read1(CHUNK_SIZE), b"")):
        *ended, rest = data.split(b"\n")
        for piece in ended:
            yield b"".join((*pending, piece, b"\n"))
            pending, size = [], 0
        pending.append(rest)
        size += len(rest)
        if size > MAX_LINE:
            raise CaptureError(source, f"it has a line of more than {MAX_LINE:,} bytes")
    if last := b"".join(pending):
        yield last
