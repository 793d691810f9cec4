"""Where bytes are not UTF-8, and how: a run of bad bytes is one place, since one fault upstream makes one."""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

_BAD = re.compile("[\udc80-\udcff]+")


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
    # surrogateescape turns each byte that is not UTF-8 into one lone surrogate, and UTF-8 holds no others.
    text = raw.decode("utf-8", "surrogateescape")
    index = end = 0
    for match in _BAD.finditer(text):
        index += len(text[end : match.start()].encode())
        bad = match[0].encode("utf-8", "surrogateescape")
        end = match.end()
        begins_well = _begins_well(bad)
        if end < len(text) or not begins_well:
            yield Damage(index, bad, begins_well and text[end] in "\r\n")
        index += len(bad)


def _begins_well(bad: bytes) -> bool:
    """Whether more bytes could have made these one character."""
    try:
        return codecs.utf_8_decode(bad, "strict", False) == ("", 0)
    except UnicodeDecodeError:
        return False
