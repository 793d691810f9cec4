"""A JSON value in which every place is as several demands want it, put together from the leaves to the root."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar

import attrs

from sse_codec.ordering.pointers import MISSING, Absent, Pointer, is_array, is_object

_T = TypeVar("_T")

GENERIC: Final[tuple[Any, ...]] = ("x", 1, {}, [], True, ["x"], {"x": 1}, 0.5, "", None)
"""What is tried where the demands on a place propose nothing that suits them all."""


class Impossible(Exception):
    """No value meets the demands on some place."""


class Choices:
    """Choices, all taken from one number: 0 is the first option each time. Small numbers make plain values."""

    def __init__(self, number: int) -> None:
        self._number = number

    def index(self, size: int) -> int:
        """A number below `size`."""
        self._number, index = divmod(self._number, size)
        return index

    def first_of(self, options: Iterable[_T], picks: int = 1) -> list[_T]:
        """The options, a few of them that are picked first; the others in their own order."""
        left = list(options)
        picked = [left.pop(self.index(len(left))) for _ in range(min(picks, len(left)))]
        return picked + left


@attrs.frozen
class Constraint:
    """What something wants at one place of the value."""

    place: Pointer
    holds: Callable[[Any], bool]
    """Whether it is met by a value, or by `MISSING`."""
    proposals: tuple[Any, ...] = ()
    """Values that meet it, the plainest first."""
    wrong: tuple[Any, ...] = ()
    """Values that may break the demand, to try beside values of no expected kind."""
    shows_later: bool = False
    """Whether a wrong value shows only when the slice has ended."""
    check: str = ""
    """The code of the check that it is of; ``""`` for what makes the event what it is."""

    def under(self, above: Pointer) -> "Constraint":
        """The same, for a value that stands at a place in another."""
        return attrs.evolve(self, place=(*above, *self.place))


class Tree:
    """The demands on a value, by place."""

    __slots__ = ("_children", "_demands")

    def __init__(self, demands: Iterable[Constraint] = ()) -> None:
        self._demands: list[Constraint] = []
        self._children: dict[str, Tree] = {}
        for demand in demands:
            node = self
            for token in demand.place:
                node = node._children.setdefault(token, Tree())
            node._demands.append(demand)

    def members(self, place: Pointer) -> list[str]:
        """The names at a place that have to be there, where it is an object."""
        node = self
        for token in place:
            node = node._children.get(token, Tree())
        return [
            token for token, child in node._children.items() if not token.isdigit() and child._is_needed()
        ]

    def solve(self, choices: Choices) -> Any:
        """A value that meets all demands. Raises Impossible."""
        found = {token: child.solve(choices) for token, child in self._children.items()}
        found = {token: value for token, value in found.items() if not isinstance(value, Absent)}
        options = list(_containers(found) if found else self._scalars())
        good = [option for option in options if self._suits(option)]
        if not good and not found:
            good = [option for option in GENERIC if self._suits(option)]
        if not good:
            raise Impossible
        return good[choices.index(len(good))] if len(good) > 1 else good[0]

    def _scalars(self) -> Iterator[Any]:
        """Candidates for a leaf: no value, and each proposed value."""
        yield MISSING
        if self._children:
            yield {}
            yield []
        for demand in self._demands:
            yield from demand.proposals

    def _suits(self, value: Any) -> bool:
        return all(demand.holds(value) for demand in self._demands)

    def _is_needed(self) -> bool:
        if any(not demand.holds(MISSING) for demand in self._demands):
            return True
        return any(child._is_needed() for child in self._children.values())


def _containers(found: dict[str, Any]) -> Iterator[Any]:
    """An array, where the members are numbered, with something in the gaps; and an object."""
    if all(token.isdigit() for token in found):
        yield [found.get(str(number), "x") for number in range(1 + max(map(int, found)))]
    yield found


def put(value: Any, place: Pointer, new: Any) -> Any:
    """The value with something else at a place, or with nothing there if it is `MISSING`. Raises Impossible."""
    if not place:
        return new
    token, *rest = place
    if is_object(value):
        inner = put(value.get(token, MISSING), tuple(rest), new)
        others = {name: member for name, member in value.items() if name != token}
        return others if isinstance(inner, Absent) else {**others, token: inner}
    if is_array(value) and token.isdigit() and int(token) < len(value):
        inner = put(value[int(token)], tuple(rest), new)
        if not isinstance(inner, Absent):
            return [*value[: int(token)], inner, *value[int(token) + 1 :]]
    raise Impossible
