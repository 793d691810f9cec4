"""Streams made longer and spelled otherwise: events come many times over, with other leaves, as other servers would write them."""

import json
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any, Final

from sse_codec import Event
from sse_codec.ordering import Checker, Framer, Profile

from .speller import Speller

TEXTS: Final = (
    "",
    "a",
    "word",
    'he said "no"',
    "back\\slash",
    "\u00e4\u4e2d\U0001f600",
    "\n\t",
    "\ud800",
    "0",
    "x" * 5000,
)
NUMBERS: Final = (0, 1, 2, 7, -1, 10**17, 10**18, 10**400)
OTHERS: Final = (None, True, False, 1.5, float("nan"), [], {}, [1], {"a": "b"})
BROKEN: Final = ("\\q", "\\u12g4", "\n", "\x00", '"', "}", "-", "0", ",")
"""What stands where it must not."""

_MARK: Final = "\ue000"


def leaves(value: Any) -> Iterator[tuple[Any, Any]]:
    """Where the leaves of a value stand: the object or array, and the name or number in it."""
    for step in value if isinstance(value, dict) else range(len(value)):
        if isinstance(value[step], dict | list) and value[step]:
            yield from leaves(value[step])
        else:
            yield value, step


def strings(events: Sequence[Event]) -> list[str]:
    """The strings in the leaves of events: what a leaf is, another may become."""
    values = (parsed(event) for event in events)
    found = (holder[step] for value in values if value is not None for holder, step in leaves(value))
    return list(dict.fromkeys(leaf for leaf in found if isinstance(leaf, str)))


def places_in(event: Event) -> list[tuple[Any, Any]]:
    """Where the leaves of an event stand; none when its data is neither object nor array."""
    value = parsed(event)
    return [] if value is None else list(leaves(value))


def parsed(event: Event) -> Any:
    """The object or array in the data of an event; None when it is neither."""
    try:
        value = json.loads(event.data)
    except ValueError:
        return None
    return value if isinstance(value, dict | list) else None


def altered(
    event: Event, place: int, luck: Random, words: Sequence[str], write: Callable[[Any], str]
) -> Event:
    """The same event with something else in its leaf number so and so, mostly a string for a string."""
    value = parsed(event)
    if value is None:
        return event
    places = list(leaves(value))
    if places:
        holder, step = places[place % len(places)]
        old = holder[step]
        if luck.random() < 0.03:
            holder[step] = luck.choice(OTHERS)
        elif isinstance(old, str):
            holder[step] = luck.choice(words)
        elif isinstance(old, int) and not isinstance(old, bool):
            holder[step] = luck.choice(NUMBERS)
    return Event(event.type, write(value), event.id)


def escaped(event: Event, place: int, write: Callable[[Any], str]) -> Event:
    """The same event with an escape in its leaf number so and so, where that is a word."""
    value = parsed(event)
    places = [] if value is None else list(leaves(value))
    holder, step = places[place % len(places)] if places else ((), 0)
    word = holder[step] if places else ""
    if not isinstance(word, str) or not word.isascii() or not word.isalnum():
        return rewritten(event, write)
    holder[step] = _MARK + word
    text = write(value)
    for mark in (_MARK, f"\\u{ord(_MARK):04x}"):
        text = text.replace(mark + word[0], f"\\u{ord(word[0]):04x}").replace(mark, "")
    return Event(event.type, text, event.id)


def broken(event: Event, luck: Random) -> Event:
    """An event of nearly the same data, which mostly is no JSON."""
    at = luck.randrange(len(event.data) + 1)
    quotes = [place for place, sign in enumerate(event.data, 1) if sign == '"']
    if quotes and luck.random() < 0.7:
        at = luck.choice(quotes)
    return Event(event.type, event.data[:at] + luck.choice(BROKEN) + event.data[at:], event.id)


def rewritten(event: Event, write: Callable[[Any], str]) -> Event:
    """The same event, spelled otherwise."""
    value = parsed(event)
    return event if value is None else Event(event.type, write(value), event.id)


def lacking(event: Event, profile: Profile, luck: Random) -> Event:
    """The same event without one of its members, such as one of the places that name its kind."""
    value = parsed(event)
    if not isinstance(value, dict) or not value:
        return event
    naming = [name for name, member in value.items() if isinstance(member, str) and member in profile.kinds]
    del value[luck.choice(naming if naming and luck.random() < 0.6 else list(value))]
    return Event(event.type, json.dumps(value), event.id)


def renamed(event: Event, profile: Profile, luck: Random) -> Event:
    """The same event of a kind that the profile does not know, where a member names the kind."""
    value = parsed(event)
    if not isinstance(value, dict):
        return event
    named = {
        name: member for name, member in value.items() if isinstance(member, str) and member in profile.kinds
    }
    value |= dict.fromkeys(named, "unheard-of")
    type = "unheard-of" if event.type in profile.kinds else event.type
    return Event(type, json.dumps(value), event.id)


def shaken(events: Sequence[Event], luck: Random) -> list[Event]:
    """Mostly the same events; now and then some are dropped, doubled, put elsewhere, or under another's type."""
    found = list(events)
    for _ in range(luck.choice((0, 0, 0, 0, 0, 1, 3))):
        at, other = luck.randrange(len(found) + 1), luck.randrange(len(found) + 1)
        match luck.randrange(4):
            case 0:
                del found[at : at + 1]
            case 1:
                found[at:at] = found[other : other + 1]
            case 2:
                found[at:at], found[other : other + 1] = found[other : other + 1], []
            case _ if at < len(found) and other < len(found):
                found[at] = Event(found[other].type, found[at].data, found[at].id)
            case _:
                pass
    return found


