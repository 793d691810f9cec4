"""Where lines and blocks end in the bytes of the decoder, found without a second look at the same bytes."""

from sse_codec._frame import LONG, MAX_FRAME_SIZE
from sse_codec._values import Comment
from sse_codec._wire import COLON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


def blocks_end(data: bytearray, start: int, with_cr: bool) -> int:
    """Return where the last blank line ends, of those that end after ``start``; 0 if there is none."""
    end = data.rfind(b"\n\n", start)
    if not with_cr:
        return end + 2 if end >= 0 else 0
    end = max(end, data.rfind(b"\n\r", start), data.rfind(b"\r\r", start))
    if end < 0:
        return 0
    return end + 3 if data.startswith(b"\r\n", end + 1) else end + 2


def with_lf(data: bytes | bytearray) -> bytes | bytearray:
    """Return the lines of ``data`` with LF at their ends; a CR is a line end of its own, or half of one."""
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def idle_size(tail: bytearray, comments: "list[Any] | None") -> int:
    """Return how many bytes mean nothing before the first field of a block: blank lines, and comments that have ended.

    :param comments: the list that gets these comments, if somebody wants them.
    """
    idle, size = 0, LONG
    while idle < len(tail) and tail[idle] in b"\r\n:":
        start = idle
        for line in tail[start : start + size].splitlines(keepends=True):
            if line[0] == COLON and line[-1] in b"\r\n":
                if comments is not None:
                    text = line[1:].rstrip(b"\r\n").decode("utf-8", "replace")
                    comments.append(Comment(text.removeprefix(" ")))
            elif line[0] not in b"\r\n":
                break
            idle += len(line)
        if idle == start:
            if start + size >= len(tail):
                break
            size *= 2
    return idle


def spans(blocks: bytes | bytearray) -> "Iterator[tuple[int, int]]":
    """Yield where whole blocks begin and end: as many together as are not long, and each long one by itself."""
    start = 0
    size = len(blocks)
    while start < size:
        end = blocks.rfind(b"\n\n", start, start + LONG) + 2
        if end < 2:
            end = blocks.find(b"\n\n", start + LONG - 1) + 2
        if end < 2:
            return  # one more blank line, which means nothing
        yield start, end
        start = end


def batch_end(data: bytes | bytearray, start: int, end: int) -> int:
    """Return where some lines end that begin at ``start``: one, if it is long; the last one ends at ``end``."""
    stop = min(start + LONG, end)
    return data.rfind(b"\n", start, stop) + 1 or data.find(b"\n", stop) + 1


def ended_lines(data: bytes | bytearray) -> "Iterator[bytes | bytearray]":
    """Yield the lines that have ended, by LF."""
    start, size = 0, data.rfind(b"\n") + 1
    while start < size:
        end = batch_end(data, start, size)
        yield from data[start:end].splitlines()
        start = end


def outline(blocks: bytes | bytearray, start: int, end: int) -> str:
    """Return a block with its last line cut short, from which a frame is learnt; nothing of it where none can be."""
    at = max(start, blocks.rfind(b"\n", start, end - 2) + 1)
    stop = min(at + len(b"data: "), end - 2) if at - start <= MAX_FRAME_SIZE else start
    return blocks[start:stop].decode("utf-8", "replace") + "\n\n"
