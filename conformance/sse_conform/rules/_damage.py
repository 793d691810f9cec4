"""Where bytes are not UTF-8, and how: a run of bad bytes is one place, since one fault upstream makes one."""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

_BAD = re.compile("[\udc80-\udcff]+")
_PIECE = 1 << 16
"""Bytes that are text at once."""


class Damage(NamedTuple):
    """A run of bytes that are not UTF-8."""

    at: int
    """Index of the first byte, in the bytes that were looked at."""
    bytes: bytes
    cut: bool
    """A character that begins right and is cut off by the line end after it."""


def damages(raw: bytes) -> Iterator[Damage]:
    """Every run of invalid bytes, in order, in linear time.

    A character that is cut off by the end of `raw` is not among them: the stream ended inside it.
    """
    for start, end in _runs(raw):
        bad = raw[start:end]
        begins_well = _begins_well(bad)
        if end < len(raw) or not begins_well:
            yield Damage(start, bad, begins_well and raw[end] in b"\r\n")


def _runs(raw: bytes) -> Iterator[tuple[int, int]]:
    """Where each run begins and ends; pieces are looked at, since all of the text takes several times the room."""
    at = 0
    start = end = -1
    while at < len(raw):
        # surrogateescape turns each byte that is not UTF-8 into one lone surrogate, and UTF-8 holds no others.
        is_last = at + _PIECE >= len(raw)
        text, size = codecs.utf_8_decode(raw[at : at + _PIECE], "surrogateescape", is_last)
        index, after = at, 0
        for match in _BAD.finditer(text):
            index += len(text[after : match.start()].encode())
            if index != end:
                if start >= 0:
                    yield start, end
                start = index
            index = end = index + len(match[0])
            after = match.end()
        at += size
    if start >= 0:
        yield start, end


def _begins_well(bad: bytes) -> bool:
    """Whether more bytes could have made these one character."""
    try:
        return codecs.utf_8_decode(bad, "strict", False) == ("", 0)
    except UnicodeDecodeError:
        return False
