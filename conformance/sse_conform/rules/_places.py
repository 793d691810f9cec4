"""Where in a block a sequence of bytes stands, by the field that holds it."""

import codecs
import re

_LINE_END = re.compile(rb"[\r\n]")
_NAME_END = re.compile(rb"[:\r\n]")
_LONGEST = 16
"""Bytes at the beginning of a line in which the name of a known field ends, also behind a byte order mark."""


def in_fields(raw: bytes, needle: bytes, names: tuple[bytes, ...], *, inside: bool = True) -> int | None:
    """Index of the first `needle` in a line of one of these fields, or with `inside=False` in a line of none of them."""
    floor, index = 0, raw.find(needle)
    while index >= 0:
        start = max(raw.rfind(b"\n", floor, index) + 1, raw.rfind(b"\r", floor, index) + 1, floor)
        name = raw[start : start + _LONGEST].removeprefix(codecs.BOM_UTF8)
        if (_NAME_END.split(name, maxsplit=1)[0] in names) is inside:
            return index
        end = _LINE_END.search(raw, index)
        floor = end.end() if end else len(raw)
        index = raw.find(needle, floor)
    return None
