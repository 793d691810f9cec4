"""A JSON text taken apart at its leaves: the strings and the whole numbers in it, each with its place."""

import re
from typing import Final, NamedTuple

from ..pointers import Pointer

MAX_LEAVES: Final = 64
"""An event with more of them is hardly one that differs from the next by a few."""

_TOKEN: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[^"\s\[\]{},:]+|[\[\]{},:]')
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")


class Leaf(NamedTuple):
    """A string or a whole number of a JSON text."""

    path: Pointer
    """Its place; the elements of an array are numbered."""
    start: int
    """Where it begins in the text; a string, after its quotation mark."""
    end: int
    """Where it ends; a string, before its quotation mark."""
    is_text: bool
    """Whether it is a string."""


def leaves(text: str) -> list[Leaf] | None:
    """The leaves of a text that is JSON; None where they are too many, or cannot be told apart by their places.

    Fractions, numbers of more than 18 digits, and ``true``, ``false`` and ``null`` are no leaves.
    """
    found: list[Leaf] = []
    members: set[tuple[str | int, ...]] = set()
    path: list[str | int] = []
    awaits_name = False
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in ("{", "["):
            awaits_name = mark == "{"
            path.append("" if awaits_name else 0)
        elif mark in ("}", "]"):
            path.pop()
        elif mark == ",":
            step = path[-1]
            awaits_name = isinstance(step, str)
            path[-1] = step + 1 if isinstance(step, int) else ""
        elif mark == ":":
            awaits_name = False
        elif awaits_name:
            path[-1] = mark[1:-1]
            if "\\" in mark or tuple(path) in members:
                return None
            members.add(tuple(path))
        elif mark[0] == '"':
            found.append(Leaf(tuple(map(str, path)), token.start() + 1, token.end() - 1, is_text=True))
        elif _INTEGER.fullmatch(mark):
            found.append(Leaf(tuple(map(str, path)), token.start(), token.end(), is_text=False))
    return found if len(found) <= MAX_LEAVES else None
