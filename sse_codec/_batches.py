"""A long block in batches of its lines: an object takes thirty times the room of a short line, so few are held at once."""

from sse_codec._wire import SPACE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

BATCH: "Final" = 1 << 16
"""Bytes whose lines are held as objects at once."""


def batch_end(raw: bytes, start: int) -> int:
    """Return where a batch of lines ends that begins at ``start``; one line, if that is longer than a batch."""
    stop = start + BATCH - 1  # CR LF may be one byte more
    end = max(raw.rfind(b"\n", start, stop), raw.rfind(b"\r", start, stop))
    while end < 0:
        ends = (raw.find(b"\n", stop, stop + BATCH), raw.find(b"\r", stop, stop + BATCH))
        end = min((at for at in ends if at >= 0), default=-1)
        stop += BATCH
    return end + (2 if raw[end : end + 2] == b"\r\n" else 1)


def add_long(raw: bytes, start: int, end: int, data: bytearray) -> None:
    """Add a value and an LF to the data of a block; the value, which is long, is not copied twice."""
    start += raw[start] == SPACE
    ending = 2 if raw[end - 2 : end] == b"\r\n" else 1
    with memoryview(raw) as view:
        data += view[start : end - ending]
    data += b"\n"
