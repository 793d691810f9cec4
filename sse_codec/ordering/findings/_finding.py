"""The value that reports one deviation from a profile.

The payload checks of a profile have codes of their own, ``profile:check-id``.
"""

from typing import Final


class Finding:
    """One deviation from a profile, at one event or at the end of the stream."""

    __slots__ = ("code", "event", "expected", "help", "kind", "level", "message", "missing", "name", "path")
    __match_args__ = (
        "code",
        "name",
        "level",
        "message",
        "event",
        "kind",
        "expected",
        "missing",
        "path",
        "help",
    )

    code: Final[str]
    """A code of `CODES`, or ``profile:check-id``."""
    name: Final[str]
    """The code in words; the check's id for a check of the profile."""
    level: Final[str]
    """``error``, ``warning`` or ``info``, as the profile sets it."""
    message: Final[str]
    """What is wrong, in one line."""
    event: Final[int]
    """Number of the event, counted from 1; 0 for what is found at the end of the stream."""
    kind: Final[str]
    """Kind of the event; ``""`` when it has none."""
    expected: Final[tuple[str, ...]]
    """Kinds that the grammar had a place for; empty when the order is not at fault."""
    missing: Final[tuple[str, ...]]
    """Shortest sequence of kinds that would have made it right; empty when there is none."""
    path: Final[str]
    """JSON pointer into the value, or ``""``."""
    help: Final[str]
    """What to do about it, or why it matters."""

    def __init__(
        self,
        *,
        code: str,
        name: str,
        level: str,
        message: str,
        event: int,
        kind: str = "",
        expected: tuple[str, ...] = (),
        missing: tuple[str, ...] = (),
        path: str = "",
        help: str = "",
    ) -> None:
        self.code = code
        self.name = name
        self.level = level
        self.message = message
        self.event = event
        self.kind = kind
        self.expected = expected
        self.missing = missing
        self.path = path
        self.help = help

    def _members(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Finding):
            return NotImplemented
        return self._members() == other._members()

    def __hash__(self) -> int:
        return hash(self._members())

    def __repr__(self) -> str:
        return f"Finding({self.code!r}, {self.level!r}, {self.message!r}, event={self.event})"
