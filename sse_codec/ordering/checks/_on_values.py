"""The rules on one value, which remember nothing of earlier events."""

from typing import Any, ClassVar

from ..reads import LENGTH, TYPE, WHOLE, Matters
from ..values import is_type, same, show, type_of
from ..wording import any_of
from ._active import PlaceCheck
from ._check import Check


class Type(PlaceCheck):
    """The value is of a JSON type."""

    __slots__ = ()

    matters: ClassVar[Matters] = TYPE

    def say(self, found: Any) -> str:
        for name in self.check.types:
            if is_type(name, found):
                return ""
        return f"is of type {type_of(found)}, and should be {any_of(self.check.types)}"


class Present(PlaceCheck):
    """Something is there; null is something."""

    __slots__ = ()

    matters: ClassVar[Matters] = TYPE

    @classmethod
    def demands(cls, check: Check) -> bool:
        return True

    def say(self, found: Any) -> str:
        return ""


class Missing(PlaceCheck):
    """Nothing is there, or null."""

    __slots__ = ()

    matters: ClassVar[Matters] = TYPE

    def say(self, found: Any) -> str:
        return "" if found is None else f"is {show(found)}, and should not be there"


class NonEmpty(PlaceCheck):
    """The value is not an empty string, array or object."""

    __slots__ = ()

    matters: ClassVar[Matters] = LENGTH

    def say(self, found: Any) -> str:
        return "is empty" if found in ("", [], {}) else ""


class OneOf(PlaceCheck):
    """The value is one of a list."""

    __slots__ = ()

    def say(self, found: Any) -> str:
        values = self.check.values
        for value in values:
            if same(found, value):
                return ""
        return f"is {show(found)}, and should be {any_of(tuple(show(value) for value in values))}"


class Reference(PlaceCheck):
    """The value is the last part of the key of a slice that has begun; null refers to nothing."""

    __slots__ = ()

    def say(self, found: Any) -> str:
        track = self.check.reference
        known = isinstance(found, str | int | float) and not isinstance(found, bool)
        if found is None or (known and self.limits.has_begun(track, found)):
            return ""
        return f"is {show(found)}, and no {track} of that key has begun"


class Fits(PlaceCheck):
    """The value fits a JSON Schema."""

    __slots__ = ()

    matters: ClassVar[Matters] = WHOLE

    def say(self, found: Any) -> str:
        try:
            fault = self.check.schema(found)
        except (RecursionError, ArithmeticError, ValueError):
            self.limits.budget.leave("values that are too deep or too large for a schema")
            return ""
        return fault and f"does not fit the schema: {fault}"
