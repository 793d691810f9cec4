"""What a JSON text will cost once it is parsed, counted before that: a few bytes on the wire may be a large object.

The first count takes signs inside strings for real ones, which is fast and never too low. A second count leaves
out the strings, piece by piece to save room, where the first count is too high.
"""

import re
from itertools import accumulate
from typing import Final

MAX_DEPTH: Final = 512
"""Objects and arrays within each other: the parser calls itself for each, and no protocol nests a tenth as deep."""
FREE: Final = 8 * 1024 * 1024
"""Bytes that any text may cost, however short it is."""
_RATIOS: Final = {1: 6, 2: 4, 4: 2}
"""Bytes that a longer text may cost for each of its characters, by the bytes that one takes in the text itself.

With the block that it came in, and the text, that is below eight times the block.
"""

_OBJECT: Final = 240
"""Bytes that Python takes for an object with a member."""
_ARRAY: Final = 80
_VALUE: Final = 64
"""Bytes for a string or number, and for its place."""
_MEMBER: Final = 72
"""Bytes for the name of a member, and for its place."""
_SMALL: Final = FREE // (_OBJECT + _VALUE + 6) - 1
"""Characters of a text that costs less than `FREE` even if each of them begins an object and is in a string, too."""
_PIECE: Final = 1 << 16
"""Characters that are counted at once."""
_ESCAPED: Final = re.compile(r"\\.", re.DOTALL)
_HIGH: Final = re.compile(r"\\u[dD][89abAB]")
_WIDE: Final = re.compile("[\U00010000-\U0010ffff]")
_STEPS: Final = {"[": 1, "{": 1, "]": -1, "}": -1}


class Cost:
    """What a value takes, and its parser on the way, at most."""

    __slots__ = ("arrays", "commas", "is_deep", "members", "objects", "strings")

    def __init__(self) -> None:
        self.objects = self.arrays = self.commas = self.members = 0
        self.strings = 0
        """Bytes that the characters of the strings take."""
        self.is_deep = False
        """Whether it is nested deeper than is read."""

    @property
    def values(self) -> int:
        return 1 + self.objects + self.arrays + self.commas

    @property
    def bytes(self) -> int:
        containers = self.objects * _OBJECT + self.arrays * _ARRAY
        return containers + self.values * _VALUE + self.members * _MEMBER + self.strings

    def add(self, text: str) -> None:
        """Count the signs of a text."""
        self.objects += text.count("{")
        self.arrays += text.count("[")
        self.commas += text.count(",")
        self.members += text.count(":")


def excess(text: str) -> str:
    """Why a text is not to be parsed as JSON, in words; ``""`` when it may be. It takes linear time."""
    if len(text) < _SMALL and text.count("{") + text.count("[") <= MAX_DEPTH:
        return ""
    most = Cost()
    most.add(text)
    most.strings = len(text) * (1 if text.isascii() and "\\" not in text else 6)
    if most.bytes <= FREE and most.objects + most.arrays <= MAX_DEPTH:
        return ""
    cost = _Count(text).cost
    if cost.is_deep:
        return f"it is nested more than {MAX_DEPTH} deep"
    if cost.bytes <= max(FREE, _RATIOS[_width(text)] * len(text)):
        return ""
    return f"it has {len(text):,} characters and {cost.values:,} values, which would take {cost.bytes >> 20:,} MiB"


class _Count:
    """The exact count of one text."""

    __slots__ = ("_depth", "_is_within", "_length", "_size", "cost")

    def __init__(self, text: str) -> None:
        self.cost = Cost()
        self._depth = 0
        self._is_within = False
        """Whether the next piece begins inside a string."""
        self._length = 0
        """Characters so far of a string that goes on in the next piece."""
        self._size = 0
        """Bytes of the widest of them, in halves: one more half is to spare where the string has escapes."""
        start = 0
        while start < len(text) and not self.cost.is_deep:
            piece = text[start : start + _PIECE]
            if piece.endswith("\\") and (len(piece) - len(piece.rstrip("\\"))) % 2 and len(piece) > 1:
                piece = piece[:-1]  # an escape is not cut in two
            start += len(piece)
            self._take(piece)
        self._end_string()

    def _take(self, piece: str) -> None:
        escaped, spare = 1, 0
        if "\\" in piece:
            escaped, spare = _width_of_escapes(piece), 1
            piece = _ESCAPED.sub("--", piece)
        parts = piece.split('"')
        within, outside = (parts[::2], parts[1::2]) if self._is_within else (parts[1::2], parts[::2])
        ends_within = self._is_within == (len(parts) % 2 == 1)
        if self._is_within:
            self._go_on(within.pop(0), escaped, spare)
            if len(parts) > 1:
                self._end_string()
        if ends_within and within:
            self._go_on(within.pop(), escaped, spare)
        self.cost.strings += sum(map(len, within)) * max(escaped, _width(piece)) * (2 + spare) // 2
        self._is_within = ends_within
        self._take_signs("".join(outside))

    def _go_on(self, part: str, escaped: int, spare: int) -> None:
        self._length += len(part)
        self._size = max(self._size, max(escaped, _width(part)) * (2 + spare))

    def _end_string(self) -> None:
        self.cost.strings += self._length * self._size // 2
        self._length = self._size = 0

    def _take_signs(self, signs: str) -> None:
        self.cost.add(signs)
        opened = signs.count("{") + signs.count("[")
        if self._depth + opened > MAX_DEPTH:
            steps = accumulate((_STEPS.get(sign, 0) for sign in signs), initial=self._depth)
            self.cost.is_deep = max(steps) > MAX_DEPTH
        self._depth += opened - signs.count("}") - signs.count("]")


def _width(text: str) -> int:
    """Bytes that a character of the text takes, at most."""
    if text.isascii():
        return 1
    return 4 if _WIDE.search(text) else 2


def _width_of_escapes(text: str) -> int:
    """Bytes that an escaped character of the text takes, at most."""
    if "\\u" not in text:
        return 1
    return 4 if _HIGH.search(text) else 2
