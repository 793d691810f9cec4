"""Which shipped profile a stream is of: what speaks for one, when that is enough, and what is said of it.

Every event is parsed once, and the framings of all profiles are asked for its kind. For a profile speak the kinds that
it knows, the more the more its framing asks of an event: a name or a value that has to be there, not just some object.
An error, which many protocols send alike, says nothing. A profile is sought among those that know the most events;
where several know the same, and ask the same of them, a contest decides.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Final

from sse_codec import Event
from sse_codec.ordering import (
    Document,
    Framer,
    Framing,
    Outline,
    Profile,
    Shape,
    load_outline,
    load_profile,
    shipped_profiles,
)

from ._contest import Contest, Rival
from ._placing import Place

_LOOK: Final = 8
"""Events after which a profile that knows too few of them is given up."""
_KNOWN_PER_FOREIGN: Final = 4
"""Events that a profile must know for each that it does not know, to be the right one."""
_PATIENCE: Final = 1000
"""Events after which the profile is decided in any case, so that what waits for it is bounded."""
_KEPT: Final = 1 << 20
"""Characters of data after which it is, too."""
_SAYS_NOTHING: Final = frozenset({"error", "priming"})
"""Kinds that most protocols have alike: a failure, and an event without data."""
_SIGNS_OF_LIFE: Final = frozenset({"ping", "keepalive"})
"""Kinds that say nothing where the framing asks for no more than the word."""
_SAYS_LITTLE: Final = "done"
"""The kind of the end marker that many protocols took over: it counts beside another kind, not by itself."""
_A_WORD: Final = 1
"""What a framing asks of an event when it takes the kind from a name; a single member weighs no more."""

UNDECIDED: Final = "the events do not decide which"
UNKNOWN: Final = "no shipped profile knows the events"


class Auto:
    """Finds the profile of one stream; what came before it was found is held against it then."""

    def __init__(self, framing: str | None) -> None:
        """Among the profiles that have a framing of this name; None for all.

        :raises ValueError: there is none.
        """
        self.reason = UNDECIDED
        """Why the profile that was found, or why none."""
        self._framing = framing
        self._kept: list[tuple[Event, Place]] = []
        self._size = 0
        self._is_one_word = False
        self._sign = ""
        self._contest: Contest | None = None
        outlines = [load_outline(name) for name in shipped_profiles()]
        self._candidates = [_Candidate(outline, framing) for outline in outlines if _has(outline, framing)]
        if not self._candidates:
            raise ValueError(f"no shipped profile has a framing {framing!r}")

    @property
    def candidates(self) -> tuple[Outline | Profile, ...]:
        """The profiles that may still be found."""
        if self._contest is not None:
            return self._contest.profiles
        return tuple(candidate.outline for candidate in self._candidates)

    def feed(self, event: Event, locate: Callable[[], Place], unknown_fields: set[str]) -> Rival | None:
        """Take an event; with the one that decides it the profile, and what it has found so far."""
        if self._contest is not None:
            self._contest.feed(event, locate)
        elif self._candidates:
            self._look(event, locate())
            if self._is_time:
                self._contest = self._compare(unknown_fields)
            else:
                self._sift()
        contest = self._contest
        return self._won(contest.winner, contest.reason) if contest and contest.winner else None

    def close(self, unknown_fields: set[str], *, complete: bool) -> Rival | None:
        """The end of the stream, not `complete` when it went on and nobody looked: the profile after all, or none."""
        is_early = self._contest is None
        contest = self._contest = self._contest or self._compare(unknown_fields)
        if contest is None:
            return None
        winner = contest.close(complete=complete)
        if is_early and len(winner.kinds) == 1 and self._may_be_chance(winner):
            self._give_up(UNDECIDED)
            return None
        return self._won(winner, contest.reason)

    def _may_be_chance(self, winner: Rival) -> bool:
        """Whether one kind stood where it has no place, or was no more than a word, and not the whole stream."""
        return winner.errors > 0 or (self._is_one_word and bool(winner.found))

    def _look(self, event: Event, place: Place) -> None:
        document = Document(event.data)
        for candidate in self._candidates:
            candidate.take(event, document)
        self._kept.append((event, place))
        self._size += len(event.data)

    @property
    def _is_time(self) -> bool:
        if len(self._kept) == _PATIENCE or self._size > _KEPT:
            return True
        return any(candidate.is_certain for candidate in self._candidates)

    def _sift(self) -> None:
        self._candidates = [candidate for candidate in self._candidates if candidate.is_possible]
        if not self._candidates:
            self._give_up(UNKNOWN)

    def _compare(self, unknown_fields: set[str]) -> Contest | None:
        """Those that fit best, held against all that was kept; None when nothing fits."""
        best, sign = _best(self._candidates, unknown_fields)
        if not best:
            self._give_up(self.reason)
            return None
        self._sign = sign
        self._is_one_word = best[0].weight == _A_WORD
        profiles = [(load_profile(candidate.outline.name), candidate.kinds) for candidate in best]
        contest = Contest([Rival(profile, self._framing, kinds) for profile, kinds in profiles])
        for event, place in self._kept:
            contest.feed(event, partial(_known, place))
        self._candidates, self._kept = [], []
        return contest

    def _won(self, winner: Rival, point: str) -> Rival:
        self.reason = f"it knows the first events: {', '.join(winner.kinds)}{self._sign}{point}"
        return winner

    def _give_up(self, reason: str) -> None:
        self.reason = reason
        self._candidates, self._kept, self._contest = [], [], None


def _known(place: Place) -> Place:
    return place


class _Candidate:
    """A profile that a stream may be of, and what speaks for it."""

    def __init__(self, outline: Outline, framing: str | None) -> None:
        self.outline = outline
        self.kinds: list[str] = []
        """Kinds that speak for it."""
        self.foreign = 0
        """Events that it does not know."""
        self.weight = 0
        """What it asked of the events that it knows."""
        self._known = 0
        self._framer = Framer(outline.framings, framing=framing)
        self._framings = {framing.name: framing for framing in outline.framings}
        self._names = {kind.lower(): kind for kind in outline.kinds}

    def take(self, event: Event, document: Document) -> None:
        classified = self._framer.classify(event, document)
        # A slip in the case of a name, or a space around it, does not make it another protocol's.
        kind = self._names.get(classified.kind.strip().lower()) if classified else None
        if classified is None or kind is None:
            self.foreign += 1
            return
        self._known += 1
        weight = _demands(self._framings[classified.framing], kind)
        if not weight or kind in _SAYS_NOTHING or (weight == _A_WORD and kind in _SIGNS_OF_LIFE):
            return
        self.weight += weight
        if kind not in self.kinds:
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
        return self._known + self.foreign < _LOOK or (bool(self.kinds) and self._knows_most)

    @property
    def fits(self) -> bool:
        """Whether it would do if nothing more came."""
        if len(self.kinds) > 1:
            return self._knows_most
        return bool(self.kinds) and self.kinds != [_SAYS_LITTLE] and not self.foreign

    @property
    def _knows_most(self) -> bool:
        return self._known >= self.foreign * _KNOWN_PER_FOREIGN


def _has(outline: Outline, framing: str | None) -> bool:
    return framing is None or any(framing == other.name for other in outline.framings)


@cache
def _demands(framing: Framing, kind: str) -> int:
    """What a framing asks of an event to be of a kind: nothing, of just any object."""
    return max((_asked(shape) for shape in framing.shapes if shape.kind == kind), default=_A_WORD)


def _asked(shape: Shape) -> int:
    """A point for each step to a place where something has to be, and one for saying what."""
    said = [pointer for pointer, _ in (*shape.equals, *shape.like)]
    steps = sum(map(len, (*shape.has, *shape.empty, *said)))
    return steps + len(said) + 2 * ((shape.data is not None) + (shape.types is not None))


def _best(candidates: list[_Candidate], unknown_fields: set[str]) -> tuple[list[_Candidate], str]:
    """Those that fit best, and the fields that show it, in words."""
    fitting = [candidate for candidate in candidates if candidate.fits]
    sent = [each for each in fitting if unknown_fields.intersection(each.outline.ignore_fields)]
    if sent:
        fields = ", ".join(sent[0].outline.ignore_fields)
        return _keep(sent, lambda each: each.foreign), f"; and it is known to send the field {fields}"
    best = _keep(fitting, lambda each: each.foreign)
    # A server that is known for a field of its own sends it.
    best = _keep(best, lambda each: len(each.outline.ignore_fields))
    return _keep(best, lambda each: -each.weight), ""


def _keep(candidates: list[_Candidate], cost: Callable[[_Candidate], int]) -> list[_Candidate]:
    """The cheapest."""
    least = min(map(cost, candidates), default=0)
    return [candidate for candidate in candidates if cost(candidate) == least]
