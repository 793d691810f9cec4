"""The data of one event taken apart: which of its leaves may change without a change of what the check says."""

from collections.abc import Iterable
from typing import Any, Final

from .._checks import Rule
from ..pointers import Absent, Pointer, resolve
from ._pieces import Pieces
from ._readings import Readings

Told = tuple[Rule, str, int | None]
"""A rule that has to be told of each event, the kind of what it looks at, and the leaf; None when it looks at none."""


class Anatomy:
    """The data of one event, and which of its leaves matter to whom."""

    __slots__ = ("filled", "free", "pieces", "told")

    pieces: Final[Pieces]
    """The data, cut at its leaves."""
    free: Final[frozenset[int]]
    """The leaves whose values matter to no one, but to those that are told."""
    filled: Final[frozenset[int]]
    """Those of them that must not become empty."""
    told: Final[list[Told]]
    """Who has to be told, in order."""

    def __init__(self, pieces: Pieces, free: Iterable[int], filled: Iterable[int], told: list[Told]) -> None:
        self.pieces = pieces
        self.free = frozenset(free)
        self.filled = frozenset(filled)
        self.told = told


def dissect(pieces: Pieces, whole: Any, readings: Readings) -> Anatomy | None:
    """Take an event's data apart, by what is read in it; None where that does not tell a repetition from another event.

    :param whole: what the pieces stand for.
    """
    if readings.is_singular:
        return None
    numbers = {path: number for number, path in enumerate(pieces.paths)}
    told: list[Told] = []
    for rule, kind, path in readings.told:
        number = None if path is None else numbers.get(path)
        if path is None or number is not None:
            told.append((rule, kind, number))
        elif not _is_nothing(resolve(path, whole)):
            return None
    fixed = readings.scalars | {
        path for path in readings.lengths if path in numbers and not pieces.values[numbers[path]]
    }
    free = {
        number
        for path, number in numbers.items()
        if path not in fixed and not _is_within(path, readings.wholes)
    }
    # A leaf of which one rule is told, while another takes it as it was.
    if any(number is not None and number not in free for *_, number in told):
        return None
    filled = {numbers[path] for path in readings.lengths & numbers.keys()}
    return Anatomy(pieces, free, filled, told)


def _is_nothing(value: Any) -> bool:
    return value is None or isinstance(value, Absent)


def _is_within(path: Pointer, places: set[Pointer]) -> bool:
    """Whether the place is one of these, or within one."""
    return bool(places) and any(path[:steps] in places for steps in range(len(path) + 1))
