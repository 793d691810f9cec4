"""Two streams held against each other, event by event: what was lost, added, changed and moved on the way from one to the other."""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

import attrs

from ._contents import Contents

_SMALL: Final = 300
"""Events of each side that are compared each with each, where none of them tells where it belongs."""
_Gap = tuple[range, range]
"""Events of both sides between two that are the same."""


@attrs.define
class Difference:
    """What became of the events of one stream in another; each number is an index from 0."""

    same: int = 0
    """Events that came through as they were, in their order."""
    lost: list[int] = attrs.Factory(list[int])
    added: list[int] = attrs.Factory(list[int])
    changed: list[tuple[int, int]] = attrs.Factory(list[tuple[int, int]])
    """Where one event stands in the place of another."""
    moved: list[tuple[int, int]] = attrs.Factory(list[tuple[int, int]])
    """Events that came through as they were, and in another order."""
    delays: "Delays | None" = None
    """How much later the same events came; None where one of the streams has no times."""


@attrs.define
class Delays:
    """By how many seconds the same events came later, each counted from its own request."""

    count: int = 0
    sum: float = 0.0
    least: float = 0.0
    most: float = 0.0

    def add(self, delay: float) -> None:
        """Count a delay; a negative one for an event that came earlier."""
        self.least = min(self.least, delay) if self.count else delay
        self.most = max(self.most, delay) if self.count else delay
        self.count += 1
        self.sum += delay


def compare(before: Contents, after: Contents) -> Difference:
    """Hold one stream against another. It takes time in proportion to their events, nearly."""
    found = Difference()
    gaps: list[_Gap] = []
    start, other = 0, 0
    for at, to, length in _matches(before.digests, after.digests):
        if at > start or to > other:
            gaps.append((range(start, at), range(other, to)))
        for index in range(length):
            _delay(found, before.times[at + index], after.times[to + index])
        found.same += length
        start, other = at + length, to + length
    moved = _moved(before, after, gaps)
    found.moved = sorted(moved.items())
    arrived = set(moved.values())
    for lost, added in gaps:
        _tell(
            found,
            [each for each in lost if each not in moved],
            [each for each in added if each not in arrived],
        )
    return found


def _matches(one: "array[int]", other: "array[int]") -> Iterator[tuple[int, int, int]]:
    """Stretches that are the same in both: start in each, and length. The last is empty, and stands at both ends."""
    start, end = 0, 0
    shorter = min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    yield 0, 0, start
    at, to = start, start
    for place, target in [*_anchors(one, other, start, end), (len(one) - end, len(other) - end)]:
        yield from _between(one, other, range(at, place), range(to, target))
        if place < len(one) - end:
            yield place, target, 1
        at, to = place + 1, target + 1
    yield len(one) - end, len(other) - end, end


def _between(
    one: "array[int]", other: "array[int]", here: range, there: range
) -> Iterator[tuple[int, int, int]]:
    """Stretches that are the same among events none of which tells where it belongs, a few at a time."""
    at, to = here.start, there.start
    while at < here.stop and to < there.stop:
        run = 0
        while at + run < here.stop and to + run < there.stop and one[at + run] == other[to + run]:
            run += 1
        if run:
            yield at, to, run
            at, to = at + run, to + run
            continue
        few, others = one[at : min(at + _SMALL, here.stop)], other[to : min(to + _SMALL, there.stop)]
        match = SequenceMatcher(None, few, others, autojunk=False).find_longest_match()
        if match.size == 0:
            at, to = at + len(few), to + len(others)
            continue
        # What lies before the longest match is compared by itself; what comes behind it, next.
        yield from _between(one, other, range(at, at + match.a), range(to, to + match.b))
        yield at + match.a, to + match.b, match.size
        at, to = at + match.a + match.size, to + match.b + match.size


def _anchors(one: "array[int]", other: "array[int]", start: int, end: int) -> list[tuple[int, int]]:
    """Events that each side has once, as many as have the same order in both (patience diff)."""
    counts = Counter(one[start : len(one) - end])
    places = {digest: index for index, digest in enumerate(other[start : len(other) - end], start)}
    twice = {digest for digest, number in Counter(other[start : len(other) - end]).items() if number > 1}
    pairs = [
        (index, places[digest])
        for index, digest in enumerate(one[start : len(one) - end], start)
        if counts[digest] == 1 and digest in places and digest not in twice
    ]
    tops: list[int] = []
    piles: list[int] = []
    back: list[int] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        tops[pile : pile + 1] = [place]
        piles[pile : pile + 1] = [number]
        back.append(piles[pile - 1] if pile else -1)
    chain: list[tuple[int, int]] = []
    at = piles[-1] if piles else -1
    while at >= 0:
        chain.append(pairs[at])
        at = back[at]
    return chain[::-1]


def _moved(before: Contents, after: Contents, gaps: list[_Gap]) -> dict[int, int]:
    """The events that are missing in one place and stand in another."""
    added: defaultdict[int, deque[int]] = defaultdict(deque)
    for _, there in gaps:
        for index in there:
            added[after.digests[index]].append(index)
    moved: dict[int, int] = {}
    for here, _ in gaps:
        for index in here:
            if places := added.get(before.digests[index]):
                moved[index] = places.popleft()
    return moved


def _tell(found: Difference, lost: list[int], added: list[int]) -> None:
    """Record the events between two equal ones as changed, lost or added. Equal numbers mean changes."""
    pairs = min(len(lost), len(added)) if len(lost) == len(added) else 0
    found.changed += zip(lost[:pairs], added[:pairs], strict=True)
    found.lost += lost[pairs:]
    found.added += added[pairs:]


def _delay(found: Difference, before: float, after: float) -> None:
    if before >= 0 and after >= 0:
        found.delays = found.delays or Delays()
        found.delays.add(after - before)
