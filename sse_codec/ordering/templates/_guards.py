"""The data of one event taken apart: which of its leaves may change without a change of what the check says."""

from collections.abc import Iterable
from typing import Any, Final

from ..checks import ActiveCheck
from ..pointers import Absent, Pointer, resolve
from ._leaves import Leaves
from ._readings import Readings

Told = tuple[ActiveCheck, str, int | None]
"""A rule that has to be told of each event, the kind of what it reads at, and the leaf; None when it reads at none."""


class Guards:
    """The data of one event, and which of its leaves matter to whom."""

    __slots__ = ("filled", "free", "leaves", "told")

    leaves: Final[Leaves]
    """The data, cut at its leaves."""
    free: Final[frozenset[int]]
    """The leaves whose values matter to no one, but to those that are told."""
    filled: Final[frozenset[int]]
    """Those of them that must not become empty."""
    told: Final[list[Told]]
    """Who has to be told, in order."""

    def __init__(self, leaves: Leaves, free: Iterable[int], filled: Iterable[int], told: list[Told]) -> None:
        self.leaves = leaves
        self.free = frozenset(free)
        self.filled = frozenset(filled)
        self.told = told


def guard(leaves: Leaves, whole: Any, readings: Readings) -> Guards | None:
    """Take an event's data apart, by what is read in it; None where that does not tell a repetition from another event.

    :param whole: what the leaves stand for.
    """
    if readings.is_singular:
        return None
    numbers = {path: number for number, path in enumerate(leaves.paths)}
    told: list[Told] = []
    for rule, kind, path in readings.told:
        number = None if path is None else numbers.get(path)
        if path is None or number is not None:
            told.append((rule, kind, number))
        elif not _is_nothing(resolve(path, whole)):
            return None
    fixed = readings.scalars | {
        path for path in readings.lengths if path in numbers and not leaves.values[numbers[path]]
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
    return Guards(leaves, free, filled, told)


def _is_nothing(value: Any) -> bool:
    return value is None or isinstance(value, Absent)


def _is_within(path: Pointer, places: set[Pointer]) -> bool:
    """Whether the place is one of these, or within one."""
    return bool(places) and any(path[:steps] in places for steps in range(len(path) + 1))
