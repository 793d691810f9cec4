"""What of a block is not the text of its data: most streams repeat it in every block, and rules say the same of it each time.

Blocks of one frame differ in that text alone, which makes a difference to rules only where it holds what one of them looks
for (`Rule.looks_for`). What rules remember of a block are ids, where it is not UTF-8, and whether it is ASCII. So a block
with an id, or with other bytes than UTF-8, stands for no other, and whether the text is ASCII is part of its frame.
"""

from sse_codec import Block

MAX_FRAME_SIZE = 256
"""In bytes, several times what servers write around their data: frames are kept, and a peer must not choose how much."""

Frame = tuple[bytes, bool]
"""A block as it would be with next to no data, and whether its data is ASCII."""

_NEXT = {b"\n": "\ndata: ", b"\r\n": "\r\ndata: ", b"\r": "\rdata: "}
"""By line ending, what stands between the texts of two data lines."""
_FIRST = (b"data: ", b"data:")
_LATER = tuple(ending + name for ending in (b"\n", b"\r") for name in _FIRST)


def frame_of(block: Block) -> Frame:
    """The block without the text of its data, where that is UTF-8 and stands at the end, in lines of `data: ` but for the first.

    A space that the text begins with is left, and where there is none before the text, so is its first byte: to rules these
    are other ways to write the field. A block with its data elsewhere, or none, is its own frame.
    """
    raw = block.raw
    if block.event is None:
        return raw, True
    data = block.event.data
    ending = b"\n" if raw.endswith(b"\n\n") else b"\r\n" if raw.endswith(b"\n") else b"\r"
    text = data.replace("\n", _NEXT[ending]).encode()
    tail = ending + ending
    head = raw[: -len(text) - len(tail)]
    opens = head.endswith(_LATER) or head in _FIRST
    if not opens or not raw.endswith(text + tail):
        return raw, True
    if not head.endswith(b" ") or text.startswith(b" "):
        head += text[:1]
    return head + tail, data.isascii()


def stands_for_all(frame: Frame, block: Block) -> bool:
    """Whether rules say of all blocks of the frame what they say of this one of them."""
    text, _ = frame
    has_id = text.startswith(b"id") or b"\nid" in text or b"\rid" in text
    return len(text) <= MAX_FRAME_SIZE and not has_id and block.offset > 0 and is_utf8(block.raw)


def is_utf8(raw: bytes) -> bool:
    """Whether all of the bytes are UTF-8."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
