"""The order of the events: which profile a stream is held against, and what that finds."""

from collections.abc import Callable
from typing import Literal

from sse_codec import Event
from sse_codec.ordering import Checker, Outline, Profile

from ._contest import Found, Rival
from ._detection import Detection
from ._placing import Place
from ._telling import feed
from .report import NOT_ASKED


class Order:
    """The order of one stream."""

    def __init__(self, profile: Profile | Literal["auto"] | None, framing: str | None) -> None:
        """:raises ValueError: neither the profile, nor with "auto" any shipped one, has this framing."""
        self.profile: Profile | None = None
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
    def reason(self) -> str:
        """Why this profile, or why none."""
        return self._detection.reason if self._detection else self._reason

    @property
    def is_pending(self) -> bool:
        """Whether something at an earlier place may still be found, once the profile is."""
        return self._detection is not None and self._detection.is_pending

    @property
    def nearest(self) -> str:
        """The profile that knows most of the events, where none was chosen; "" when none knows any."""
        return self._detection.nearest if self._detection else ""

    @property
    def owed(self) -> tuple[str, ...]:
        """What the order still awaits."""
        return self._checker.owed if self._checker else ()

    @property
    def candidates(self) -> tuple[Outline | Profile, ...]:
        """The profiles that may still be chosen; none once one was, or when none is to be."""
        return self._detection.candidates if self._detection else ()

    @property
    def framing(self) -> str | None:
        return self._checker.framing if self._checker else None

    @property
    def outcome(self) -> str | None:
        """How the stream went by the profile; None without one."""
        return self._checker.outcome if self._checker else None

    def feed(self, event: Event, locate: Callable[[], Place], unknown_fields: set[str]) -> list[Found]:
        """What is wrong with an event; with the event that decides the profile, what is wrong with all before it."""
        if self._checker is not None:
            found = feed(self._checker, event)
            return [(finding, locate()) for finding in found] if found else []
        return self._settle(self._detection.feed(event, locate, unknown_fields)) if self._detection else []

    def close(self, unknown_fields: set[str], *, complete: bool) -> list[Found]:
        """The end of the stream; not `complete` when it went on, and nobody looked."""
        if self._detection is not None:
            return self._settle(self._detection.close(unknown_fields, complete=complete))
        if complete and self._checker is not None:
            return [(finding, None) for finding in self._checker.close()]
        return []

    def _settle(self, chosen: Rival | None) -> list[Found]:
        if chosen is None or self._detection is None:
            return []
        self.profile, self._checker = chosen.profile, chosen.checker
        self._reason, self._detection = self._detection.reason, None
        return chosen.found
