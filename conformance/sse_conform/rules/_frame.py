"""The frame of a block, all but the text of its data: most streams repeat it, and rules say the same of it each time.

Blocks of one frame differ in that text alone, and in their ids. The text makes a difference to rules only where it holds
a text that one of them looks for (`Rule.looks_for`), where it means something else (`_causes`), or where it tells of a
failure (`_failure`). Rules that remember ids are told of each (`Rule.remembers_ids`). Rules also remember bytes that are
not UTF-8, and whether a block is ASCII. So a block with other bytes than UTF-8, or with an id that is not plain, stands for
no other, and whether the text is ASCII is part of its frame.
"""

import re

from sse_codec import Block

from ._utf8 import is_utf8

MAX_FRAME_SIZE = 256
"""In bytes, several times what servers write around their data: frames are kept, and a peer must not choose how much."""

NO_ID = -1
Frame = tuple[bytes, bool, int]
"""A block as it would be with next to no data and without its id, whether its data is ASCII, and where the id is."""

_LONGEST = 1 << 16
"""Bytes of a block that is taken apart; a longer one is its own frame."""
_NEXT = {b"\n": "\ndata: ", b"\r\n": "\r\ndata: ", b"\r": "\rdata: "}
"""By line ending, what stands between the texts of two data lines."""
_FIRST = (b"data: ", b"data:")
_LATER = tuple(ending + name for ending in (b"\n", b"\r") for name in _FIRST)
_ID = re.compile(rb"(?<![^\r\n])id(?![^:\r\n])")
_PLAIN_ID = re.compile(rb"(?<![^\r\n])id: [!-~]{1,64}(?=[\r\n])")
"""A line that no rule has anything to say of, but for those that remember ids."""


def frame_of(block: Block) -> Frame:
    """The block without its id and without the text of its data, where they are plain to see.

    An id is that in a line `id: x`. Data is that at the end, in UTF-8, in lines of `data: ` but for the first. A space that
    the text begins with is left, and where there is none before the text, so is its first byte: to rules these are other
    ways to write the field. A block with its data elsewhere, or none, is its own frame.
    """
    raw = block.raw
    if block.event is None or len(raw) > _LONGEST:
        return raw, True, NO_ID
    data = block.event.data
    ending = b"\n" if raw.endswith(b"\n\n") else b"\r\n" if raw.endswith(b"\n") else b"\r"
    text = data.replace("\n", _NEXT[ending]).encode()
    tail = ending + ending
    head = raw[: -len(text) - len(tail)]
    opens = head.endswith(_LATER) or head in _FIRST
    if not opens or not raw.endswith(text + tail):
        return raw, True, NO_ID
    if not head.endswith(b" ") or text.startswith(b" "):
        head += text[:1]
    id_line = _PLAIN_ID.search(head)
    if id_line is None:
        return head + tail, data.isascii(), NO_ID
    start, end = id_line.span()
    return head[:start] + head[end:] + tail, data.isascii(), start


def stands_for_all(frame: Frame, block: Block) -> bool:
    """Returns True if rules say the same of every block of the frame as of this one."""
    text, *_ = frame
    is_short = len(text) <= MAX_FRAME_SIZE
    return is_short and block.offset > 0 and _ID.search(text) is None and is_utf8(block.raw)


def has_id(frame: Frame) -> bool:
    """Returns True if the blocks of the frame have an id, which the frame leaves out."""
    return frame[-1] != NO_ID
