"""A check at work in one slice, the stream being a slice too: it takes what it declared to read, and says what is wrong."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar

from ..pointers import Pointer, write_pointer
from ..reads import SCALAR, Matters, Read
from ..state import Budget
from ._check import Check


class Limits:
    """What all checks of a stream share: the bytes that they may hold, and a question that they may ask."""

    __slots__ = ("budget", "has_begun")

    def __init__(self, has_begun: Callable[[str, object], bool], budget: Budget) -> None:
        self.has_begun = has_begun
        """Returns True if a slice of a track has begun whose key has this last part."""
        self.budget = budget
        """The bytes that are held of the stream, by the checks and by all else."""


class ActiveCheck:
    """A check at work in one slice. This one, the base of the others, lets everything pass.

    No method gets an event. `reads` declares at load time what a check wants to see, and `take` gets that.
    """

    __slots__ = ("check", "limits")

    remembers: ClassVar[bool] = False
    """True: each slice needs an instance, which remembers events. False: one instance serves all slices."""

    def __init__(self, check: Check, limits: Limits) -> None:
        self.check = check
        self.limits = limits

    @classmethod
    def kinds(cls, check: Check) -> tuple[str, ...]:
        """The kinds of events in which it reads."""
        return check.at

    @classmethod
    def reads(cls, check: Check, kind: str) -> tuple[Read, ...]:
        """The reads in events of one of its kinds; `take` gets the values in this order."""
        return ()

    @classmethod
    def demands(cls, check: Check) -> bool:
        """Return True if something has to stand at the places that it reads."""
        return False

    @classmethod
    def opener(cls, check: Check) -> Pointer | None:
        """The place that it reads in the event that begins a slice; None for none."""
        return None

    def begin(self, found: Any) -> None:
        """The slice begins, with this value at the place of `opener`. Never called where the beginning was not seen."""

    def take(self, kind: str, read: Read, found: Any) -> str:
        """What is wrong with the value of one declared read; ``""`` when nothing is.

        :param found: what stands there; `MISSING` for a read without a place.
        """
        return ""

    def take_missing(self) -> str:
        """Take an event that has nothing at a place where `demands` wants something; what is wrong, without the place."""
        return "is missing"

    def end(self) -> str:
        """The fault of the finished slice as a whole; ``""`` when there is none."""
        return ""

    def doubt(self) -> None:
        """An event came that nobody can read; it may belong to the slice."""

    def drop(self) -> None:
        """Give back what is held."""

    @property
    def scope(self) -> str:
        """What the slices are called."""
        return self.check.track or "stream"


class PlaceCheck(ActiveCheck, ABC):
    """A check on what stands at the one place that the profile names."""

    __slots__ = ()

    matters: ClassVar[Matters] = SCALAR
    """How much of the value matters."""

    @classmethod
    def reads(cls, check: Check, kind: str) -> tuple[Read, ...]:
        return (Read(check.path, cls.matters),)

    @classmethod
    def demands(cls, check: Check) -> bool:
        return check.required

    def take(self, kind: str, read: Read, found: Any) -> str:
        said = self.say(found)
        return said and f"{location(kind, self.check.path)} {said}"

    @abstractmethod
    def say(self, found: Any) -> str:
        """What is wrong with what is there, without the place; ``""`` when nothing is."""


def location(kind: str, path: Pointer) -> str:
    """A place in an event of a kind."""
    return f"{kind} {write_pointer(path)}".rstrip()


def nothing_begun(track: str, part: object) -> bool:
    """Answer for checks without tracks: no slice has begun."""
    return False
