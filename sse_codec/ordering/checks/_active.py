"""What a rule is: it reads at the events of one slice, the stream being one too, and says what is wrong with them."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar

from ..pointers import BLOCKED, MISSING, Pointer, resolve, write_pointer
from ..reads import SCALAR, Matters, Read
from ..state import Budget
from ._check import Check


class Limits:
    """What all checks of a stream hold together, and whom they may ask about slices."""

    __slots__ = ("budget", "has_begun")

    def __init__(self, has_begun: Callable[[str, object], bool], budget: Budget) -> None:
        self.has_begun = has_begun
        """Whether a slice of a track has begun whose key has this last part."""
        self.budget = budget
        """The bytes that they hold, with all else that is remembered of the stream."""

    @property
    def beyond(self) -> str:
        """What was not followed any more, in words; ``""`` while everything is."""
        return self.budget.beyond


class ActiveCheck:
    """A check at work in one slice. This one, the base of the others, lets everything pass."""

    __slots__ = ("check", "limits")

    remembers: ClassVar[bool] = False
    """Whether it needs to know which slice an event is in; without that one instance does for all slices."""

    def __init__(self, check: Check, limits: Limits) -> None:
        self.check = check
        self.limits = limits

    @classmethod
    def kinds(cls, check: Check) -> tuple[str, ...]:
        """The kinds of events that it wants to see."""
        return check.at

    def begin(self, value: Any) -> None:
        """The slice begins with an event of this value. Never called where its beginning was not seen."""

    def take(self, kind: str, value: Any) -> str:
        """What is wrong with an event; ``""`` when nothing is."""
        return ""

    def reads(self, kind: str) -> tuple[Read, ...]:
        """What it reads at in events of this kind."""
        return ()

    def take_leaf(self, kind: str, leaf: Any) -> str:
        """Take an event in which nothing but this value, at the place that it reads at, is new to it: as `take` does."""
        return self.take(kind, leaf)

    def end(self) -> str:
        """What is wrong with the slice as a whole, now that it is finished."""
        return ""

    def doubt(self) -> None:
        """An event came that may belong to the slice, and cannot be told to."""

    def drop(self) -> None:
        """Give back what is held."""

    @property
    def scope(self) -> str:
        """What the slices are called."""
        return self.check.track or "stream"


class PlaceCheck(ActiveCheck, ABC):
    """A rule on what stands at the place that the check names."""

    __slots__ = ()

    matters: ClassVar[Matters] = SCALAR
    """What matters of what is there."""

    def reads(self, kind: str) -> tuple[Read, ...]:
        return (Read(self.check.path, self.matters),)

    def take_leaf(self, kind: str, leaf: Any) -> str:
        said = self.say(leaf)
        return said and f"{place(kind, self.check.path)} {said}"

    def take(self, kind: str, value: Any) -> str:
        path = self.check.path
        if len(path) == 1 and value.__class__ is dict:  # as nearly always: no call for it
            found = value.get(path[0], MISSING)
        else:
            found = resolve(path, value)
        if found is MISSING:
            said = self.missing() if value is not MISSING or not path else ""
            return said and f"{place(kind, _outermost(path, value))} {said}"
        said = "" if found is BLOCKED else self.say(found)
        return said and f"{place(kind, path)} {said}"

    def missing(self) -> str:
        """What is wrong when nothing is there."""
        return "is missing" if self.check.required else ""

    @abstractmethod
    def say(self, found: Any) -> str:
        """What is wrong with what is there; ``""`` when nothing is."""


def _outermost(path: Pointer, value: Any) -> Pointer:
    """The first member on the way that is missing: what would be in it is no fault of its own."""
    for steps in range(1, len(path)):
        if resolve(path[:steps], value) is MISSING:
            return path[:steps]
    return path


def place(kind: str, path: Pointer) -> str:
    """A place in an event of a kind."""
    return f"{kind} {write_pointer(path)}".rstrip()
