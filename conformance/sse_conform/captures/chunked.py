"""A chunked body that nobody undid, as ``curl --raw`` writes it: its chunks are those of the wire."""

from collections.abc import Iterator

from ..report import FilePlace
from ..sniff import sniff
from ._dechunk import dechunked
from ._shape import ByteSource, Capture, Format, remaining

UNDONE = "the chunked transfer coding undone"


def claims(start: bytes) -> bool:
    """Whether the first line is the size of a chunk, and the chunk is of that size or begins with a field."""
    return sniff(start) == "chunked"


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Capture]:
    reads = dechunked(remaining(start, stream), whole=True)
    place = FilePlace(source, 1, is_verbatim=False)
    yield Capture(source, FORMAT.name, "chunks", None, reads, (UNDONE,), place=place)


FORMAT = Format("chunked", frozenset(), claims, read)
