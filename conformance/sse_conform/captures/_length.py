"""The length of a recorded body, held against the Content-Length of its head."""

from collections.abc import Iterator

from ..ending import Ending
from ._shape import Chunk


def measured(reads: Iterator[Chunk | Ending], promised: int | None) -> Iterator[Chunk | Ending]:
    """The reads of a whole body, ended by what Content-Length says of it; `promised` is None where it says nothing."""
    size = 0
    for read in reads:
        if isinstance(read, Chunk):
            size += len(read.data)
            yield read
        else:
            is_whole = read.kind == "eof"
            yield _held_against(size, promised) if is_whole and promised is not None else read


def _held_against(size: int, promised: int) -> Ending:
    # The answer to a HEAD request, as ``curl -I`` prints it, has a length and no body.
    if 0 < size < promised:
        return Ending(
            "short", f"the body ends after {size:,} of the {promised:,} bytes of its Content-Length"
        )
    if size > promised:
        return Ending("long", f"the body has {size:,} bytes, and its Content-Length is {promised:,}")
    return Ending()
