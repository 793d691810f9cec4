"""The steps that are in order next: each kind that may come, with each slice that it may belong to."""

from collections.abc import Collection, Iterable, Iterator
from heapq import heappop, heappush
from typing import Final

import attrs

from sse_codec.ordering import Key, Profile, Track

from ._standing import Part, Standing, Step, Unclear, demanded, parent_of

_KeyPart = str | int | None
_Known = dict[str, _KeyPart]
"""Parts of keys that are decided for an event already, by pointer."""
_CUTTING: Final = 10
"""What an event costs that leaves slices unfinished, where others cost 1."""
_BARE: Final = 3
"""What an event costs more that could hold elements and has none: it says nothing, though it may be in order."""
_CROWD: Final = 4
"""Slices of a track after which no more are begun without need."""


class Outlook:
    """What lies ahead in the order of a profile, from each state."""

    def __init__(self, profile: Profile) -> None:
        self._automaton = profile.automaton
        self._forgiving = profile.forgiving
        states = range(len(self._automaton.moves))
        self._left = [self._nearest_end(state) for state in states]
        self._through = [self._ways(state) for state in states]

    def cost(self, kind: str) -> int:
        """What an event of a kind counts on the way to the end: no stream is cut off that could be finished."""
        return _CUTTING if kind in self._forgiving else 1

    def _nearest_end(self, state: int) -> int:
        accepting = self._automaton.accepting
        return min(cost for place, cost in self._reached(state).items() if accepting[place])

    def _ways(self, state: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for place, cost in self._reached(state).items():
            for kind, target in self._automaton.moves[place].items():
                length = cost + self.cost(kind) + self._left[target]
                found[kind] = min(length, found.get(kind, length))
        return found

    def _reached(self, state: int) -> dict[int, int]:
        """The states that can be reached, and what the way there costs (E. W. Dijkstra, 1959)."""
        reached: dict[int, int] = {}
        queue = [(0, state)]
        while queue:
            cost, place = heappop(queue)
            if place not in reached:
                reached[place] = cost
                for kind, target in self._automaton.moves[place].items():
                    heappush(queue, (cost + self.cost(kind), target))
        return reached

    def ahead(self, state: int) -> Collection[str]:
        """The kinds that can come from here on."""
        return self._through[state]

    def left(self, state: int) -> int:
        """What the way costs at least until the order lets the stream stop."""
        return self._left[state]

    def through(self, state: int, kinds: Iterable[str]) -> int | None:
        """What it costs where one of these kinds is on it; None when none can come."""
        ways = self._through[state]
        return min((ways[kind] for kind in kinds if kind in ways), default=None)


@attrs.frozen
class Move:
    """A step, and the standing that it leads to."""

    step: Step
    after: Standing
    is_bare: bool
    """Whether the event holds no element of a track."""
    cost: int
    """About what the way to the end costs that begins with it."""


def distance(outlook: Outlook, standing: Standing) -> int | None:
    """About what the way costs until the stream may stop; None where it never may."""
    state = standing.state
    left = outlook.left(state)
    found = left
    for check in standing.too_few():
        through = outlook.through(state, (*check.at, *check.unless))
        if through is None:
            return None
        found += through - left
    for track in standing.profile.tracks:
        for key in standing.owing(track):
            missing = track.automaton.shortest(standing.slices[track.name][key])
            groups = [(kind,) for kind in missing] if track.each is None else [track.at]
            if all(outlook.through(state, kinds) is not None for kinds in groups):
                found += len(missing)
            elif (through := outlook.through(state, standing.profile.forgiving)) is not None:
                found += through
            else:
                return None
    return found


def moves(outlook: Outlook, standing: Standing, kind: str) -> list[Move]:
    """The steps of a kind that are in order, and do not lead to where no end can be reached from."""
    found: list[Move] = []
    for parts in _parts(standing, kind):
        after = standing.copy()
        step = Step(kind, parts)
        try:
            in_order = not after.take(step)
        except Unclear:
            continue
        left = distance(outlook, after) if in_order else None
        if left is not None:
            is_bare = not any(part.track.each for part in parts)
            found.append(Move(step, after, is_bare, outlook.cost(kind) + left))
    holds = any(not move.is_bare for move in found)
    return [attrs.evolve(move, cost=move.cost + _BARE) if holds and move.is_bare else move for move in found]


def _parts(standing: Standing, kind: str) -> Iterator[tuple[Part, ...]]:
    """The ways in which an event can belong to slices; the tracks of a profile stand with parents before children."""
    if kind in standing.profile.restarting:
        standing = Standing(standing.profile)
    tracks = [track for track in standing.profile.tracks if kind in track.at]
    yield from _spread(standing, kind, tracks, {})


def _spread(standing: Standing, kind: str, tracks: list[Track], known: _Known) -> Iterator[tuple[Part, ...]]:
    if not tracks:
        yield ()
        return
    track, *rest = tracks
    if track.each is not None:
        # An element more or less: there need be none.
        yield from _spread(standing, kind, rest, known)
    for own in track.kinds if track.each is not None else (kind,):
        for key in _keys(standing, track, own, known):
            decided = {part.pointer: value for part, value in zip(track.key, key, strict=True)}
            for others in _spread(standing, kind, rest, {**known, **decided}):
                yield (Part(track, own, key), *others)


def _keys(standing: Standing, track: Track, kind: str, known: _Known) -> Iterator[Key]:
    """The keys of the slices that may have an event of a kind: those that may go on, and new ones."""
    slices, automaton = standing.slices[track.name], track.automaton
    reopens = kind in automaton.moves[0] and _may_reopen(standing.profile, track)
    live = [key for key in slices if (track.name, key) not in standing.cut]
    for key in live:
        if _agrees(track, key, known) and (reopens or kind in automaton.moves[slices[key]]):
            yield key
    if kind in automaton.moves[0] and len(live) < _CROWD:
        yield from (key for key in _new_keys(standing, track, known) if key not in slices)


def _may_reopen(profile: Profile, track: Track) -> bool:
    """Whether slices may begin again, and no check wants a key of theirs to come once only."""
    places = [part.path for part in track.key]
    return track.reopen and not any(
        check.rule == "unique" and check.path in places and not set(check.at).isdisjoint(track.kinds)
        for check in demanded(profile)
    )


def _agrees(track: Track, key: Key, known: _Known) -> bool:
    return all(known.get(part.pointer, value) == value for part, value in zip(track.key, key, strict=True))


def _new_keys(standing: Standing, track: Track, known: _Known) -> Iterator[Key]:
    parent = parent_of(standing.profile, track)
    above: list[Key] = [()]
    if parent is not None:
        slices = standing.slices[parent.name]
        live = [key for key in slices if (parent.name, key) not in standing.cut]
        above = [key for key in live if _agrees(parent, key, known)]
        if all(part.pointer in known for part in parent.key):
            above = [tuple(known[part.pointer] for part in parent.key)]  # it may begin with this event
    for before in above:
        yield from _completed(standing, track, before, known)


def _completed(standing: Standing, track: Track, before: Key, known: _Known) -> Iterator[Key]:
    """Yield the keys with this beginning; each further part is a known value or a new value."""
    if len(before) == len(track.key):
        yield before
        return
    part = track.key[len(before)]
    is_last = len(before) + 1 == len(track.key)
    options: list[_KeyPart] = []
    if part.pointer in known:
        options = [known[part.pointer]]
    elif is_last and track.contiguous:
        options = [standing.next_number(track, before)]
    else:
        options = [*([None] if part.optional else []), *_values(standing, track, part.pointer)]
    for value in options:
        yield from _completed(standing, track, (*before, value), known)


def _values(standing: Standing, track: Track, pointer: str) -> Iterator[_KeyPart]:
    """What a part of a key may be: a name or a number that is new here, or what it is in slices of another track."""
    number = len(standing.slices[track.name])
    named: list[_KeyPart] = [f"{track.name}-{number}", number]
    yield from reversed(named) if pointer.endswith("index") else named
    for other in standing.profile.tracks:
        if other is not track and other.key and other.key[-1].pointer == pointer:
            yield from (key[-1] for key in standing.slices[other.name])
