"""Payload checks: a closed list of rules on the values of events, each named by a profile and judged by one function.

A rule looks at the place that its pointer names, relative to the value of the event. Where something without
members is in the way the question does not arise, so that a wrong value is one finding and not several.
"""

import json
from collections.abc import Iterable
from typing import Any, Final

from ._json import is_array, is_object
from ._pointer import MISSING, Absent, Pointer, resolve, write_pointer
from ._words import any_of, shorten

TYPES: Final = ("string", "integer", "number", "boolean", "array", "object", "null")
"""The names of JSON's types, as JSON Schema has them: an integer is a number too."""


class Check:
    """One payload check of a profile."""

    __slots__ = ("at", "id", "maximum", "minimum", "path", "rule", "types", "unless", "values", "why")

    id: Final[str]
    """Name of the check, unique in its profile: the second half of its code."""
    rule: Final[str]
    """``type``, ``present``, ``one_of``, ``constant`` or ``count``."""
    at: Final[tuple[str, ...]]
    """The kinds whose events it judges, or for ``count`` counts."""
    path: Final[Pointer]
    """The place in the value."""
    types: Final[tuple[str, ...]]
    """For ``type``: the types that are right."""
    values: Final[tuple[Any, ...]]
    """For ``one_of``: the values that are right."""
    minimum: Final[int]
    """For ``count``: how many must have come when the stream is complete."""
    maximum: Final[int | None]
    """For ``count``: how many may come."""
    unless: Final[tuple[str, ...]]
    """For ``count``: kinds that excuse the stream once one has come."""
    why: Final[str]
    """Why it matters, in one line; ``""`` when the profile does not say."""

    def __init__(
        self,
        id: str,
        rule: str,
        at: Iterable[str],
        *,
        path: Pointer = (),
        types: tuple[str, ...] = (),
        values: tuple[Any, ...] = (),
        minimum: int = 0,
        maximum: int | None = None,
        unless: Iterable[str] = (),
        why: str = "",
    ) -> None:
        self.id = id
        self.rule = rule
        self.at = tuple(at)
        self.path = path
        self.types = types
        self.values = values
        self.minimum = minimum
        self.maximum = maximum
        self.unless = tuple(unless)
        self.why = why

    def __repr__(self) -> str:
        return f"Check({self.id!r}, {self.rule!r})"


class Judge:
    """The checks of one stream. It holds two values for each ``constant`` and one number for each kind.

    ``constant`` compares strings, numbers, booleans and null, and leaves objects and arrays alone.
    """

    __slots__ = ("_by_kind", "_checks", "_counts", "_first", "_other")

    def __init__(self, checks: Iterable[Check], kinds: Iterable[str]) -> None:
        self._checks = tuple(checks)
        self._counts = dict.fromkeys(kinds, 0)
        self._by_kind = {
            kind: tuple(check for check in self._checks if kind in check.at) for kind in self._counts
        }
        self._first: dict[str, Any] = {}
        self._other: dict[str, Any] = {}

    def judge(self, kind: str, value: Any) -> list[tuple[Check, str]]:
        """What is wrong with one event: the checks, and what they say.

        A value that is not there is `MISSING`, one that cannot be read is `BLOCKED`.
        """
        self._counts[kind] += 1
        found: list[tuple[Check, str]] = []
        for check in self._by_kind[kind]:
            if check.rule == "count":
                if self._is_one_too_many(check):
                    found.append((check, f"more than {check.maximum} {any_of(check.at)} came"))
            elif said := self._say(check, value):
                found.append((check, f"{f'{kind} {write_pointer(check.path)}'.rstrip()} {said}"))
        return found

    def close(self) -> list[tuple[Check, str]]:
        """What is wrong with a stream that is complete."""
        found: list[tuple[Check, str]] = []
        for check in self._checks:
            count = self._count(check.at)
            if count < check.minimum and not self._count(check.unless):
                found.append(
                    (check, f"{count or 'no'} {any_of(check.at)} came, at least {check.minimum} should")
                )
        return found

    def _count(self, kinds: tuple[str, ...]) -> int:
        return sum(self._counts[kind] for kind in kinds)

    def _is_one_too_many(self, check: Check) -> bool:
        # Said at the first one too many, and not again for those that follow it.
        if check.maximum is None or self._count(check.at) != check.maximum + 1:
            return False
        return not self._count(check.unless)

    def _say(self, check: Check, value: Any) -> str:
        """What is wrong at the place that a check names; ``""`` when nothing is."""
        if value is MISSING and check.path:
            return ""
        found = resolve(check.path, value)
        if check.rule == "present":
            return "is missing" if found is MISSING else ""
        if isinstance(found, Absent):
            return ""
        if check.rule == "type":
            return _wrong_type(check, found)
        return _not_listed(check, found) if check.rule == "one_of" else self._changed(check, found)

    def _changed(self, check: Check, found: Any) -> str:
        """One that strays and comes back is one change; so is one that changes for good."""
        if is_array(found) or is_object(found):
            return ""
        first = self._first.setdefault(check.id, found)
        if _same(found, first) or _same(found, self._other.get(check.id, first)):
            return ""
        self._other[check.id] = found
        return f"is {_show(found)}, and was {_show(first)} before in this stream"


def _wrong_type(check: Check, found: Any) -> str:
    if any(_is(name, found) for name in check.types):
        return ""
    actual = next(name for name in TYPES if _is(name, found))
    return f"is of type {actual}, and should be {any_of(check.types)}"


def _not_listed(check: Check, found: Any) -> str:
    if any(_same(found, value) for value in check.values):
        return ""
    return f"is {_show(found)}, and should be {any_of(tuple(_show(value) for value in check.values))}"


_PYTHON: Final[dict[str, tuple[type, ...]]] = {
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def _is(name: str, value: Any) -> bool:
    """Whether a parsed value is of a JSON type; 1.0 is an integer there, and true is no number."""
    if name == "integer":
        return _is("number", value) and value == value // 1
    return isinstance(value, _PYTHON[name]) and (name == "boolean" or not isinstance(value, bool))


def _same(one: Any, other: Any) -> bool:
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def _show(value: Any) -> str:
    """A value in one line of plain text, not longer than a name may be."""
    if is_array(value) or is_object(value):
        return "an array" if is_array(value) else "an object"
    text = json.dumps(value, ensure_ascii=False)
    return shorten(text if text.isprintable() else json.dumps(value))
