"""Bytes of a stranger become text that is safe to show: what a terminal would act on, or not show, is spelled out.

Controls, escape sequences, bidirectional overrides, invisible characters and bytes that are not UTF-8 appear as
``\\x1b``, ``\\u202e`` and the like, so an excerpt shows what is there and can change nothing around it.
"""

import re
import unicodedata

_PLAIN = re.compile(r"[\x20-\x7e]*")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})
_SHORT = {"\t": "\\t", "\r": "\\r", "\n": "\\n"}


def visible(text: str) -> str:
    """The text with every character that would not be seen as itself spelled out."""
    if _PLAIN.fullmatch(text):
        return text
    return "".join(map(_shown, text))


def visible_bytes(data: bytes) -> str:
    """The same for bytes that should be UTF-8; those that are not appear as ``\\xff``."""
    return visible(data.decode("utf-8", "surrogateescape"))


def width(shown: str) -> int:
    """Cells that already visible text takes on a terminal (Unicode Standard Annex 11)."""
    return len(shown) if shown.isascii() else sum(map(_cells, shown))


def _shown(character: str) -> str:
    if character == " " or unicodedata.category(character) not in _HIDDEN:
        return character
    point = ord(character)
    if 0xDC80 <= point <= 0xDCFF:
        point -= 0xDC00  # a byte that was not UTF-8, as the error handler carries it
    if point < 0x100:
        return _SHORT.get(character, f"\\x{point:02x}")
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
