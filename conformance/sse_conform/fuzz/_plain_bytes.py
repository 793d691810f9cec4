"""Edits that take one trap out of the bytes of a stream, whatever its lines mean: marks, line ends, characters."""

import re
from collections.abc import Iterator

from ._lines import MARK, Line, lines
from ._stream import Chunks, Edit, cut, cuts

# What other languages take for a line end: VT, FF, the separators, NEL, U+2028 and U+2029.
_SEPARATOR = re.compile(rb"[\x0b\x0c\x1c-\x1e]|\xc2\x85|\xe2\x80[\xa8\xa9]")
_MARK = re.compile(rb"\xef\xbb\xbf|\A\xef\xbb?|\xef\xbb?\Z")
_NOT_ASCII = re.compile(rb"[\x80-\xff]+")
_RUN = re.compile(rb"([^\r\n])\1{15,}")


def without_marks(wire: bytes) -> Iterator[Edit]:
    """No byte order mark, and no part of one where it could begin."""
    return ((match.start(), match.end(), b"") for match in _MARK.finditer(wire))


def without_separators(wire: bytes) -> Iterator[Edit]:
    """A letter for each character that others take for a line end."""
    return ((match.start(), match.end(), b"a") for match in _SEPARATOR.finditer(wire))


def with_line_feeds(wire: bytes) -> Iterator[Edit]:
    """LF for each line end."""
    for line in lines(wire):
        if line.ending.startswith(b"\r"):
            yield line.end - len(line.ending), line.end, b"\n"


def in_ascii(wire: bytes) -> Iterator[Edit]:
    """A letter for each run of what is not ASCII."""
    return ((match.start(), match.end(), b"a") for match in _NOT_ASCII.finditer(wire))


def without_nuls(wire: bytes) -> Iterator[Edit]:
    """A letter for each U+0000."""
    return ((place, place + 1, b"a") for place, byte in enumerate(wire) if not byte)


def shortened(wire: bytes) -> Iterator[Edit]:
    """One byte for each long run of a byte."""
    return ((match.start(), match.end(), match[1]) for match in _RUN.finditer(wire))


def finished(wire: bytes) -> Iterator[Edit]:
    """The last line and the last block are ended, as the line before ended."""
    every = list(lines(wire))
    if not every or (not every[-1].text and every[-1].ending):
        return
    last = every[-1]
    ending = last.ending or (every[-2].ending if len(every) > 1 else b"\n")
    missing = 1 if last.ending else 2
    yield len(wire), len(wire), ending * missing


def without_blanks_alone(wire: bytes) -> Iterator[Edit]:
    """No line of nothing but blanks."""
    return (line.removed() for line in lines(wire) if line.text and not line.text.strip(b" \t"))


def without_empty_blocks(wire: bytes) -> Iterator[Edit]:
    """No blank line that has no line before it."""
    before: Line | None = None
    for line in lines(wire):
        if not line.text and line.ending and (before is None or not before.text):
            yield line.removed()
        before = line


def with_more_behind(wire: bytes) -> Iterator[Edit]:
    """A line behind the last block that ended, and the beginning of another, so that it is not the end."""
    if wire and wire[-1] in b"\r\n":
        yield len(wire), len(wire), b"data: a" + wire[-1:] + b"d"


def cut_at_blocks(chunks: Chunks) -> Chunks:
    """A cut behind each block, beside those that there are."""
    wire = b"".join(chunks)
    ends = {line.end for line in lines(wire) if not line.text and line.end < len(wire)}
    return cut(wire, sorted({*cuts(chunks)} | ends))


def is_dataless(block: list[Line]) -> bool:
    """Is there no data field?"""
    return not any(line.name == b"data" for line in block)


def cut_in_mark(wire: bytes, place: int) -> bool:
    """Is there a byte order mark at a cut, or around it?"""
    return MARK in wire[max(0, place - 2) : place + 3] or (
        0 < place < len(MARK) and MARK.startswith(wire[:place])
    )


def cut_in_character(wire: bytes, place: int) -> bool:
    """Is a byte of a character that takes several behind the cut, and one before it?"""
    return place > 0 and wire[place - 1] >= 0x80 and wire[place : place + 1] >= b"\x80"


def cut_after_cr(wire: bytes, place: int) -> bool:
    """Does a CR stand before the cut, or could it with nothing in between?"""
    return wire[:place].endswith(b"\r")


def cut_in_line(wire: bytes, place: int) -> bool:
    """Is the cut inside a line?"""
    return 0 < place < len(wire) and wire[place - 1] not in b"\r\n"


def cut_between_lines(wire: bytes, place: int) -> bool:
    """Is the cut behind a line end, or at an end of the stream?"""
    return not cut_in_line(wire, place)
