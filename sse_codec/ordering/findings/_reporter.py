"""Faults become findings: each with the level that the profile sets, and some faults once for each name only."""

from collections.abc import Mapping
from typing import Final

from ..checks import Check
from ..pointers import write_pointer
from ..wording import clip
from ._codes import CODES, LEVELS
from ._finding import Finding

_REMEMBERED: Final = 64
"""How many names are remembered, over all codes; a peer must not choose how many there are."""


class Reporter:
    """The findings of one stream."""

    __slots__ = ("_levels", "_profile", "_told", "event", "found")

    event: int
    """Number of the event at hand, counted from 1; 0 at the end of the stream."""
    found: list[Finding]
    """What is wrong with that event."""

    def __init__(self, profile: str, levels: Mapping[str, str]) -> None:
        """A reporter for one stream.

        :param profile: the name of the profile, the first half of the codes of its checks.
        :param levels: severity by code, where the profile sets it.
        """
        self._profile = profile
        self._levels = levels
        self._told: set[tuple[str, str]] = set()
        self.event = 0
        self.found = []

    def begin(self, event: int) -> None:
        """Go on to an event, or with 0 to the end of the stream."""
        self.event = event
        self.found = []

    def tell(
        self,
        code: str,
        message: str,
        *,
        kind: str = "",
        expected: tuple[str, ...] = (),
        missing: tuple[str, ...] = (),
        level: str = "",
        help: str = "",
    ) -> None:
        """Report a fault.

        :param level: severity when the profile sets none; ``""`` for that of the code.
        :param help: what to do about it; ``""`` for the help of the code.
        """
        row = CODES[code]
        level = self._levels.get(code, level or row.level)
        if level != "off":
            self.found.append(
                Finding(
                    code=code,
                    name=row.name,
                    level=level,
                    message=message,
                    event=self.event,
                    kind=kind,
                    expected=expected,
                    missing=missing,
                    help=help or row.help,
                )
            )

    def tell_beyond(self, beyond: str) -> None:
        """Report once that the check has reached a limit and does not follow something; ``""`` reports nothing."""
        if beyond and self.note("ORD208", beyond):
            self.tell("ORD208", f"{beyond}: what comes beyond is not followed")

    def tell_check(self, check: Check, message: str, *, kind: str = "") -> None:
        """Report what a check says, unless another finding of the event says so already at the same level or a worse one."""
        code = f"{self._profile}:{check.id}"
        level = self._levels.get(code, "error")
        if level == "off" or self._yields(message, level):
            return
        self.found.append(
            Finding(
                code=code,
                name=check.id,
                level=level,
                message=message,
                event=self.event,
                kind=kind,
                path=write_pointer(check.path),
                help=check.why,
            )
        )

    def note(self, code: str, name: str) -> bool:
        """Note that a code is told of a name; False when that was noted before. Beyond what is remembered, nothing was."""
        key = (code, clip(name))
        if key in self._told:
            return False
        if len(self._told) < _REMEMBERED:
            self._told.add(key)
        return True

    def _yields(self, message: str, level: str) -> bool:
        """Weigh a message against an equal one, since several checks miss one member; the milder of the two is dropped.

        True when the new message is the one to drop.
        """
        for number, finding in enumerate(self.found):
            if finding.message == message:
                if LEVELS.index(finding.level) <= LEVELS.index(level):
                    return True
                del self.found[number]
                return False
        return False
