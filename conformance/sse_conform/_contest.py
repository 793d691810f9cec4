"""Profiles between which the kinds of the events do not decide are held against the stream side by side.

The one that finds fewer errors has it: what a server's own profile allows is no fault against another's. Then the one
that asks for members that the others do not ask for, and finds them; then the one with fewer kinds.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from sse_codec import Event
from sse_codec.ordering import Checker, Finding, Framer, Profile
from sse_codec.ordering.pointers import Absent, Pointer, resolve

from ._placing import Place
from .rules import MAX_REPORTED

_HELD: Final = 1000
"""Findings of one profile that may wait for the decision; it is taken then, so that what waits is bounded."""

Found = tuple[Finding, Place | None]
"""A finding of the order and its place; None for one that is over the cap and only counted, or at the end."""


class Rival:
    """A profile that the stream may be of, what it finds, and which members it asked for that were there."""

    def __init__(self, profile: Profile, framing: str | None, kinds: Sequence[str]) -> None:
        self.profile: Final = profile
        self.kinds: Final = kinds
        """Kinds that speak for it."""
        self.checker: Final = Checker(profile, framing=framing)
        self.found: Final[list[Found]] = []
        self.errors = 0
        """Errors at events; what is missing at the end is counted apart."""
        self.owed = 0
        """Errors at the end."""
        self.met: Final[set[Pointer]] = set()
        """Members that it asks for, and no other does, and that were there."""
        self._asks: Mapping[str, frozenset[Pointer]] = {}
        self._framer = Framer(profile.framings, framing=framing)
        self._placed: Counter[str] = Counter()

    def ask_beside(self, others: Iterable[Profile]) -> None:
        """Look out for the members that none of the other profiles asks for."""
        common = frozenset(path for other in others for kind in other.kinds for path in _asked(other, kind))
        asks = {kind: _asked(self.profile, kind) - common for kind in self.profile.kinds}
        self._asks = {kind: members for kind, members in asks.items() if members}

    def feed(self, event: Event, locate: Callable[[], Place]) -> None:
        for finding in self.checker.feed(event):
            self._placed[finding.code] += 1
            self.errors += finding.level == "error"
            self.found.append((finding, locate() if self._placed[finding.code] <= MAX_REPORTED else None))
        if self._asks:
            self._meet(event)

    def close(self) -> None:
        """The end of the stream."""
        for finding in self.checker.close():
            self.owed += finding.level == "error"
            self.found.append((finding, None))

    def _meet(self, event: Event) -> None:
        classified = self._framer.classify(event)
        if classified is not None:
            for member in self._asks.get(classified.kind, ()):
                if not isinstance(resolve(member, classified.value), Absent):
                    self.met.add(member)


def _asked(profile: Profile, kind: str) -> frozenset[Pointer]:
    """The members that every event of a kind has to have."""
    asking = (check for check in profile.checks if check.rule == "present" and not check.track)
    return frozenset(check.path for check in asking if kind in check.at)


class Contest:
    """The profiles that are left, side by side, until one of them has won."""

    def __init__(self, rivals: Sequence[Rival]) -> None:
        """At least one rival."""
        self.winner: Rival | None = None
        self.reason = ""
        """What the winner has before the others, in words to follow what it has in common with them."""
        self._rivals: Final = rivals
        if len(rivals) == 1:
            self.winner = rivals[0]
        for rival in rivals:
            rival.ask_beside(other.profile for other in rivals if other is not rival)

    @property
    def profiles(self) -> tuple[Profile, ...]:
        return tuple(rival.profile for rival in self._rivals)

    def feed(self, event: Event, locate: Callable[[], Place]) -> None:
        """Hold an event against all of them, or against the winner alone."""
        if self.winner is not None:
            self.winner.feed(event, locate)
            return
        for rival in self._rivals:
            rival.feed(event, locate)
        clean = [rival for rival in self._rivals if not rival.errors]
        if len(clean) == 1 or any(len(rival.found) > _HELD for rival in self._rivals):
            self._decide()

    def close(self, *, complete: bool) -> Rival:
        """The winner, now that the stream has ended; not `complete` when it went on, and nobody looked."""
        if complete:
            for rival in [self.winner] if self.winner else self._rivals:
                rival.close()
        return self.winner or self._decide()

    def _decide(self) -> Rival:
        winner, *others = sorted(self._rivals, key=_rank)
        names = " and ".join(rival.profile.name for rival in others)
        self.reason = f"; {names} {'knows' if len(others) == 1 else 'know'} them too, but {_advantage(winner, others[0])}"
        self.winner = winner
        return winner


def _rank(rival: Rival) -> tuple[int, int, int, str]:
    """The lower the better."""
    return rival.errors + rival.owed, -len(rival.met), len(rival.profile.kinds), rival.profile.name


def _advantage(winner: Rival, second: Rival) -> str:
    if winner.errors + winner.owed < second.errors + second.owed:
        return "it finds fewer errors"
    if len(winner.met) > len(second.met):
        return "it alone asks for members that are there"
    return "it has the fewest kinds"
