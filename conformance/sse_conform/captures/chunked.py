"""A chunked body that nobody undid, as ``curl --raw`` writes it: its chunks are those of the wire."""

from collections.abc import Iterator

from ..report import FilePlace
from ._dechunk import dechunked
from ._shape import ByteSource, Capture, Format, remaining

UNDONE = "the chunked transfer coding undone"


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Capture]:
    reads = dechunked(remaining(start, stream), whole=True)
    place = FilePlace(source, 1, is_verbatim=False)
    yield Capture(source, FORMAT.name, "chunks", None, reads, (UNDONE,), place=place)


FORMAT = Format("chunked", read)
