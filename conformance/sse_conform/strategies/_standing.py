"""Where a stream in order stands, and what is wrong with the event that leaves the order there.

It follows the words of the profile format, and nothing of the checker: what it says of a stream, a checker has to find.
"""

from typing import Any, Final

import attrs

from sse_codec.ordering import Automaton, Check, Key, Profile, Track

Codes = frozenset[str]
"""Codes of which a checker gives at least one; none of them for what is in order."""

IN_ORDER: Final[Codes] = frozenset()


class Unclear(Exception):
    """What came concerns a slice that was cut off: the profile format leaves open whether that is in order."""


@attrs.frozen
class Part:
    """An event, or an element of it, as one track sees it."""

    track: Track
    kind: str
    key: Key | None
    """None where it lacks one."""


@attrs.frozen
class Step:
    """An event as the order sees it."""

    kind: str
    parts: tuple[Part, ...] = ()


class Standing:
    """A stream up to some event. `take` moves it on, as long as everything is in order."""

    __slots__ = ("_counting", "began", "came", "cut", "numbers", "profile", "slices", "state")

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._counting = [check for check in demanded(profile) if check.rule == "count" and not check.track]
        self.state = 0
        """Of the order of the whole stream."""
        self.began: frozenset[tuple[str, Key]] = frozenset()
        """The slices that the last event began."""
        self._forget()

    def _forget(self) -> None:
        self.slices: dict[str, dict[Key, int]] = {track.name: {} for track in self.profile.tracks}
        """The slices of each track, with their states."""
        self.cut: set[tuple[str, Key]] = set()
        """Those of which nothing more is expected."""
        self.numbers: dict[tuple[str, Key], int] = {}
        """The next number of keys that count, by the parts before it."""
        self.came: dict[str, int] = {}
        """How many events of each kind came."""

    def copy(self) -> "Standing":
        """The same standing, to go on from in another way."""
        other = Standing.__new__(Standing)
        other.profile = self.profile
        other._counting = self._counting
        other.state = self.state
        other.began = self.began
        other.came = dict(self.came)
        other.slices = {name: dict(slices) for name, slices in self.slices.items()}
        other.cut = set(self.cut)
        other.numbers = dict(self.numbers)
        return other

    def take(self, step: Step) -> Codes:
        """What is wrong with the next event; the standing means nothing after something is.

        Raises Unclear where nobody can say.
        """
        kind = step.kind
        if kind in self.profile.restarting:
            self._forget()
        target = self.profile.automaton.moves[self.state].get(kind)
        if target is None:
            return frozenset([_code(self.profile.automaton, self.state, kind)])
        self.state = target
        self.began = frozenset()
        wrong = self._close(kind)
        for part in step.parts:
            wrong |= self._take(part)
        if kind in self.profile.forgiving:
            for track in self.profile.tracks:
                self.cut.update((track.name, key) for key in self.open(track))
        self.came[kind] = self.came.get(kind, 0) + 1
        return wrong | self._too_many(kind)

    def stop(self) -> Codes:
        """What is wrong with a stream that stops here."""
        if not self.profile.automaton.accepting[self.state]:
            return frozenset(["ORD104"])
        owing = any(self.owing(track) for track in self.profile.tracks)
        few = (f"{self.profile.name}:{check.id}" for check in self.too_few())
        return frozenset([*(["ORD202"] if owing else ()), *few])

    def open(self, track: Track) -> list[Key]:
        """The slices of a track that may go on, in the order in which they began."""
        moves = track.automaton.moves
        slices = self.slices[track.name].items()
        return [key for key, state in slices if moves[state] and (track.name, key) not in self.cut]

    def owing(self, track: Track) -> list[Key]:
        """Those of them that have to."""
        slices, accepting = self.slices[track.name], track.automaton.accepting
        return [key for key in self.open(track) if not accepting[slices[key]]]

    def too_few(self) -> list[Check]:
        """The checks that want more events of some kind."""
        return [
            check
            for check in self._counting
            if not self._excused(check) and self._counted(check) < check.minimum
        ]

    def _excused(self, check: Check) -> bool:
        return any(kind in self.came for kind in check.unless)

    def _counted(self, check: Check) -> int:
        return sum(self.came.get(kind, 0) for kind in check.at)

    def _too_many(self, kind: str) -> Codes:
        return frozenset(
            f"{self.profile.name}:{check.id}"
            for check in self._counting
            if kind in check.at and check.maximum is not None and not self._excused(check)
            if self._counted(check) == check.maximum + 1
        )

    def _close(self, kind: str) -> Codes:
        """The slices that an event of this kind needs to be finished."""
        closing = [track for track in self.profile.tracks if kind in track.closed_by]
        wrong = frozenset("ORD202" for track in closing if self.owing(track))
        for track in closing:
            self.cut.update((track.name, key) for key in self.open(track))
        return wrong

    def _take(self, part: Part) -> Codes:
        track, key = part.track, part.key
        if key is None:
            return frozenset(["ORD207"])
        if (track.name, key) in self.cut:
            raise Unclear
        slices, automaton = self.slices[track.name], track.automaton
        state = slices.get(key)
        if state is None:
            return self._begin(track, key, part.kind, is_new=True)
        target = automaton.moves[state].get(part.kind)
        if target is not None:
            return self._move(track, key, target)
        begins = part.kind in automaton.moves[0]
        if track.reopen and begins and automaton.accepting[state]:
            return self._begin(track, key, part.kind, is_new=False)
        if automaton.ended(state):
            return frozenset(["ORD203" if begins else "ORD201"])
        return frozenset([_code(automaton, state, part.kind), *(["ORD203"] if begins else ())])

    def _begin(self, track: Track, key: Key, kind: str, *, is_new: bool) -> Codes:
        target = track.automaton.moves[0].get(kind)
        if target is None:
            return frozenset(["ORD201"])
        if track.contiguous and is_new:
            wanted = self.next_number(track, key[:-1])
            if isinstance(key[-1], int) and key[-1] > wanted:
                return frozenset(["ORD205"])
            if key[-1] == wanted:
                self.numbers[track.name, key[:-1]] = wanted + 1
        if not self._has_parent(track, key):
            return frozenset(["ORD206"])
        if track.max_open is not None and len(self.owing(track)) >= track.max_open:
            return frozenset(["ORD204"])
        self.began |= {(track.name, key)}
        return self._move(track, key, target)

    def next_number(self, track: Track, before: Key) -> int:
        """The number that the next new key has where keys count, after these parts."""
        return self.numbers.get((track.name, before), 0)

    def _has_parent(self, track: Track, key: Key) -> bool:
        parent = parent_of(self.profile, track)
        if parent is None:
            return True
        above = key[: len(parent.key)]
        if (parent.name, above) in self.cut:
            raise Unclear
        state = self.slices[parent.name].get(above)
        if state is None:
            return False
        return parent.automaton.accepting[state] if track.after else bool(parent.automaton.moves[state])

    def _move(self, track: Track, key: Key, state: int) -> Codes:
        self.slices[track.name][key] = state
        if track.automaton.moves[state]:
            return IN_ORDER
        wrong: Codes = IN_ORDER
        for child in self.profile.tracks:
            if child.within == track.name:
                inside = [other for other in self.open(child) if other[: len(key)] == key]
                if any(other in self.owing(child) for other in inside):
                    wrong = frozenset(["ORD202"])
                self.cut.update((child.name, other) for other in inside)
        return wrong


