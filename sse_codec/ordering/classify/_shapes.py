"""A shape gives a kind by what a value holds, for protocols that name their events nowhere: all its conditions are met."""

import re
from collections.abc import Callable, Iterable
from fnmatch import translate
from operator import is_, is_not
from typing import Any, Final

from ..pointers import Absent, Pointer, is_object, resolve
from ..reads import LENGTH, SCALAR, TYPE, Matters, Read
from ..values import Scalar


class Shape:
    """A kind, and the conditions under which an event, or a value, is of that kind."""

    __slots__ = (
        "_conditions",
        "_patterns",
        "data",
        "empty",
        "equals",
        "has",
        "kind",
        "lacks",
        "like",
        "member",
        "needs_no_more",
        "needs_object",
        "reads",
        "types",
    )

    kind: Final[str]
    """The kind that it gives."""
    data: Final[str | None]
    """The data of the event, to the letter; None for any."""
    types: Final[frozenset[str] | None]
    """The SSE event types that the event may have, where ``*`` stands for any characters; None for any."""
    has: Final[tuple[Pointer, ...]]
    """Numbers where something other than null has to be."""
    lacks: Final[tuple[Pointer, ...]]
    """Numbers where nothing, or null, has to be."""
    empty: Final[tuple[Pointer, ...]]
    """Numbers where a string, an array or an object of length 0 has to be."""
    equals: Final[tuple[tuple[Pointer, Scalar], ...]]
    """Numbers with what has to be there."""
    like: Final[tuple[tuple[Pointer, str], ...]]
    """Numbers with the pattern of the string that has to be there."""
    reads: Final[tuple[Read, ...]]
    """The places of all of these in the value, and what matters there."""
    member: Final[str]
    """A member that the object has to have, if one will do to rule most events out; ``""`` for none."""
    needs_no_more: Final[bool]
    """True: the value needs to be an object with that member, if there is one, and nothing more."""
    needs_object: Final[bool]
    """Whether it fits JSON objects only: all but those that look at data and type alone."""

    def __init__(
        self,
        kind: str,
        *,
        data: str | None = None,
        types: Iterable[str] | None = None,
        has: Iterable[Pointer] = (),
        lacks: Iterable[Pointer] = (),
        empty: Iterable[Pointer] = (),
        equals: Iterable[tuple[Pointer, Scalar]] = (),
        like: Iterable[tuple[Pointer, str]] = (),
    ) -> None:
        """Conditions on places in the value.

        :param has: something is there, and not null.
        :param lacks: nothing is there, or null.
        :param empty: a string, an array or an object of length 0 is there.
        :param equals: this string, number or boolean is there; true is not 1.
        :param like: a string of this pattern is there; ``*`` stands for any characters, ``?`` for one.
        """
        self.kind = kind
        self.data = data
        self.types = None if types is None else frozenset(types)
        self._patterns = tuple(_compiled(type) for type in sorted(self.types or ()) if "*" in type)
        self.has = tuple(has)
        self.lacks = tuple(lacks)
        self.empty = tuple(empty)
        self.equals = tuple(equals)
        self.like = tuple(like)
        self._conditions: tuple[tuple[_Test, Pointer, Any], ...] = (
            *((is_not, pointer, None) for pointer in self.has),
            *((is_, pointer, None) for pointer in self.lacks),
            *((_is_empty, pointer, None) for pointer in self.empty),
            *((_is_equal, pointer, scalar) for pointer, scalar in self.equals),
            *((_is_like, pointer, _compiled(pattern)) for pointer, pattern in self.like),
        )
        self.reads = tuple(Read(pointer, _MATTERS[test]) for test, pointer, _ in self._conditions)
        self.member = next((pointer[0] for pointer in self.has if len(pointer) == 1), "")
        self.needs_no_more = len(self._conditions) == bool(self.member)
        self.needs_object = bool(self._conditions) or (data is None and types is None)

    @property
    def fits_any_object(self) -> bool:
        """Return True if it has no condition."""
        return self.needs_object and not self._conditions and self.data is None and self.types is None

    def fits_type(self, type: str) -> bool:
        """Return True if an event of this SSE type may be of the kind."""
        if self.types is None or type in self.types:
            return True
        return any(pattern.match(type) for pattern in self._patterns)

    def fits_value(self, value: Any) -> bool:
        """Return True if a value is an object in which every place is as it has to be."""
        if not is_object(value):
            return False
        for test, pointer, operand in self._conditions:
            if not test(value.get(pointer[0]) if len(pointer) == 1 else _resolve(pointer, value), operand):
                return False
        return True

    def __repr__(self) -> str:
        return f"Shape({self.kind!r})"


def first_fit(shapes: Iterable[Shape], value: Any, *, type: str = "", text: str = "") -> Shape | None:
    """The first of the shapes that fits an event of this value, SSE type and data; None when none does.

    Each event is held against most of the shapes, and most of them want a member that it lacks: that takes no call.
    """
    get = value.get if is_object(value) else None
    for shape in shapes:
        if shape.data is not None and shape.data != text:
            continue
        if shape.types is not None and not shape.fits_type(type):
            continue
        if not shape.needs_object:
            return shape
        if get is None or (shape.member and get(shape.member) is None):
            continue
        if shape.needs_no_more or shape.fits_value(value):
            return shape
    return None


_Test = Callable[[Any, Any], bool]
"""Compares the value at a place, None for nothing or null, with the operand of the condition."""


def _resolve(pointer: Pointer, value: Any) -> Any:
    found = resolve(pointer, value)
    return None if isinstance(found, Absent) else found


def _is_empty(found: Any, _: None) -> bool:
    return isinstance(found, str | list | dict) and not found


def _is_equal(found: Any, wanted: Scalar) -> bool:
    return isinstance(found, bool) == isinstance(wanted, bool) and bool(found == wanted)


def _is_like(found: Any, pattern: re.Pattern[str]) -> bool:
    return isinstance(found, str) and pattern.match(found) is not None


_MATTERS: Final[dict[_Test, Matters]] = {
    is_not: TYPE,
    is_: TYPE,
    _is_empty: LENGTH,
    _is_equal: SCALAR,
    _is_like: SCALAR,
}
"""What matters to each test."""


def _compiled(pattern: str) -> re.Pattern[str]:
    # Only * and ? mean something: a bracket, which begins a set of characters to fnmatch, is put into a set of its own.
    return re.compile(translate(pattern.replace("[", "[[]")))
