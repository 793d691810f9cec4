"""The order of the events: which profile a stream is held against, and what that finds.

Where the profile is to be found out, the stream is held against every shipped one from its first event on, and
what they find waits until the kinds of the events decide between them. Most often the second event does.
"""

from collections import Counter
from collections.abc import Callable
from typing import Literal

from sse_codec import Event
from sse_codec.ordering import Checker, Finding, Framer, Profile, load_profile, shipped_profiles

from ._placing import Place
from .rules import MAX_REPORTED

_LOOK = 8
"""Events after which a profile that knows too few of them is given up."""
_KNOWN_PER_FOREIGN = 4
"""Events that a profile must know for each that it does not know, to be the right one."""
_PATIENCE = 1000
"""Events after which the profile is decided in any case, so that what waits for it is bounded."""

Found = tuple[Finding, Place | None]
"""A finding of the order and its place; None for one that is over the cap and only counted, or at the end."""


class Order:
    """The order of one stream."""

    def __init__(self, profile: Profile | Literal["auto"] | None, framing: str | None) -> None:
        self.profile: Profile | None = None
        self.reason = "no profile was asked for"
        self._checker: Checker | None = None
        self._candidates: list[_Candidate] = []
        self._events = 0
        if isinstance(profile, Profile):
            self.profile = profile
            self.reason = "it was asked for"
            self._checker = Checker(profile, framing=framing)
        elif profile is not None:
            self.reason = "the events do not decide which"
            shipped = (load_profile(name) for name in shipped_profiles())
            self._candidates = [_Candidate(profile, framing) for profile in shipped if _has(profile, framing)]
            if not self._candidates:
                raise ValueError(f"no shipped profile has a framing {framing!r}")

    @property
    def candidates(self) -> tuple[Profile, ...]:
        """The profiles that may still be chosen; none once one was, or when none is to be."""
        return tuple(candidate.profile for candidate in self._candidates)

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
            return [(finding, locate()) for finding in self._checker.feed(event)]
        if not self._candidates:
            return []
        for candidate in self._candidates:
            candidate.feed(event, locate)
        self._events += 1
        if self._events == _PATIENCE or any(candidate.is_certain for candidate in self._candidates):
            return self._decide(unknown_fields)
        self._candidates = [candidate for candidate in self._candidates if candidate.is_possible]
        if not self._candidates:
            self.reason = "no shipped profile knows the events"
        return []

    def close(self, unknown_fields: set[str], *, complete: bool) -> list[Found]:
        """The end of the stream; not `complete` when it went on, and nobody looked."""
        found = self._decide(unknown_fields) if self._candidates else []
        if complete and self._checker:
            found += [(finding, None) for finding in self._checker.close()]
        return found

    def _decide(self, unknown_fields: set[str]) -> list[Found]:
        fitting = [candidate for candidate in self._candidates if candidate.fits]
        self._candidates = []
        if not fitting:
            return []
        sent = [found for found in fitting if unknown_fields.intersection(found.profile.ignore_fields)]
        # Without such a sign the narrowest profile that knows the events is the one that says most about them.
        best = min(sent or fitting, key=lambda candidate: (candidate.foreign, len(candidate.profile.kinds)))
        self.profile = best.profile
        self.reason = f"it knows the first events: {', '.join(best.kinds)}"
        if sent:
            self.reason += f"; and it is known to send the field {', '.join(best.profile.ignore_fields)}"
        self._checker = best.checker
        return best.found


def _has(profile: Profile, framing: str | None) -> bool:
    return framing is None or any(framing == other.name for other in profile.framings)


class _Candidate:
    """A profile that a stream may be of, what speaks for it, and what it finds."""

    def __init__(self, profile: Profile, framing: str | None) -> None:
        self.profile = profile
        self.checker = Checker(profile, framing=framing)
        self.found: list[Found] = []
        self.kinds: list[str] = []
        """Kinds that speak for it."""
        self.foreign = 0
        """Events that it does not know."""
        self._known = 0
        self._placed: Counter[str] = Counter()
        self._framer = Framer(profile.framings, framing=framing)
        self._names = {kind.lower(): kind for kind in profile.kinds}

    def feed(self, event: Event, locate: Callable[[], Place]) -> None:
        for finding in self.checker.feed(event):
            self._placed[finding.code] += 1
            self.found.append((finding, locate() if self._placed[finding.code] <= MAX_REPORTED else None))
        classified = self._framer.classify(event)
        # A slip in the case of a name, or a space around it, does not make it another protocol's.
        kind = self._names.get(classified.kind.strip().lower()) if classified else None
        if kind is None:
            self.foreign += 1
            return
        self._known += 1
        # What ends a stream early is called "error" in most protocols, and speaks for none.
        if kind not in self.profile.outcomes and kind not in self.kinds:
            self.kinds.append(kind)

    @property
    def is_certain(self) -> bool:
        """Whether it knows two kinds, and all else is little: one kind may be chance."""
        return (
            len(self.kinds) > 1
            and (not self.foreign or self._known + self.foreign >= _LOOK)
            and self._knows_most
        )

    @property
    def is_possible(self) -> bool:
        return self._known + self.foreign < _LOOK or self._knows_most

    @property
    def fits(self) -> bool:
        """Whether it would do if nothing more came."""
        return self._knows_most if len(self.kinds) > 1 else bool(self.kinds) and not self.foreign

    @property
    def _knows_most(self) -> bool:
        return self._known >= self.foreign * _KNOWN_PER_FOREIGN
