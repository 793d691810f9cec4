"""What the checks of one track read in events of a kind, grouped by place: each place is read once for all of them."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from ..pointers import BLOCKED, MISSING, Pointer, resolve
from ..reads import EACH, LENGTH, SCALAR, TYPE, WHOLE, Footprint, Read
from ..state import Budget
from ._active import ActiveCheck, Limits, location, nothing_begun
from ._check import Check
from ._on_memory import Constant, Count, Increasing, Pairs, SameAsOpener, Unique
from ._on_texts import Concat, Json
from ._on_values import Fits, Missing, NonEmpty, OneOf, Present, Reference, Type

RULES: Final[dict[str, type[ActiveCheck]]] = {
    "type": Type,
    "present": Present,
    "absent": Missing,
    "nonempty": NonEmpty,
    "one_of": OneOf,
    "constant": Constant,
    "increasing": Increasing,
    "unique": Unique,
    "reference": Reference,
    "same_as_opener": SameAsOpener,
    "pairs": Pairs,
    "concat": Concat,
    "json": Json,
    "count": Count,
    "schema": Fits,
}
"""Every rule, by the name that a profile calls it."""


Asked = tuple[int, Read]
"""The number of a check, and what it reads."""
Answers = list[tuple[int, str]]
"""By the numbers of the checks, what is wrong."""

_JOINED: Final = (TYPE, LENGTH, SCALAR, WHOLE)
"""What matters to checks that neither count nor collect."""
_SAMPLES: Final[tuple[object, ...]] = ("", 1, 0.5, True, None, [], {})
"""A value of each JSON type."""


class Reading:
    """One place, and the checks that are handed what stands there."""

    __slots__ = ("_accepted", "_demanding", "_path", "_reads", "_step", "_typed")

    def __init__(self, path: Pointer | None, asked: Sequence[Asked], checks: Sequence[Check]) -> None:
        self._path = path
        self._step = path[0] if path is not None and len(path) == 1 else ""
        self._demanding = tuple(
            number for number, _ in asked if RULES[checks[number].rule].demands(checks[number])
        )
        self._typed = tuple(each for each in asked if each[1].matters == TYPE)
        """Those to which the type alone matters."""
        self._accepted = _accepted([checks[number] for number, _ in self._typed])
        """The classes of values that all of those accept."""
        self._reads = tuple(each for each in asked if each[1].matters != TYPE)

    def take(self, active: Sequence[ActiveCheck], kind: str, value: Any, answers: Answers) -> None:
        """Hand an event's value out, as far as it was declared; add what is wrong with it."""
        path = self._path
        if path is None:
            found: Any = MISSING
        else:
            # As nearly always: no call for a path of one step.
            is_step = self._step and value.__class__ is dict
            found = value.get(self._step, MISSING) if is_step else resolve(path, value)
            if found is MISSING:
                if self._demanding and (value is not MISSING or not path):
                    self._miss(active, kind, value, answers)
                return
            if found is BLOCKED:
                return
        if self._typed and found.__class__ not in self._accepted:
            self._ask(self._typed, active, kind, found, answers)
        for number, read in self._reads:
            said = active[number].take(kind, read, found)
            if said:
                answers.append((number, said))

    def _ask(
        self,
        asked: tuple[Asked, ...],
        active: Sequence[ActiveCheck],
        kind: str,
        found: Any,
        answers: Answers,
    ) -> None:
        for number, read in asked:
            said = active[number].take(kind, read, found)
            if said:
                answers.append((number, said))

    def _miss(self, active: Sequence[ActiveCheck], kind: str, value: Any, answers: Answers) -> None:
        where = location(kind, _outermost(self._path or (), value))
        answers.extend((number, f"{where} {active[number].take_missing()}") for number in self._demanding)


class Plan:
    """How events of one kind are read."""

    __slots__ = ("counting", "footprint", "readings")

    readings: Final[tuple[Reading, ...]]
    """Place by place."""
    footprint: Final[Footprint]
    """What matters of an event, but for the checks that count or collect."""
    counting: Final[tuple[Asked, ...]]
    """Those checks, in order, which have to take each event."""

    def __init__(self, checks: Sequence[Check], kind: str, numbers: Iterable[int]) -> None:
        """Plan for some of the checks, by their numbers.

        Reads of one place join. Checks that count or collect stay apart and take their values in order.
        """
        asked = [
            (number, read)
            for number in numbers
            for read in RULES[checks[number].rule].reads(checks[number], kind)
        ]
        groups: list[tuple[Pointer | None, list[Asked]]] = []
        joined: dict[Pointer | None, list[Asked]] = {}
        for each in asked:
            path, matters = each[1]
            group = joined.get(path) if matters in _JOINED else None
            if group is None:
                group = list[Asked]()
                groups.append((path, group))
                if matters in _JOINED:
                    joined[path] = group
            group.append(each)
        self.readings = tuple(Reading(path, group, checks) for path, group in groups)
        self.footprint = Footprint(read for _, read in asked if read.matters != EACH)
        self.counting = tuple(each for each in asked if each[1].matters == EACH)


def _accepted(checks: Sequence[Check]) -> frozenset[type]:
    """The classes of values that all of these checks accept, to which the type alone matters."""
    limits = Limits(nothing_begun, Budget())
    active = [RULES[check.rule](check, limits) for check in checks]
    read = Read((), TYPE)
    return frozenset(
        type(sample) for sample in _SAMPLES if not any(each.take("", read, sample) for each in active)
    )


def _outermost(path: Pointer, value: Any) -> Pointer:
    """The first missing member on the way; the members below are no faults of their own."""
    for steps in range(1, len(path)):
        if resolve(path[:steps], value) is MISSING:
            return path[:steps]
    return path
