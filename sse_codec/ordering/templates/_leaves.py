"""A JSON text cut at its leaves: the strings and the whole numbers in it, each with its place, and what is between."""

import re
from itertools import pairwise
from typing import Final

from ..pointers import Pointer

MAX_LEAVES: Final = 64
"""An event with more of them is hardly one that differs from the next by a few."""

_INNER: Final = r'[^"\\]*+(?:\\.[^"\\]*+)*+'
_QUOTED: Final = f'"({_INNER})"'
_TOKEN: Final = re.compile(
    rf'[\s,]*+(?:(?:{_QUOTED}\s*:\s*)?(?:{_QUOTED}|([^"\s\[\]{{}},:]+)|([\[{{]))|([\]}}]))'
)
"""A value, with the name of the member that it is; or the end of one that was begun. Commas say nothing more."""
_NAME, _TEXT, _OTHER, _BEGIN, _END = range(1, 6)
_STRING: Final = re.compile(_INNER)
INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
"""A whole number that is a leaf."""


class Leaves:
    """The leaves of a JSON text, and the text between them."""

    __slots__ = ("between", "paths", "values")

    paths: Final[list[Pointer]]
    """The place of each leaf; the elements of an array are numbered."""
    between: Final[list[str]]
    """The text before the first leaf, between one and the next, and after the last; quotation marks are in it."""
    values: Final[list[str]]
    """The text of each leaf."""

    def __init__(self, paths: list[Pointer], between: list[str], values: list[str]) -> None:
        self.paths = paths
        self.between = between
        self.values = values

    def is_text(self, leaf: int) -> bool:
        """Return True if it is a string."""
        return self.between[leaf].endswith('"')

    def cut_alike(self, text: str) -> "Leaves | None":
        """Cut another JSON text at the same leaves; None where more than leaves differs, or another kind of leaf."""
        values: list[str] = []
        end = 0
        for leaf, (before, after) in enumerate(pairwise(self.between)):
            start = end + len(before)
            known = self.values[leaf]
            if not text.startswith(before, end):
                return None
            if text.startswith(known + after, start):  # as mostly
                end = start + len(known)
            else:
                found = (_STRING if self.is_text(leaf) else INTEGER).match(text, start)
                if found is None:
                    return None
                end = found.end()
            values.append(text[start:end])
        return Leaves(self.paths, self.between, values) if text[end:] == self.between[-1] else None

    def changes(self, other: "Leaves") -> frozenset[int] | None:
        """The leaves in which the other text differs; None when more than leaves does."""
        if self.between != other.between:
            return None
        pairs = zip(self.values, other.values, strict=True)
        return frozenset(leaf for leaf, (one, another) in enumerate(pairs) if one != another)


def cut(text: str) -> Leaves | None:
    """Cut a text that is JSON; None where its leaves are too many, or cannot be told apart by their places.

    Fractions, numbers of more than 18 digits, and ``true``, ``false`` and ``null`` are no leaves.
    """
    paths: list[Pointer] = []
    between: list[str] = []
    values: list[str] = []
    end = 0
    outer: list[tuple[Pointer, int]] = []
    above: Pointer = ()
    seen = set[Pointer]()
    number = 0
    for token in _TOKEN.finditer(text):
        sort = token.lastindex or _END  # there always is one
        if sort == _END:
            above, number = outer.pop()
            continue
        name = token[_NAME]
        if name is None:
            name = str(number)
            number += 1
        elif "\\" in name:
            return None
        path = (*above, name) if outer else ()
        if path in seen:
            return None
        seen.add(path)
        if sort == _BEGIN:
            outer.append((above, number))
            above, number = path, 0
        elif sort == _TEXT or INTEGER.fullmatch(token[_OTHER]):
            start, stop = token.span(sort)
            between.append(text[end:start])
            values.append(text[start:stop])
            paths.append(path)
            end = stop
    between.append(text[end:])
    return Leaves(paths, between, values) if len(paths) <= MAX_LEAVES else None
