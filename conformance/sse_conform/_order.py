"""The order of the events: which profile a stream is held against, and what that finds."""

from collections.abc import Callable
from typing import Literal

from sse_codec import Event
from sse_codec.ordering import Checker, Outline, Profile

from ._auto import Auto
from ._contest import Found, Rival
from ._placing import Place


class Order:
    """The order of one stream."""

    def __init__(self, profile: Profile | Literal["auto"] | None, framing: str | None) -> None:
        """:raises ValueError: neither the profile, nor with "auto" any shipped one, has this framing."""
        self.profile: Profile | None = None
        self._reason = "no profile was asked for"
        self._checker: Checker | None = None
        self._auto: Auto | None = None
        if isinstance(profile, Profile):
            self.profile = profile
            self._reason = "it was asked for"
            self._checker = Checker(profile, framing=framing)
        elif profile is not None:
            self._auto = Auto(framing)

    @property
    def reason(self) -> str:
        """Why this profile, or why none."""
        return self._auto.reason if self._auto else self._reason

    @property
    def candidates(self) -> tuple[Outline | Profile, ...]:
        """The profiles that may still be chosen; none once one was, or when none is to be."""
        return self._auto.candidates if self._auto else ()

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
            found = self._checker.feed(event)
            return [(finding, locate()) for finding in found] if found else []
        return self._settle(self._auto.feed(event, locate, unknown_fields)) if self._auto else []

    def close(self, unknown_fields: set[str], *, complete: bool) -> list[Found]:
        """The end of the stream; not `complete` when it went on, and nobody looked."""
        if self._auto is not None:
            return self._settle(self._auto.close(unknown_fields, complete=complete))
        if complete and self._checker is not None:
            return [(finding, None) for finding in self._checker.close()]
        return []

    def _settle(self, chosen: Rival | None) -> list[Found]:
        if chosen is None or self._auto is None:
            return []
        self.profile, self._checker = chosen.profile, chosen.checker
        self._reason, self._auto = self._auto.reason, None
        return chosen.found
