"""How much of what can happen to a stream on its way the profiles notice: captured streams with one fault put in.

Streams in which the profile finds no error are taken, and events that mark a boundary (every kind but a mere piece of
text, and the server's signs of life) are dropped, doubled, and swapped with their neighbours; a number or name that
says which slice an event belongs to is changed; the stream is cut off. A fault is caught when there is a finding of
level error or warning that the stream did not have before: with the profile named, and under auto, where it is found
first. What another member of the family allows is no fault once the stream may be of that: it is counted apart.

python tests/captures/mutations.py FOLDER...             # the table; exit code 1 when a goal is missed
python tests/captures/mutations.py FOLDER... --missed    # and what was not caught, most frequent first

Some of what is not caught is no fault that anybody could see: usage that nobody had to send is not missed. It is counted
all the same.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from sse_codec import Decoder, Event, encode
from sse_codec.ordering import Checker, Classified, Framer, Profile, load_outline, load_profile
from sse_conform.check import StreamCheck

EACH: Final = 10
"""Pieces of a stream whose key is changed, and places where it is cut; all boundaries are taken."""

Events = Sequence[Event]
Fault = tuple[str, str, Events]
"""The operator, what it was done to, and the stream with the fault."""


def unchanged(events: Events) -> Events:
    return events


def numbered_anew(events: Events) -> Events:
    """The stream as a server would have sent it that had the fault itself: its sequence numbers have no gap."""
    return [
        Event(event.type, json.dumps(json.loads(event.data) | {"sequence_number": number}))
        if event.data.startswith("{")
        else event
        for number, event in enumerate(events)
    ]


@dataclass(frozen=True)
class Course:
    """One profile on the captures of a dialect."""

    profile: str
    folders: tuple[str, ...]
    pieces: tuple[str, ...]
    """Patterns of the kinds, of events and of their elements, that mark no boundary."""
    goal: float | None = None
    """The share that has to be caught, of the cases of each operator."""
    remake: Callable[[Events], Events] = unchanged
    """What is done to every stream, with a fault or without, before it is checked."""
    note: str = ""

    @property
    def title(self) -> str:
        return f"{self.profile}{self.note and ', '}{self.note}"


_RESPONSES: Final = ("*.delta", "*.annotation.added", "keepalive")
COURSES: Final = (
    Course("anthropic-messages", ("anthropic",), ("content_block_delta", "ping"), goal=0.95),
    Course("openai-responses", ("openai-responses",), _RESPONSES, goal=0.95),
    Course("openai-responses", ("openai-responses",), _RESPONSES, 0.9, numbered_anew, "numbered anew"),
    Course("openai-chat", ("openai-chat",), ("chunk", "delta", "args"), goal=0.85),
    Course("openai-compatible", ("openai-compat",), ("chunk", "delta", "args", "again", "blank", "empty")),
    Course("openai-completions", ("openai-completions",), ("chunk", "text")),
    Course("cohere-v2", ("cohere", "cohere-v2"), ("*-delta",)),
    Course("gemini", ("gemini",), ("chunk", "first", "meta")),
)
LIFE: Final = ("ping", "keepalive")
"""Signs of life, which may come anywhere: one that changes places with its neighbour is no fault."""
MOST_APART: Final = 0.01
"""How much less may be caught under auto than with the profile named."""


@dataclass
class Row:
    """What became of the cases of one operator."""

    cases: int = 0
    caught: int = 0
    errors: int = 0
    """Caught at level error."""
    single: int = 0
    """With at most one new finding about the order of the stream and of its slices."""
    auto: int = 0
    """Caught under auto."""
    allowed: Counter[str] = field(default_factory=Counter[str])
    """Cases that the named profile catches, and that another member of its family allows."""
    missed: Counter[str] = field(default_factory=Counter[str])
    apart: Counter[str] = field(default_factory=Counter[str])
    """What the named profile catches, and auto does not."""

    def add(self, what: str, new: Counter[tuple[str, str]], under_auto: "Found", family: str) -> None:
        """Count a case by its new findings."""
        self.cases += 1
        self.caught += bool(new)
        self.errors += any(level == "error" for _, level in new)
        self.single += sum(count for (code, _), count in new.items() if code.startswith("ORD")) <= 1
        self.auto += bool(under_auto.findings)
        if not new:
            self.missed[what] += 1
        elif not under_auto.findings:
            is_allowed = under_auto.profile is not None and load_outline(under_auto.profile).family == family
            self.apart[what] += 1
            self.allowed[what] += is_allowed and under_auto.is_another

    def join(self, other: "Row") -> None:
        self.cases += other.cases
        self.caught += other.caught
        self.errors += other.errors
        self.single += other.single
        self.auto += other.auto
        self.allowed += other.allowed
        self.apart += other.apart
        self.missed += other.missed

    @property
    def left(self) -> int:
        """Cases without those that another member of the family allows."""
        return self.cases - self.allowed.total()

    @property
    def share(self) -> float:
        """What the named profile catches of those that are left."""
        return (self.caught - self.allowed.total()) / max(self.left, 1)

    @property
    def auto_share(self) -> float:
        """What is caught of them under auto."""
        return self.auto / max(self.left, 1)


class Stream:
    """A stream, with the kinds of its events and where its boundaries are."""

    def __init__(self, events: Events, profile: Profile, pieces: Sequence[str]) -> None:
        self.events = events
        self._profile = profile
        framer = Framer(profile.framings)
        self._classified = [framer.classify(event) for event in events]
        self._kinds = [self._kinds_of(classified) for classified in self._classified]
        self._boundaries = [
            place
            for place, kinds in enumerate(self._kinds)
            if any(not any(fnmatchcase(kind, piece) for piece in pieces) for kind in kinds)
        ]

    def _kinds_of(self, classified: Classified | None) -> list[str]:
        """The kind of an event, and those of its elements."""
        if classified is None:
            return []
        kinds = [classified.kind]
        for track in self._profile.tracks:
            if track.each is not None and classified.kind in track.at:
                kinds.extend(kind for kind, _ in track.elements(classified.kind, classified.value))
        return kinds

    def _name(self, *places: int) -> str:
        return ", ".join("+".join(self._kinds[place]) for place in places)

    def faults(self) -> Iterator[Fault]:
        """The stream with each fault."""
        yield from self._at_boundaries()
        yield from self._between()
        pieces = [place for place in range(len(self.events)) if place not in self._boundaries]
        for place in sorted(self._boundaries + spread(pieces)):
            for wrong in self._wrong_keys(place):
                yield "wrong key", self._name(place), replaced(self.events, place, 1, wrong)
        for length in spread(range(1, len(self.events))):
            yield "truncate", self._name(length - 1), self.events[:length]

    def _at_boundaries(self) -> Iterator[Fault]:
        for place in self._boundaries:
            event = self.events[place]
            yield "drop", self._name(place), replaced(self.events, place, 1)
            yield "duplicate", self._name(place), replaced(self.events, place, 1, event, event)

    def _between(self) -> Iterator[Fault]:
        """Each boundary in the place of its neighbour, before and behind it."""
        near = {place + step for place in self._boundaries for step in (-1, 0)}
        for place in sorted(near & set(range(len(self.events) - 1))):
            one, other = self.events[place : place + 2]
            if one != other and not self._is_life(place, place + 1):
                yield "swap", self._name(place, place + 1), replaced(self.events, place, 2, other, one)

    def _is_life(self, *places: int) -> bool:
        return any(kind in LIFE for place in places for kind in self._kinds[place])

    def _wrong_keys(self, place: int) -> Iterator[Event]:
        """The event with each part of each of its keys changed.

        The value is the whole of the data in all profiles here, so what is changed in the one is changed in the other.
        """
        classified = self._classified[place]
        if classified is None:
            return
        done: set[tuple[int, str]] = set()
        for track in self._profile.tracks:
            if classified.kind not in track.at:
                continue
            for _, nodes in track.elements(classified.kind, classified.value):
                for part in track.key:
                    holder = nodes[part.depth]
                    *way, name = part.path
                    for token in way:
                        holder = holder.get(token, {})
                    if name in holder and (id(holder), name) not in done:
                        done.add((id(holder), name))
                        yield from self._changed(place, holder, name)

    def _changed(self, place: int, holder: dict[str, Any], name: str) -> Iterator[Event]:
        event, classified = self.events[place], self._classified[place]
        right = holder[name]
        others = (right + 1, right - 1 if right else 7) if isinstance(right, int) else (f"{right}x",)
        for wrong in others:
            holder[name] = wrong
            yield Event(event.type, json.dumps(classified and classified.value), event.id)
        holder[name] = right


def replaced(events: Events, place: int, count: int, *others: Event) -> Events:
    """The stream with other events in the place of so many."""
    return [*events[:place], *others, *events[place + count :]]


def spread(places: Sequence[int]) -> list[int]:
    """At most so many of the places, from the first to the last, evenly."""
    if len(places) <= EACH:
        return list(places)
    return [places[round(number * (len(places) - 1) / (EACH - 1))] for number in range(EACH)]


def findings(profile: Profile, events: Events) -> Counter[tuple[str, str]]:
    """How many findings of each code and level there are, without mere information."""
    checker = Checker(profile)
    found = [finding for event in events for finding in checker.feed(event)] + checker.close()
    return Counter((finding.code, finding.level) for finding in found if finding.level != "info")


@dataclass(frozen=True)
class Found:
    """What is found under auto."""

    profile: str | None
    is_another: bool
    """Not the profile that was named."""
    findings: Counter[tuple[str, str]]


def under_auto(named: str, events: Events, known: Counter[tuple[str, str]] | None = None) -> Found:
    """What the check finds of order and values when it has to find the profile, but for what was known."""
    check = StreamCheck("stream")
    found = check.feed(b"".join(encode(event.data, type=event.type) for event in events)) + check.close()
    told = Counter(
        (finding.code, finding.level.label)
        for finding in found
        if finding.basis == "profile" and finding.level.label != "info"
    )
    profile = check.report.profile
    return Found(profile, profile != named, told - (known or Counter()))


def clean(profile: Profile, course: Course, folders: Iterable[Path]) -> Iterator[Stream]:
    """The streams of a course in which nothing is an error."""
    paths = (folder / name for folder in folders for name in course.folders if (folder / name).is_dir())
    for path in sorted(file for folder in paths for file in folder.iterdir()):
        events = Decoder().feed(path.read_bytes())
        found = findings(profile, course.remake(events))
        if events and not any(level == "error" for _, level in found):
            yield Stream(events, profile, course.pieces)


def measure(course: Course, folders: Iterable[Path]) -> tuple[int, dict[str, Row]]:
    """How many streams were clean, and what became of their faults by operator, the last row being all of them."""
    profile = load_profile(course.profile)
    rows: dict[str, Row] = {}
    streams = list(clean(profile, course, folders))
    family = load_outline(course.profile).family
    for stream in streams:
        known = findings(profile, course.remake(stream.events))
        known_auto = under_auto(course.profile, course.remake(stream.events)).findings
        for operator, what, events in stream.faults():
            if not events:
                continue  # what is left has no order
            remade = course.remake(events)
            new = findings(profile, remade) - known
            auto = under_auto(course.profile, remade, known_auto)
            rows.setdefault(operator, Row()).add(what, new, auto, family)
    total = Row()
    for row in list(rows.values()):
        total.join(row)
    return len(streams), rows | {"all": total}


def show(course: Course, count: int, rows: dict[str, Row]) -> bool:
    """Print the table of a course, and say whether its goal is met."""
    print(f"\n{course.title}: {count} clean captures")
    print(
        f"  {'':10}{'cases':>7}{'named':>8}{'auto':>8}{'allowed':>9}{'at level error':>16}{'one finding':>13}"
    )
    for operator, row in rows.items():
        shares = [
            f"{share:.1%}".rjust(width)
            for share, width in (
                (row.errors / max(row.cases, 1), 16),
                (row.single / max(row.cases, 1), 13),
            )
        ]
        caught = f"{row.share:8.1%}{row.auto_share:8.1%}{row.allowed.total():9}"
        print(f"  {operator:10}{row.cases:7}{caught}{''.join(shares)}")
    total = rows["all"]
    near = total.cases > 0 and total.auto_share >= total.share - MOST_APART
    print(f"  auto at most one point below the named profile: {'met' if near else 'MISSED'}")
    if course.goal is None:
        return near
    met = all(row.cases > 0 and row.caught >= course.goal * row.cases for row in rows.values())
    print(f"  goal: {course.goal:.0%} caught in each row, {'met' if met else 'MISSED'}")
    return met and near


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "folders", type=Path, nargs="+", help="folders of captures, with a folder for each service"
    )
    parser.add_argument("--profile", action="append", help="only this one; repeatable")
    parser.add_argument("--missed", action="store_true", help="list what was not caught")
    chosen = parser.parse_args(arguments)
    met = True
    for course in COURSES:
        if not chosen.profile or course.profile in chosen.profile:
            count, rows = measure(course, chosen.folders)
            met = show(course, count, rows) and met
            if chosen.missed:
                for operator, row in list(rows.items())[:-1]:
                    for sort in ("missed", "apart", "allowed"):
                        for what, times in getattr(row, sort).most_common(12):
                            print(f"  {sort} {times:3} times: {operator} {what}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
