"""The leaves of an event that may change without a change of the verdict, and the leaves that guard it."""

from collections.abc import Iterable
from typing import Any, Final

from ..pointers import Absent, Pointer, resolve
from ._leaves import Leaves
from ._read_set import Counting, ReadSet

Counter = tuple[Counting, int | None]
"""A check that has to take each event, and the leaf that it reads; None for no leaf."""


class Guards:
    """The leaves of one event, sorted by their readers."""

    __slots__ = ("counters", "filled", "free", "leaves")

    leaves: Final[Leaves]
    """The data, cut at its leaves."""
    free: Final[frozenset[int]]
    """The leaves without any other reader than those checks."""
    filled: Final[frozenset[int]]
    """Those of them that must not become empty."""
    counters: Final[list[Counter]]
    """The checks that have to take each event, in order."""

    def __init__(
        self, leaves: Leaves, free: Iterable[int], filled: Iterable[int], counters: list[Counter]
    ) -> None:
        self.leaves = leaves
        self.free = frozenset(free)
        self.filled = frozenset(filled)
        self.counters = counters


def guard(leaves: Leaves, whole: Any, reads: ReadSet) -> Guards | None:
    """Sort the leaves of an event by its read set; None where leaves cannot tell a repetition from another event.

    :param whole: what the leaves stand for.
    """
    if reads.is_singular:
        return None
    numbers = {path: number for number, path in enumerate(leaves.paths)}
    counters: list[Counter] = []
    for counting in reads.counting:
        path = counting[-1]
        number = None if path is None else numbers.get(path)
        if path is None or number is not None:
            counters.append((counting, number))
        elif not _is_nothing(resolve(path, whole)):
            return None
    fixed = reads.scalars | {
        path for path in reads.lengths if path in numbers and not leaves.values[numbers[path]]
    }
    free = {
        number for path, number in numbers.items() if path not in fixed and not _is_within(path, reads.wholes)
    }
    # A leaf that one check counts, while another takes it as it was.
    if any(number is not None and number not in free for _, number in counters):
        return None
    filled = {numbers[path] for path in reads.lengths & numbers.keys()}
    return Guards(leaves, free, filled, counters)


def _is_nothing(value: Any) -> bool:
    return value is None or isinstance(value, Absent)


def _is_within(path: Pointer, places: set[Pointer]) -> bool:
    """Return True if the place is one of these, or within one."""
    return bool(places) and any(path[:steps] in places for steps in range(len(path) + 1))
