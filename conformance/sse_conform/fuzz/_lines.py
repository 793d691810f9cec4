"""The lines and blocks of a stream as the standard reads them (9.2.5), with their places, for whoever wants to change one."""

import re
from collections.abc import Iterator

import attrs

MARK = b"\xef\xbb\xbf"
NAMES = (b"data", b"event", b"id", b"retry")

_LINE = re.compile(rb"([^\r\n]*)(\r\n|\r|\n|\Z)")


@attrs.frozen
class Line:
    """One line: the place of its first byte, its text, and its line end, empty where the stream ends instead."""

    start: int
    text: bytes
    ending: bytes

    @property
    def end(self) -> int:
        """Behind its line end."""
        return self.start + len(self.text) + len(self.ending)

    @property
    def is_comment(self) -> bool:
        """Does it begin with a colon?"""
        return self.text.startswith(b":")

    @property
    def name(self) -> bytes:
        """What stands before the first colon."""
        return self.text.partition(b":")[0]

    @property
    def has_colon(self) -> bool:
        """Is there a colon?"""
        return b":" in self.text

    @property
    def value(self) -> bytes:
        """What stands after the colon, less one space."""
        return self.text.partition(b":")[2].removeprefix(b" ")

    def removed(self) -> tuple[int, int, bytes]:
        """The edit that takes the line out."""
        return self.start, self.end, b""

    def rewritten(self, text: bytes) -> tuple[int, int, bytes]:
        """The edit that makes the line say something else."""
        return self.start, self.start + len(self.text), text


def lines(wire: bytes) -> Iterator[Line]:
    """The lines after the byte order mark, the unfinished one too."""
    start = len(MARK) if wire.startswith(MARK) else 0
    while start < len(wire):
        match = _LINE.match(wire, start)
        if match is None:  # pragma: no cover - it matches anything
            return
        yield Line(start, match[1], match[2])
        start = match.end()


def fields(wire: bytes, *names: bytes) -> Iterator[Line]:
    """The lines that are a field of one of these names."""
    return (line for line in lines(wire) if line.text and not line.is_comment and line.name in names)


def blocks(wire: bytes) -> Iterator[list[Line]]:
    """The lines of each block, without its blank line; of what the stream ends in too."""
    block: list[Line] = []
    for line in lines(wire):
        if line.text:
            block.append(line)
        else:
            yield block
            block = []
    if block:
        yield block
