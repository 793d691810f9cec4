"""How names are written into messages: lists in words, long names cut, near misses suggested."""

from collections.abc import Iterable
from typing import Final

_LONGEST: Final = 60
"""Longest name written in full, in characters: a message is one line, a name on the wire may be megabytes."""

_MOST: Final = 5
"""Names that a list in a message shows: who needs all of them looks into the profile."""


def shorten(text: str) -> str:
    """The text, cut to a length that fits a line."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def clip(name: str) -> str:
    """The name, cut to a length that fits a line, and in quotes when it is not plain text."""
    shown = shorten(name)
    return shown if shown and shown.isprintable() and " " not in shown else repr(shown)


def printable(text: str) -> str:
    """The text with an escape for each character that a terminal would obey, or that nobody sees."""
    if text.isprintable():
        return text
    shown = (each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
    return "".join(shown)


def any_of(names: tuple[str, ...]) -> str:
    """``a``, ``a or b``, ``a, b or c``; of a long list the first few, and how many more there are."""
    if len(names) > _MOST:
        names = (*names[:_MOST], f"{len(names) - _MOST} more")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def suggestion(name: str, known: Iterable[str]) -> str:
    """The known name that differs in case only, or else in one letter (two that changed places count as one); ``""``."""
    candidates = tuple(known)
    folded = name.casefold()
    for candidate in candidates:
        if candidate.casefold() == folded:
            return candidate
    return next((candidate for candidate in candidates if _one_letter(name, candidate)), "")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``; did you mean X?``, or nothing."""
    near = suggestion(name, known)
    return f"; did you mean {near}?" if near else ""


def _one_letter(one: str, other: str) -> bool:
    """Return True if one letter put in, left out, replaced, or swapped with its neighbour makes one name the other.

    Names of one or two letters have no near misses.
    """
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 3:
        return False
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    left, right = one[head : len(one) - tail], other[head : len(other) - tail]
    return max(len(left), len(right)) == 1 or (len(left) == 2 and left == right[::-1])
