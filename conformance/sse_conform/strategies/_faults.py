"""One fault in a run that is in order: the codes of which a checker has to give one, and where it can be seen first."""

import json
from collections.abc import Callable, Iterator
from typing import Any, Final

import attrs

from sse_codec import Event
from sse_codec.ordering import Framer, Framing, Profile
from sse_codec.ordering.pointers import MISSING, Absent, Pointer, resolve, write_pointer

from ._build import Built, read
from ._shapes import exactly, types
from ._solve import GENERIC, Choices, Impossible, Tree, put
from ._standing import Codes, Standing, Step, Unclear

_UNKNOWN: Final = "no-such-kind"
_WRONG: Final[tuple[Any, ...]] = (MISSING, "no such value", *GENERIC, -1, "{")

_Item = tuple[Event, Step]


@attrs.frozen
class NearMiss:
    """A stream with one fault."""

    events: tuple[Event, ...]
    codes: frozenset[str]
    """A checker of the profile finds at least one of these."""
    at: int
    """The number of the event before which nothing is out of order, from 1; 0 for the end of the stream."""
    what: str
    """The fault in a few words, such as ``dropped content_block_stop``."""


class Faults:
    """The faults that can be made in one run of a profile."""

    def __init__(self, profile: Profile, framing: Framing, run: list[Built]) -> None:
        self._profile = profile
        self._framing = framing
        self._run = run
        self._items = [(built.event, built.step) for built in run]

    def pick(self, choices: Choices) -> NearMiss | None:
        """One of them; None when no change that was tried is a fault."""
        makers: list[Callable[[int, Choices], Iterator[NearMiss | None]]] = [
            self._dropped, self._doubled, self._swapped, self._stopped, self._after_end, self._unknown,
            self._wrong_key, self._without_key, self._misnamed, self._wrong_value,
        ]  # fmt: skip
        for make in choices.first_of(makers):
            for place in choices.first_of(range(len(self._run))):
                for miss in make(place, choices):
                    if miss is not None:
                        return miss
        return None

    def _dropped(self, place: int, choices: Choices) -> Iterator[NearMiss | None]:
        items = self._items
        yield self._judged([*items[:place], *items[place + 1 :]], f"dropped {self._kind(place)}")

    def _doubled(self, place: int, choices: Choices) -> Iterator[NearMiss | None]:
        items = self._items
        yield self._judged([*items[: place + 1], *items[place:]], f"sent {self._kind(place)} twice")

    def _swapped(self, place: int, choices: Choices) -> Iterator[NearMiss | None]:
        items = self._items
        if place:
            changed = [*items[: place - 1], items[place], items[place - 1], *items[place + 1 :]]
            yield self._judged(changed, f"swapped {self._kind(place - 1)} and {self._kind(place)}")

    def _stopped(self, place: int, choices: Choices) -> Iterator[NearMiss | None]:
        yield self._judged(self._items[:place], f"stopped before {self._kind(place)}")

    def _after_end(self, place: int, choices: Choices) -> Iterator[NearMiss | None]:
        yield self._judged([*self._items, self._items[place]], f"sent {self._kind(place)} after the end")

    def _unknown(self, place: int, choices: Choices) -> Iterator[NearMiss | None]:
        events = [event for event, _ in self._items]
        for stranger in choices.first_of(_strangers(self._framing)) if place else ():
            classified = Framer(self._profile.framings, framing=self._framing.name).classify(stranger)
            if classified is None:
                codes = frozenset(["ORD302"])
            elif classified.kind not in self._profile.kinds and not (
                classified.disagrees or classified.lacks
            ):
                codes = frozenset(["ORD301"])
            else:
                continue
            what = f"an event of no known kind before {self._kind(place)}"
            yield self._told([*events[:place], stranger, *events[place:]], codes, place + 1, what)

    def _wrong_key(self, place: int, choices: Choices) -> Iterator[NearMiss | None]:
        built = self._run[place]
        for pointer in choices.first_of(built.keys):
            found = resolve(pointer, built.document)
            other = found + 1000 if isinstance(found, int) else "no such key"
            yield self._with_key(
                place, pointer, other, f"{self._kind(place)} with a wrong {write_pointer(pointer)}"
            )

    def _without_key(self, place: int, choices: Choices) -> Iterator[NearMiss | None]:
        for pointer in choices.first_of(self._run[place].keys):
            yield self._with_key(
                place, pointer, MISSING, f"{self._kind(place)} without {write_pointer(pointer)}"
            )

    def _with_key(self, place: int, pointer: Pointer, key: Any, what: str) -> NearMiss | None:
        changed = self._changed(place, pointer, key)
        if changed is None:
            return None
        return self._judged([*self._items[:place], changed, *self._items[place + 1 :]], what)

    def _misnamed(self, place: int, choices: Choices) -> Iterator[NearMiss | None]:
        for name in choices.first_of(self._profile.kinds) if self._framing.agree else ():
            event = Event(name, self._items[place][0].data)
            found = Framer(self._profile.framings, framing=self._locked(place)).classify(event)
            if found is not None and found.disagrees and found.framing == self._framing.name:
                what = f"{self._kind(place)} in an event that is named {name}"
                yield self._told(self._events(place, event), frozenset(["ORD304"]), place + 1, what)

    def _wrong_value(self, place: int, choices: Choices) -> Iterator[NearMiss | None]:
        for demand in choices.first_of(self._run[place].demands):
            if not demand.check or (demand.shows_later and self._is_cut_off(place)):
                continue
            what = f"{self._kind(place)} with a wrong value for {demand.check}"
            for value in choices.first_of((*demand.wrong, *_WRONG)):
                changed = None if demand.holds(value) else self._changed(place, demand.place, value)
                if changed is not None and changed[1] == self._items[place][1]:
                    yield self._told(
                        self._events(place, changed[0]), frozenset([demand.check]), place + 1, what
                    )

    def _kind(self, place: int) -> str:
        return self._run[place].step.kind

    def _locked(self, place: int) -> str | None:
        """The framing that the stream is known to be in before an event."""
        return self._framing.name if place else None

    def _is_cut_off(self, place: int) -> bool:
        """Whether slices are left unjudged at an event, or later."""
        unjudged = self._profile.forgiving | self._profile.restarting
        return any(built.step.kind in unjudged for built in self._run[place:])

    def _events(self, place: int, other: Event) -> list[Event]:
        """The events of the run, with another in one place."""
        return [other if number == place else event for number, (event, _) in enumerate(self._items)]

    def _changed(self, place: int, pointer: Pointer, value: Any) -> _Item | None:
        """An event with another value at a place in its data; None where that makes something else of it."""
        built = self._run[place]
        try:
            document = put(built.document, pointer, value)
        except Impossible:
            return None
        is_text = built.document == built.event.data
        if isinstance(document, Absent) or (is_text and not isinstance(document, str)):
            return None
        event = Event(built.event.type, document if is_text else json.dumps(document, ensure_ascii=False))
        found = read(self._profile, event, self._locked(place))
        return (event, found[1]) if found is not None and found[0] == self._framing.name else None

    def _judged(self, items: list[_Item], what: str) -> NearMiss | None:
        """A near miss, where these events are out of order; None where they are not, or nobody can say."""
        if items and read(self._profile, items[0][0], None) != (self._framing.name, items[0][1]):
            return None
        events = [event for event, _ in items]
        standing = Standing(self._profile)
        try:
            for number, (_, step) in enumerate(items, 1):
                codes = standing.take(step)
                if codes:
                    return self._told(events, codes, number, what)
        except Unclear:
            return None
        return self._told(events, standing.stop(), 0, what)

    def _told(self, events: list[Event], codes: Codes, at: int, what: str) -> NearMiss | None:
        """A near miss, unless the profile has these findings off."""
        told = frozenset(code for code in codes if self._profile.levels.get(code) != "off")
        return NearMiss(tuple(events), told, at, what) if told else None


def _strangers(framing: Framing) -> Iterator[Event]:
    """Events of no kind that a profile has."""
    for type in types(framing, _UNKNOWN, None):
        if isinstance(framing.kind, tuple):
            document = Tree([exactly(framing.kind, _UNKNOWN)]).solve(Choices(0))
            yield Event(type, json.dumps(document))
        yield Event(type, "{}")
        yield Event(type, _UNKNOWN)