def read_step(profile: Profile, kind: str, value: Any) -> Step:
    """An event of this kind and value as the order sees it."""
    parts = [
        Part(track, own, _key(track, nodes))
        for track in profile.tracks
        if kind in track.at
        for own, nodes in track.elements(kind, value)
    ]
    return Step(kind, tuple(parts))


def _key(track: Track, nodes: tuple[Any, ...]) -> Key | None:
    found = [part.read(nodes) for part in track.key]
    key = tuple(part for part in found if part is None or isinstance(part, str | int))
    return key if len(key) == len(found) else None


def parent_of(profile: Profile, track: Track) -> Track | None:
    """The track that this one is within, or after."""
    return next((other for other in profile.tracks if other.name in (track.within, track.after)), None)


def demanded(profile: Profile) -> list[Check]:
    """The checks whose findings are errors or warnings."""
    levels = profile.levels
    return [
        check
        for check in profile.checks
        if levels.get(f"{profile.name}:{check.id}", "error") in ("error", "warning")
    ]


def _code(automaton: Automaton, state: int, kind: str) -> str:
    """The code of an event that has no place in the order here."""
    if automaton.aborted[state]:
        return "ORD105"
    if automaton.ended(state):
        return "ORD103"
    return "ORD102" if automaton.missing(state, kind) is None else "ORD101"
