"""What came when: the chunks of a timed stream in a number of bins that stays the same, its longest gaps and its largest bursts."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

import attrs

from ..bursts import Burst, Bursts

BINS: Final = 400
"""Bins of the timeline, at most."""
_NARROWEST: Final = 0.001
"""Seconds of the first bins; they grow by doubling as the stream goes on."""
_TOP: Final = 5
"""Gaps and bursts that are kept."""


@attrs.frozen(order=True)
class Gap:
    """Time in which nothing came."""

    seconds: float
    began: float
    event: int
    """Number of the event that came after it."""


@attrs.define
class Bin:
    """What came within a part of the time."""

    chunks: int = 0
    size: int = 0
    events: int = 0


@attrs.define
class Spread:
    """How values spread: a histogram with fixed bounds, as OpenTelemetry has it."""

    bounds: Sequence[float]
    counts: list[int]
    """Values at or below each bound and above the one before; the last counts those above all bounds."""
    count: int = 0
    sum: float = 0.0
    least: float = 0.0
    most: float = 0.0

    @classmethod
    def of(cls, bounds: Sequence[float]) -> "Spread":
        """An empty histogram."""
        return cls(bounds, [0] * (len(bounds) + 1))

    def add(self, value: float) -> None:
        """Count a value."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.least = min(self.least, value) if self.count else value
        self.most = max(self.most, value) if self.count else value
        self.count += 1
        self.sum += value

    def include(self, other: "Spread") -> None:
        """Count all values of another histogram, which has the same bounds and is not empty."""
        self.counts = [one + more for one, more in zip(self.counts, other.counts, strict=True)]
        self.least = min(self.least, other.least) if self.count else other.least
        self.most = max(self.most, other.most) if self.count else other.most
        self.count += other.count
        self.sum += other.sum


DURATIONS: Final = tuple(0.01 * 2**power for power in range(14))
"""Bounds of the durations of whole calls and of chunks, in seconds: 0.01 to 81.92."""


class Times:
    """The times of one stream, in seconds after its request."""

    def __init__(self) -> None:
        self.chunks = 0
        self.first = 0.0
        """When the first chunk came."""
        self.last = 0.0
        """When the last chunk came."""
        self.width = _NARROWEST
        """Seconds of one bin; the first begins at the request."""
        self.bins: list[Bin] = []
        self.gaps: list[Gap] = []
        """The longest, the longest first."""
        self._found = Bursts()
        self._bursts: list[Burst] = []
        self._events = 0
        self.most_events = 0
        """Events of the chunk that had most."""
        self.between = Spread.of(DURATIONS)
        """Seconds from each chunk to the next."""

    def add(self, t: float, size: int, events: int, next_event: int) -> None:
        """Take a chunk with the number of events that ended in it, the first of which is `next_event`."""
        if self.chunks:
            wait = max(0.0, t - self.last)
            self.between.add(wait)
            if wait > 0:
                self.gaps = sorted([*self.gaps, Gap(wait, self.last, next_event)], reverse=True)[:_TOP]
        else:
            self.first = t
        self.chunks += 1
        self.last = max(self.last, t)
        self.most_events = max(self.most_events, events)
        self._bursts = _largest(self._bursts, self._found.came(t, next_event - 1, size))
        self._events = next_event - 1 + events
        found = self._bin(t)
        found.chunks += 1
        found.size += size
        found.events += events

    @property
    def bursts(self) -> list[Burst]:
        """The largest, the largest first."""
        return _largest(self._bursts, self._found.at_hand(self._events))

    def _bin(self, t: float) -> Bin:
        index = int(max(0.0, t) / self.width)
        while index >= BINS:
            self._halve()
            index = int(t / self.width)
        self.bins.extend(Bin() for _ in range(index + 1 - len(self.bins)))
        return self.bins[index]

    def _halve(self) -> None:
        self.width *= 2
        pairs = [self.bins[at : at + 2] for at in range(0, len(self.bins), 2)]
        self.bins = [
            Bin(
                sum(each.chunks for each in pair),
                sum(each.size for each in pair),
                sum(each.events for each in pair),
            )
            for pair in pairs
        ]


def _largest(bursts: list[Burst], more: Burst | None) -> list[Burst]:
    return bursts if more is None else sorted([*bursts, more], reverse=True)[:_TOP]
