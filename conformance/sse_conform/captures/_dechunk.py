"""The chunked transfer coding is undone as the bytes come (RFC 9112, section 7.1).

An editor may have made LF of the CR LF around the chunks, and so LF is taken too. What cannot be read ends the body as
``incomplete``, as a body does that has no last chunk.
"""

import re
from collections.abc import Iterator

from ..ending import Ending
from ._shape import Chunk

LOOK = 4096
"""Bytes that tell if a body is cut into chunks; those of a size line are told sooner."""
MAX_LINE = 4096
"""Bytes that the line of a size may have, or one of a trailer."""
MAX_HELD = 1024 * 1024
"""Bytes of a chunk that are held for it to be whole; a longer one is given in pieces."""

SIZE_LINE = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?(\r?\n)")
_SIZE_BEGINS = re.compile(rb"[0-9a-fA-F]{0,8}[ \t]*(?:;[^\r\n]*)?\r?")


def is_chunked(start: bytes, *, is_all: bool) -> bool | None:
    """Tells if the body has the chunks that its head promises. None asks for more bytes."""
    line = SIZE_LINE.match(start)
    is_enough = is_all or len(start) >= LOOK
    if line is None:
        return None if not is_enough and _SIZE_BEGINS.fullmatch(start) else False
    after = start[line.end() + int(line[1], 16) :]
    if after.startswith((b"\r\n", b"\n")):
        return True
    if after not in (b"", b"\r"):
        return False
    return True if is_enough else None


class Dechunker:
    """Takes the bytes of a chunked body, and gives those of its chunks."""

    def __init__(self) -> None:
        self.is_over = False
        """True once the last chunk came, or something that is no chunk."""
        self.fault = ""
        """What is wrong with the chunks, as a clause; "" when nothing is."""
        self._line = b""
        self._left = 0
        self._place = "size"
        self._taken = 0

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bool]]:
        """Bytes of chunks, and for each piece whether its chunk ends with it."""
        position = 0
        while position < len(data) and not self.is_over:
            if self._place == "data":
                piece = data[position : position + self._left]
                self._left -= len(piece)
                position += len(piece)
                if not self._left:
                    self._place = "end"
                yield piece, not self._left
            else:
                position = self._take_line(data, position)
        self._taken += position
        if rest := data[position:].strip():
            self._fail(f"{len(rest):,} bytes follow the last chunk")

    def ended(self, ending: Ending) -> Ending:
        """How the body ended, where `ending` is how its bytes did. Trailers may be left out."""
        if self.fault:
            return Ending("incomplete", self.fault)
        if self.is_over or self._place == "trailer":
            return Ending()
        return Ending("incomplete") if ending.kind == "eof" else ending

    def _take_line(self, data: bytes, position: int) -> int:
        """Reads on to the end of a line between chunks; where that is."""
        end = data.find(b"\n", position) + 1 or len(data)
        self._line += data[position:end]
        if len(self._line) > MAX_LINE:
            self._fail(f"the line before a chunk is longer than {MAX_LINE:,} bytes")
        elif self._line.endswith(b"\n"):
            line, self._line = self._line, b""
            self._between(line, self._taken + end - len(line))
        return end

    def _between(self, line: bytes, byte: int) -> None:
        is_blank = not line.strip(b"\r\n")
        if self._place == "trailer":
            self.is_over = is_blank
        elif self._place == "end":
            self._place = "size"
            if not is_blank:
                self._fail(
                    f"a chunk is longer than its size says, near byte {byte:,} of the body as it was sent"
                )
        elif size := SIZE_LINE.fullmatch(line):
            self._left = int(size[1], 16)
            self._place = "data" if self._left else "trailer"
        else:
            shown = line[:40].decode("ascii", "backslashreplace").strip()
            self._fail(f"'{shown}' is no size of a chunk, at byte {byte:,} of the body as it was sent")

    def _fail(self, fault: str) -> None:
        self.fault = self.fault or fault
        self.is_over = True


def dechunked(reads: Iterator[Chunk | Ending], *, whole: bool) -> Iterator[Chunk | Ending]:
    """The body that was cut into chunks; with `whole`, the pieces of a chunk are put together again."""
    dechunker = Dechunker()
    held: list[bytes] = []
    size = 0
    while isinstance(read := next(reads), Chunk):
        for piece, is_end in dechunker.feed(read.data):
            held.append(piece)
            size += len(piece)
            if is_end or not whole or size > MAX_HELD:
                yield Chunk(b"".join(held), read.t)
                held, size = [], 0
        if dechunker.fault:
            break
    if held:
        yield Chunk(b"".join(held))
    yield dechunker.ended(read if isinstance(read, Ending) else Ending())
