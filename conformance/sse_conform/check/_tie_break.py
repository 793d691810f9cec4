"""The tie-break: holds a stream against several profiles that fit equally well, until one of them wins.

A kind of event that only one profile has decides. So does a member that only the strict profile of a family asks for: a
faulty stream of the strict protocol is not a stream of the tolerant one. Otherwise the profile without errors wins. At the
end the order is: fewest errors, most members that no candidate asks for, fewest kinds.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from sse_codec import Event
from sse_codec.ordering import Checker, Finding, Framer, Profile
from sse_codec.ordering.pointers import Absent, Pointer, resolve

from ._features import NO_FEATURES, features
from ._found import judge

_HELD: Final = 1000
"""The most findings of one profile that wait for the decision."""


class Candidate:
    """One profile with its findings, and with the features that no candidate has."""

    def __init__(self, profile: Profile, framing: str | None, family: str) -> None:
        self.profile: Final = profile
        self.family: Final = family
        self.checker: Final = Checker(profile, framing=framing)
        self.found: Final[list[Finding]] = []
        self.errors = 0
        """Errors at events, without those at the end."""
        self.misfits = 0
        """Errors at events, and warnings of the order."""
        self.owed = 0
        """Errors at the end."""
        self.met: Final[set[Pointer]] = set()
        """Members in the stream that no candidate asks for."""
        self.mark = ""
        """A feature that only this profile has, in words; "" before one came."""
        self._events = 0
        self._features = NO_FEATURES
        self._has_features = False
        self._is_strict = False
        self._framer = Framer(profile.framings, framing=framing)

    def meet(self, others: Sequence["Candidate"]) -> None:
        """Find out which kinds and members no other candidate has."""
        same = tuple(other.profile for other in others if other.family == self.family)
        self._features = features(self.profile, tuple(other.profile for other in others), same)
        self._has_features = bool(self._features.kinds or self._features.members)
        self._is_strict = bool(same) and self.profile.name == self.family

    def feed(self, event: Event) -> bool:
        """Hold an event against the profile, and look for the features that only this profile has.

        Return True if it told something that may decide: a finding, or such a feature.
        """
        self._events += 1
        known = len(self.found) + len(self.met) + len(self.mark)
        for finding in judge(self.checker, event, self._events):
            self.errors += finding.level == "error"
            self.misfits += finding.level == "error" or _is_warning_of_order(finding)
            self.found.append(finding)
        # The first events decide the framing in which all others are read.
        if self._has_features and (self._framer.locked is None or self._features.may_be_in(event)):
            self._look(event)
        return len(self.found) + len(self.met) + len(self.mark) > known

    def has_found_at(self, number: int) -> bool:
        """Return True if the last finding is about the event of this number."""
        return bool(self.found) and self.found[-1].event == number

    def close(self) -> None:
        """The end of the stream."""
        for finding in self.checker.close():
            self.owed += finding.level == "error"
            self.found.append(finding)

    def _look(self, event: Event) -> None:
        classified = self._framer.classify(event)
        if classified is None:
            return
        if classified.kind in self._features.kinds:
            self.mark = self.mark or f"it alone has the kind {classified.kind}"
        for member in self._features.members.get(classified.kind, ()):
            if not isinstance(resolve(member, classified.value), Absent):
                self.met.add(member)

    @property
    def lacks_field(self) -> bool:
        """Return True if its servers send a field of their own, and the stream lacks this field and every mark."""
        return bool(self.profile.ignore_fields) and not self.mark

    @property
    def is_bound(self) -> bool:
        """Return True for the strict profile of a family, once a member came that no other candidate asks for."""
        return self._is_strict and bool(self.met)


def _is_warning_of_order(finding: Finding) -> bool:
    return finding.level == "warning" and finding.code.startswith("ORD")


class TieBreak:
    """Several candidates on one stream."""

    def __init__(self, candidates: Sequence[Candidate], unknown_fields: Iterable[str] = ()) -> None:
        """Takes at least one candidate, and the fields outside the standard in the stream so far."""
        self.winner: Candidate | None = None
        self.reason = ""
        """The advantage of the winner, in words to follow the evidence."""
        self._candidates: Final = candidates
        self._unknown_fields: Final = unknown_fields
        self._is_new = True
        if len(candidates) == 1:
            self.winner = candidates[0]
        for candidate in candidates:
            candidate.meet([other for other in candidates if other is not candidate])

    @property
    def profiles(self) -> tuple[Profile, ...]:
        return tuple(candidate.profile for candidate in self._candidates)

    @property
    def is_guess(self) -> bool:
        """Return True if a candidate of another family fits as well as the winner."""
        best = min(map(_fit, self._candidates))
        return len({candidate.family for candidate in self._candidates if _fit(candidate) == best}) > 1

    @property
    def is_pending(self) -> bool:
        """Return True if a candidate has findings that wait for the decision."""
        return self.winner is None and any(candidate.found for candidate in self._candidates)

    def may_report(self, number: int) -> bool:
        """Return True if a candidate found something at the event of this number, which was fed last."""
        return any(candidate.has_found_at(number) for candidate in self._candidates)

    def feed(self, event: Event) -> None:
        """Hold an event against every candidate, or against the winner alone."""
        if self.winner is not None:
            self.winner.feed(event)
            return
        told = [candidate.feed(event) for candidate in self._candidates]
        for field in self._unknown_fields:
            for candidate in self._candidates:
                if field in candidate.profile.ignore_fields and not candidate.mark:
                    candidate.mark = f"it is known to send the field {field}"
                    told.append(True)
        if self._is_new or True in told:
            self._decide_early()
        self._is_new = False

    def close(self, *, complete: bool) -> Candidate:
        """Decide at the end of the stream. Not `complete`: the stream went on, and the check stopped."""
        if complete:
            for candidate in [self.winner] if self.winner else self._candidates:
                candidate.close()
        if self.winner is None:
            first, second, *_ = sorted(self._candidates, key=_rank)
            return self._win(first, _advantage(first, second))
        return self.winner

    def _decide_early(self) -> None:
        marked = [candidate for candidate in self._candidates if candidate.mark]
        bound = [candidate for candidate in self._candidates if candidate.is_bound]
        plain = [candidate for candidate in self._candidates if not candidate.lacks_field]
        clean = [candidate for candidate in self._candidates if not candidate.errors]
        if len(marked) == 1:
            self._win(marked[0], marked[0].mark)
        elif len(bound) == 1:
            self._win(bound[0], _ASKS)
        elif len(plain) == 1 and plain[0].errors:
            self._win(plain[0], _NO_FIELD)
        elif len(clean) == 1 and clean[0] in plain:
            self._win(clean[0], _FEWER)
        elif any(len(candidate.found) > _HELD for candidate in self._candidates):
            first, second, *_ = sorted(self._candidates, key=_rank)
            self._win(first, _advantage(first, second))

    def _win(self, winner: Candidate, advantage: str) -> Candidate:
        others = [candidate.profile.name for candidate in self._candidates if candidate is not winner]
        names = " and ".join(others)
        self.reason = f"; {names} {'knows' if len(others) == 1 else 'know'} the events too, but {advantage}"
        self.winner = winner
        return winner


_FEWER: Final = "it finds fewer errors"
_ASKS: Final = "it alone asks for members that are there"
_NO_FIELD: Final = "the stream lacks the field that its servers send"


def _fit(candidate: Candidate) -> tuple[int, int]:
    """How well the stream fits; the lower the better."""
    return candidate.errors + candidate.owed, -len(candidate.met)


def _rank(candidate: Candidate) -> tuple[bool, tuple[int, int], int, str]:
    """The lower the better."""
    return candidate.lacks_field, _fit(candidate), len(candidate.profile.kinds), candidate.profile.name


def _advantage(winner: Candidate, second: Candidate) -> str:
    if second.lacks_field and not winner.lacks_field:
        return _NO_FIELD
    if winner.errors + winner.owed < second.errors + second.owed:
        return _FEWER
    return _ASKS if len(winner.met) > len(second.met) else "it has the fewest kinds"
