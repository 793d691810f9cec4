"""The one idea that makes the decoder fast: most streams repeat the same text around the values of every block.

It is learnt from a block of the stream, and compared with those that follow; what fits needs no look at its lines.
"""

from sse_codec._values import DEFAULT_TYPE, Event
from sse_codec._wire import LF, SPACE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

NUL: "Final" = 0
MAX_FRAME_LINES: "Final" = 8
"""Servers write two or three; a block of thousands must not be looked through for nothing."""
MAX_FRAME_SIZE: "Final" = 256
"""In characters, several times what servers write: a frame is kept, and a peer must not choose how much."""
LONG: "Final" = 1 << 16
"""In bytes. To copy what is longer costs more than all else that is done with it: fresh memory is slow."""


class Frame:
    """What the blocks of a stream have around their values, kept because most streams repeat it in every block.

    Such a block is a fixed prefix, the value of its only data line, and the blank line; with an id, it is a prefix,
    the id, a fixed infix, and the value. The fixed text sets nothing but the type. So a block that begins with
    the same text, and has as many lines, means the same but for the values; and a run of them falls apart in one
    split, because each has the same number of line ends: one more anywhere, and it is something else.
    """

    __slots__ = ("infix", "infix_bytes", "lines", "prefix", "prefix_bytes", "separator", "spaceless", "type")

    def __init__(self, prefix: str, infix: str, type: str) -> None:
        self.prefix = prefix
        self.prefix_bytes = prefix.encode()
        self.infix = infix
        self.infix_bytes = infix.encode()
        self.separator = "\n\n" + prefix
        self.lines = (self.separator + infix).count("\n")
        # After "data:" a space would have to be stripped from the value: then it is not this frame.
        self.spaceless = (prefix + infix).endswith(":")
        self.type = type

    def events(self, blocks: bytes | bytearray, id: str) -> list[Event] | None:
        """Return the events if ``blocks`` are this frame, once or many times, and nothing else.

        :param id: the last event id, which those of a frame without an id have.
        """
        size = len(self.prefix_bytes)
        if blocks[:size] != self.prefix_bytes:
            return None
        value = blocks[size:-2]
        if self.infix:
            new_id, found, value = value.partition(self.infix_bytes)
            if not found or LF in new_id or NUL in new_id:
                return None
            id = new_id.decode("utf-8", "replace")
        if LF in value:
            return self.run(blocks.decode("utf-8", "replace"), id)
        if self.spaceless and value.startswith(b" "):
            return None
        return [Event(self.type, value.decode("utf-8", "replace"), id)]

    def is_long_event(self, blocks: bytes | bytearray, start: int, end: int) -> bool:
        """Return True if the block from ``start`` to ``end`` is this frame, once, and has no id."""
        value = start + len(self.prefix_bytes)
        if self.infix or not blocks.startswith(self.prefix_bytes, start):
            return False
        if blocks.find(b"\n", value, end) != end - 2:
            return False
        return not (self.spaceless and blocks[value] == SPACE)

    def long_event(self, blocks: bytes | bytearray, start: int, end: int, id: str) -> Event:
        """Return the event of such a block. What is long is not copied before it is text."""
        with memoryview(blocks) as view:
            data = str(view[start + len(self.prefix_bytes) : end - 2], "utf-8", "replace")
        return Event(self.type, data, id)

    def run(self, text: str, id: str) -> list[Event] | None:
        """Return the events if ``text``, which begins like this frame, is the frame again and again."""
        values = text[len(self.prefix) : -2].split(self.separator)
        if text.count("\n") != len(values) * self.lines:
            return None
        if self.spaceless and any(value.startswith(" ") for value in values):
            return None
        type, infix = self.type, self.infix
        if not infix:
            return [Event(type, value, id) for value in values]
        events: list[Event] = []
        for value in values:
            id, found, data = value.partition(infix)
            if not found or "\0" in id:
                return None
            events.append(Event(type, data, id))
        return events


def frame_of(block: str) -> Frame | None:
    """Return the frame of ``block``, if it ends with its only data line and has at most an id before that."""
    if block.count("\n") > MAX_FRAME_LINES:
        return None
    holes: list[str] = []
    fixed = [""]  # the text before each hole, and after the last
    type = DEFAULT_TYPE
    for line in block.split("\n"):
        name, _, value = line.partition(":")
        if name in ("data", "id"):
            holes.append(name)
            fixed[-1] += line.removesuffix(value.removeprefix(" "))
            fixed.append("\n")
        elif name in ("", "retry"):
            return None
        else:
            fixed[-1] += line + "\n"
            if name == "event":
                type = value.removeprefix(" ") or DEFAULT_TYPE
    *heads, rest = fixed
    if rest != "\n" or sum(map(len, heads)) > MAX_FRAME_SIZE:
        return None
    if holes == ["data"] and heads[0].endswith((":", " ")):
        return Frame(heads[0], "", type)
    if holes == ["id", "data"] and heads[0].endswith(" ") and heads[1].endswith(" "):
        return Frame(heads[0], heads[1], type)
    return None
