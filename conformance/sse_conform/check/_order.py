"""The order of the events: which profile a stream is held against, and what the profile finds.

The order counts the events that it is fed, from 1. Each finding carries the number of its event, or 0 at the end of the stream.
"""

from typing import Final

from sse_codec import Event
from sse_codec.ordering import Checker, Finding, Outline, Profile, load_profile

from ..report import NOT_ASKED
from ._detection import Detection
from ._found import judge
from ._tie_break import Candidate

_NO_EVENT: Final = "no event came"


class OrderCheck:
    """The check of the order of one stream."""

    def __init__(self, profile: Profile | str | None, framing: str | None) -> None:
        """:raises ValueError: the profile has no framing of this name; with "auto", no shipped profile has one.
        :raises ProfileError: there is no profile of this name, or its file is wrong.
        """
        if isinstance(profile, str) and profile != "auto":
            profile = load_profile(profile)
        self.profile: Profile | None = None
        self.events = 0
        """Events fed so far; the number of the last event."""
        self.is_asked = profile is not None
        """Whether the events are held against a profile, or may yet be."""
        self._reason = NOT_ASKED
        self._checker: Checker | None = None
        self._detection: Detection | None = None
        if isinstance(profile, Profile):
            self.profile = profile
            self._reason = "as asked"
            self._checker = Checker(profile, framing=framing)
        elif profile is not None:
            self._detection = Detection(framing)

    @property
    def name(self) -> str | None:
        """The name of the profile; None where none was chosen."""
        return self.profile.name if self.profile else None

    @property
    def reason(self) -> str:
        """Why this profile was chosen, or why none."""
        return self._detection.reason if self._detection else self._reason

    def lacks(self, events: int) -> str:
        """Why no order is checked of a stream that delivered so many events, in words; "" if one is."""
        if self.profile is not None:
            return ""
        return self.reason if events else _NO_EVENT

    @property
    def is_pending(self) -> bool:
        """Return True if the choice of a profile may soon lead to findings at earlier events."""
        return self._detection is not None and self._detection.is_pending

    @property
    def nearest(self) -> str:
        """The profile that knows most of the events, where no profile was chosen; "" if none knows any."""
        return self._detection.nearest if self._detection else ""

    @property
    def owed(self) -> tuple[str, ...]:
        """Kinds of events that the order still awaits."""
        return self._checker.owed if self._checker else ()

    @property
    def candidates(self) -> tuple[Outline | Profile, ...]:
        """The profiles that may still be chosen."""
        return self._detection.candidates if self._detection else ()

    @property
    def framing(self) -> str | None:
        """The framing that the checker locked onto."""
        return self._checker.framing if self._checker else None

    @property
    def outcome(self) -> str | None:
        """How the stream went, by the profile; None without a profile."""
        return self._checker.outcome if self._checker else None

    def may_report(self, number: int) -> bool:
        """Return True if a later event, or the end, may lead to findings at the event of this number."""
        return self._detection is not None and self._detection.may_report(number)

    def feed(self, event: Event, unknown_fields: set[str]) -> list[Finding]:
        """Check an event. Once the profile is chosen, this returns the findings at all earlier events too."""
        self.events += 1
        if self._checker is not None:
            return judge(self._checker, event, self.events)
        return self._settle(self._detection.feed(event, unknown_fields)) if self._detection else []

    def close(self, unknown_fields: set[str], *, complete: bool) -> list[Finding]:
        """End the stream. Not `complete`: the stream went on, and the check stopped."""
        if self._detection is not None:
            return self._settle(self._detection.close(unknown_fields, complete=complete))
        if complete and self._checker is not None:
            return self._checker.close()
        return []

    def _settle(self, chosen: Candidate | None) -> list[Finding]:
        if chosen is None or self._detection is None:
            return []
        self.profile, self._checker = chosen.profile, chosen.checker
        self._reason, self._detection = self._detection.reason, None
        return chosen.found
