"""The rules that compare an event with those before it, in the stream or in the slice: they hold marks, not values."""

from typing import Any, ClassVar

from ..pointers import Absent, Pointer, write_pointer
from ..reads import EACH, Matters, Read
from ..state import VALUE
from ..values import Kept, Mark, is_scalar, is_type, mark, show, type_of
from ..wording import any_of
from ._active import ActiveCheck, Limits, PlaceCheck
from ._check import Check


class Constant(PlaceCheck):
    """The value is the same each time, and a change is told once. Arrays and objects are left alone."""

    __slots__ = ("_first", "_told")

    remembers: ClassVar[bool] = True

    def __init__(self, check: Check, limits: Limits) -> None:
        super().__init__(check, limits)
        self._first: Kept | None = None
        self._told = False

    def say(self, found: Any) -> str:
        first = self._first
        if (first is not None and first.equals(found)) or self._told or not is_scalar(found):
            return ""
        if first is None:
            self._first = Kept(found)
            return ""
        self._told = True
        return f"is {show(found)}, and was {first.show()} before in this {self.scope}"


class Increasing(PlaceCheck):
    """Numbers increase. The number after a jump is the new base, so one jump is one finding."""

    __slots__ = ("_begins", "_last", "_skipped")

    remembers: ClassVar[bool] = True
    matters: ClassVar[Matters] = EACH

    def __init__(self, check: Check, limits: Limits) -> None:
        super().__init__(check, limits)
        self._begins = False
        self._last: int | float | None = None
        self._skipped: int | float | None = None
        """The number that was left out, and may come late: that has been said."""

    def begin(self, found: Any) -> None:
        self._begins = True

    def take_missing(self) -> str:
        return self._skip("is missing")

    def say(self, found: Any) -> str:
        if type(found) is not int and not is_type("number", found):
            return self._skip(f"is of type {type_of(found)}, and should be a number")
        start, step = self.check.start, self.check.step
        if found == self._skipped:
            self._skipped = None
            return ""
        last, begins = self._last, self._begins
        self._last, self._begins = found, False
        if begins and start is not None and found != start:
            return f"is {show(found)}, and should begin with {start}"
        if last is None or (found > last if step is None else found == last + step):
            return ""
        self._skipped = last + step if step is not None and found > last + step else None
        wanted = "more" if step is None else show(last + step)
        return f"is {show(found)} after {show(last)}, and should be {wanted}"

    def doubt(self) -> None:
        self._last, self._begins = None, False

    def _skip(self, said: str) -> str:
        """An event without a number: where it should have one, what the next should be is not known."""
        if not self.check.required:
            return ""
        self.doubt()
        return said


class Unique(PlaceCheck):
    """No value comes twice. Arrays, objects and null are left alone."""

    __slots__ = ("_seen",)

    remembers: ClassVar[bool] = True
    matters: ClassVar[Matters] = EACH

    def __init__(self, check: Check, limits: Limits) -> None:
        super().__init__(check, limits)
        self._seen: set[Mark] = set()

    def say(self, found: Any) -> str:
        if found is None or not is_scalar(found):
            return ""
        seen = mark(found)
        if seen in self._seen:
            return f"is {show(found)}, which came before in this {self.scope}"
        if self.limits.budget.take(VALUE):
            self._seen.add(seen)
        else:
            self.limits.budget.run_out(f"the values of {self.check.id}")
        return ""

    def drop(self) -> None:
        self.limits.budget.give_back(VALUE * len(self._seen))
        self._seen.clear()


class SameAsOpener(PlaceCheck):
    """The value is what stood in the event that began the slice; absent in either, there is nothing to compare."""

    __slots__ = ("_opener",)

    remembers: ClassVar[bool] = True

    def __init__(self, check: Check, limits: Limits) -> None:
        super().__init__(check, limits)
        self._opener: Kept | None = None

    @classmethod
    def opener(cls, check: Check) -> Pointer | None:
        return check.opener

    def begin(self, found: Any) -> None:
        if not isinstance(found, Absent) and is_scalar(found):
            self._opener = Kept(found)

    def say(self, found: Any) -> str:
        if self._opener is None or self._opener.equals(found):
            return ""
        opener, path = self.check.opener, self.check.path
        where = "" if opener == path else f" at {write_pointer(opener)}"
        return f"is {show(found)}, and was {self._opener.show()}{where} when the {self.scope} began"


class Pairs(PlaceCheck):
    """The opener of the slice has a value in the table, and this value is in the row beside it."""

    __slots__ = ("_opener",)

    remembers: ClassVar[bool] = True

    def __init__(self, check: Check, limits: Limits) -> None:
        super().__init__(check, limits)
        self._opener: str | None = None

    @classmethod
    def opener(cls, check: Check) -> Pointer | None:
        return check.opener

    def begin(self, found: Any) -> None:
        if isinstance(found, str) and found in self.check.rows:
            self._opener = found

    def say(self, found: Any) -> str:
        if self._opener is None or found in self.check.rows[self._opener]:
            return ""
        allowed = any_of(tuple(show(value) for value in self.check.rows[self._opener]))
        return f"is {show(found)}, and should be {allowed} in a {self.scope} of {show(self._opener)}"


class Count(ActiveCheck):
    """So many events come. The first event over the maximum is a finding, and later events are none."""

    __slots__ = ("_begun", "_count", "_excused")

    remembers: ClassVar[bool] = True

    def __init__(self, check: Check, limits: Limits) -> None:
        super().__init__(check, limits)
        self._begun = False
        self._count = 0
        self._excused = False

    @classmethod
    def kinds(cls, check: Check) -> tuple[str, ...]:
        return (*check.at, *check.unless)

    @classmethod
    def reads(cls, check: Check, kind: str) -> tuple[Read, ...]:
        return (Read(None, EACH),)

    def begin(self, found: Any) -> None:
        self._begun = True

    def take(self, kind: str, read: Read, found: Any) -> str:
        check = self.check
        self._excused = self._excused or kind in check.unless
        if kind not in check.at:
            return ""
        self._count += 1
        if self._excused or check.maximum is None or self._count != check.maximum + 1:
            return ""
        if check.maximum == 0:
            return f"{kind} came{self._where}, and none should"
        return f"more than {check.maximum} {any_of(check.at)} came{self._where}"

    def end(self) -> str:
        minimum = self.check.minimum
        if not self._begun or self._excused or self._count >= minimum:
            return ""
        return f"{self._count or 'no'} {any_of(self.check.at)} came{self._where}, at least {minimum} should"

    @property
    def _where(self) -> str:
        return f" in this {self.scope}" if self.check.track else ""