def is_calm(profile: Profile, before: Sequence[Event], *events: Event) -> bool:
    """Return True if nothing is found in events that come after others."""
    checker = Checker(profile, learn=False)
    for event in before:
        checker.feed(event)
    return not any(checker.feed(event) for event in events)


def weighed(profile: Profile) -> list[str]:
    """The strings that a profile compares with."""
    shapes = [shape for each in (*profile.framings, *profile.tracks) for shape in each.shapes]
    scalars = [
        *profile.kinds,
        *(scalar for shape in shapes for _, scalar in (*shape.equals, *shape.like)),
        *(value for check in profile.checks for value in check.values),
        *(value for each in profile.outcomes.values for values in each.words.values() for value in values),
    ]
    return list(dict.fromkeys(scalar.replace("*", "") for scalar in scalars if isinstance(scalar, str)))


def checked(profile: Profile) -> set[str]:
    """The members that the checks of a profile look at, wherever they stand."""
    places = (place for check in profile.checks for place in (check.path, check.delta, check.opener))
    return {place[-1] for place in places if place}


def turning(profile: Profile, events: Sequence[Event]) -> list[Event]:
    """The events that end, forgive or forget slices, of whatever slice they are themselves."""
    kinds = {
        *profile.forgiving,
        *profile.restarting,
        *(kind for each in profile.tracks for kind in each.closed_by),
    }
    framer = Framer(profile.framings)
    classified = [(event, framer.classify(event)) for event in events]
    return [event for event, found in classified if found is not None and found.kind in kinds]


def longer(profile: Profile, events: Sequence[Event], luck: Random) -> list[Event]:
    """Some of the events come many times, each with a leaf of its own that changes, and then others; all are spelled anew."""
    events = shaken(events, luck)
    makers = Makers(profile, events, luck)
    chosen = {luck.randrange(len(events) + 1) for _ in range(luck.choice((2, 4, 8)))}
    found: list[Event] = []
    for place, event in enumerate(events):
        found.append(rewritten(event, makers.write))
        if place in chosen and (luck.random() < 0.1 or is_calm(profile, found, event, event)):
            found += makers.turns(event, found)
    return found


class Makers:
    """Makes events of others of one stream."""

    def __init__(self, profile: Profile, events: Sequence[Event], luck: Random) -> None:
        self.write = Speller(luck).write
        self._luck = luck
        self._profile = profile
        self._events = events
        self._turning = turning(profile, events) or events
        self._checked = checked(profile)
        self._any = [*TEXTS, *strings(events)]
        self._weighed = weighed(profile) or self._any
        self.words: Final = (*self._any, *self._weighed)
        """The strings that leaves get."""

    def turns(self, event: Event, before: Sequence[Event]) -> Iterator[Event]:
        """An event many times, in which one leaf changes mostly or never; then events that may say something else."""
        luck = self._luck
        if luck.random() < 0.25:
            event = luck.choice((lacking, renamed))(event, self._profile, luck)
        leaf = self._leaf(event, list(before)) if luck.random() < 0.7 else luck.randrange(20)
        sort = luck.choice(("the same", "altered", "escaped"))
        if sort == "escaped" and luck.random() < 0.5:
            leaf = self._naming(event, leaf)
        for _ in range(luck.randrange(4, 10)):
            yield self._again(event, leaf, sort)
        for _ in range(luck.randrange(8)):
            yield self._other(event, leaf)
        for _ in range(luck.choice((0, 0, 1, 3))):
            yield self._again(event, leaf, sort)
            yield self._again(event, leaf, sort)
            yield rewritten(luck.choice(self._turning if luck.random() < 0.5 else self._events), self.write)
            yield self._again(event, leaf, sort)
            if luck.random() < 0.5:
                yield rewritten(luck.choice(before), self.write)

    def _naming(self, event: Event, leaf: int) -> int:
        """A leaf that names the kind of the event; ``leaf``, where none does."""
        naming = [
            number
            for number, (holder, step) in enumerate(places_in(event))
            if isinstance(holder[step], str) and holder[step] in self._profile.kinds
        ]
        return self._luck.choice(naming) if naming else leaf

    def _again(self, event: Event, leaf: int, sort: str) -> Event:
        if sort == "altered" and self._luck.random() < 0.8:
            return self._altered(event, leaf, self._any)
        if sort == "escaped" and self._luck.random() < 0.5:
            return escaped(event, leaf, self.write)
        return rewritten(event, self.write)

    def _leaf(self, event: Event, before: Sequence[Event]) -> int:
        """A leaf that may change, preferably one that a check looks at."""
        leaf = 0
        looked_at = [
            number for number, (_, step) in enumerate(places_in(event)) if str(step) in self._checked
        ] or range(20)
        for _ in range(4):
            leaf = self._luck.choice(looked_at) if self._luck.random() < 0.5 else self._luck.randrange(20)
            if is_calm(self._profile, before, self._altered(event, leaf, self._any)):
                break
        return leaf

    def _other(self, event: Event, leaf: int) -> Event:
        luck = self._luck
        match luck.randrange(8):
            case 0 | 1:
                return rewritten(luck.choice(self._events), self.write)
            case 2 | 3:
                return self._altered(event, leaf, self._weighed)
            case 4:
                return self._altered(event, luck.randrange(20), self.words)
            case 5:
                return self._altered(event, leaf, [""])
            case 6:
                return broken(self._again(event, leaf, "altered"), luck)
            case _:
                return rewritten(event, self.write)

    def _altered(self, event: Event, leaf: int, words: Sequence[str]) -> Event:
        return altered(event, leaf, self._luck, words, self.write)
