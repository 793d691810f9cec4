"""A JSON text taken apart at its leaves: the strings and the whole numbers in it, each with its place."""

import re
from typing import Final, NamedTuple

from ..pointers import Pointer

MAX_LEAVES: Final = 64
"""An event with more of them is hardly one that differs from the next by a few."""

_STRING: Final = r'"([^"\\]*+(?:\\.[^"\\]*+)*+)"'
_TOKEN: Final = re.compile(
    rf'[\s,]*+(?:(?:{_STRING}\s*:\s*)?(?:{_STRING}|([^"\s\[\]{{}},:]+)|([\[{{]))|([\]}}]))'
)
"""A value, with the name of the member that it is; or the end of one that was begun. Commas say nothing more."""
_NAME, _TEXT, _OTHER, _BEGIN, _END = range(1, 6)
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
    outer: list[tuple[Pointer, set[str], int]] = []
    above: Pointer = ()
    names: set[str] = set()
    number = 0
    for token in _TOKEN.finditer(text):
        sort = token.lastindex
        if sort == _END:
            above, names, number = outer.pop()
            continue
        name = token[_NAME]
        if name is None:
            name = str(number)
            number += 1
        elif "\\" in name or name in names:
            return None
        else:
            names.add(name)
        path = (*above, name) if outer else ()
        if sort == _BEGIN:
            outer.append((above, names, number))
            above, names, number = path, set[str](), 0
        elif sort == _TEXT:
            found.append(Leaf(path, *token.span(_TEXT), is_text=True))
        elif _INTEGER.fullmatch(token[_OTHER]):
            found.append(Leaf(path, *token.span(_OTHER), is_text=False))
    return found if len(found) <= MAX_LEAVES else None
