"""The moments of a stream that stand out, and its pace: a few numbers are kept, however long it is."""

import heapq
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any, Final, cast

from sse_codec import Event

from ..bursts import Burst, Bursts
from ..render import count, seconds

_GAP: Final = 0.5
"""Seconds that a gap has at least."""
_MOST: Final = 5
"""Gaps that are told, and bursts: the longest, and the largest."""
_STEPS: Final = 20
"""Steps of a tenfold in which times between chunks are counted."""
_TEXTS: Final = frozenset({"answer", "content", "delta", "response", "text", "thinking", "token"})
_DEPTH: Final = 6
_LONGEST: Final = 64 * 1024


class Moments:
    """When things happened, from chunk to chunk."""

    def __init__(self) -> None:
        self.last: float | None = None
        """When the last chunk came; None before the first."""
        self._firsts: dict[str, tuple[float, str]] = {}
        self._gaps: list[tuple[float, float, int]] = []
        self._found = Bursts()
        self._bursts: list[Burst] = []
        self._paces: Counter[int] = Counter()

    def first(self, t: float, words: str, what: str) -> None:
        """Remember when something came first."""
        self._firsts.setdefault(what, (t, words))

    def came(self, t: float, events: int, size: int) -> None:
        """A chunk of this size came, before which there were so many events."""
        gap = t - (self.last or 0.0)
        if self.last is None:
            self.first(t, "first byte", "byte")
        else:
            self._paces[round(_STEPS * math.log10(max(gap, 1e-6)))] += 1
            if gap >= _GAP:
                _keep(self._gaps, (gap, self.last, events))
        self._keep(self._found.came(t, events, size))
        self.last = t

    def close(self, events: int) -> None:
        """The stream is over, after so many events."""
        self._keep(self._found.at_hand(events))

    def _keep(self, burst: Burst | None) -> None:
        if burst is not None:
            _keep(self._bursts, burst)

    def pace(self, events: int) -> Iterator[str]:
        """How fast the events came, and the chunks."""
        came = self._firsts["byte"][0]
        took = (self.last or came) - came
        if took > 0 and events > 1:
            yield f"pace: {events / took:,.1f} events a second after the first byte"
            yield f", a chunk every {seconds(self._median())} (median)\n" if self._paces else "\n"

    def told(self) -> list[tuple[float, str]]:
        """Each moment in words, by time."""
        gaps = [
            (t, f"gap: nothing for {seconds(gap)}, after {count(events, 'event')}")
            for gap, t, events in self._gaps
        ]
        bursts = [
            (burst.began, f"burst: {burst.events:,} events within {seconds(burst.took)}")
            for burst in self._bursts
        ]
        return sorted([*self._firsts.values(), *gaps, *bursts], key=lambda moment: moment[0])

    def _median(self) -> float:
        middle, seen = self._paces.total() / 2, accumulate(self._paces[step] for step in sorted(self._paces))
        step = next(step for step, number in zip(sorted(self._paces), seen, strict=True) if number >= middle)
        return float(10 ** (step / _STEPS))


def _keep(heap: list[Any], item: Any) -> None:
    """Keep an item if it is among the largest."""
    (heapq.heappush if len(heap) < _MOST else heapq.heappushpop)(heap, item)


class Strip:
    """How many events came when, as one line of marks; the steps of time grow with the stream."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._step = 0.01
        self._counts = [0] * (2 * columns)

    def add(self, t: float, events: int) -> None:
        """So many events came at this time."""
        at = max(t, 0.0)
        while at >= self._step * len(self._counts):
            pairs = zip(self._counts[::2], self._counts[1::2], strict=True)
            self._counts = [first + second for first, second in pairs] + [0] * (len(self._counts) // 2)
            self._step *= 2
        self._counts[int(at / self._step)] += events

    def drawn(self, end: float, *, is_unicode: bool) -> str:
        """The marks from the request to the end, the highest where most events came."""
        marks = "▁▂▃▄▅▆▇█" if is_unicode else ".:-=+*#@"
        used = max(1, min(len(self._counts), math.ceil(end / self._step)))
        columns = [0] * self._columns
        for at, number in enumerate(self._counts[:used]):
            columns[at * self._columns // used] += number
        top = max(*columns, 1)
        return "".join(marks[(len(marks) - 1) * number // top] if number else " " for number in columns)


def is_token(event: Event) -> bool:
    """Tells if an event brings text of an answer, as far as its members tell; data that is no JSON is text itself."""
    if event.type in ("ping", "start", "metadata", "end", "error") or event.data.strip() in ("", "[DONE]"):
        return False
    if len(event.data) > _LONGEST:
        return True
    try:
        value = json.loads(event.data)
    except (ValueError, RecursionError):
        return True
    return isinstance(value, str) or _has_text(value, _DEPTH)


def _has_text(value: Any, depth: int) -> bool:
    if depth == 0:
        return False
    if isinstance(value, list):
        return any(_has_text(each, depth - 1) for each in cast("Iterable[Any]", value))
    if not isinstance(value, dict):
        return False
    members = cast("dict[str, Any]", value)
    return any(
        (name in _TEXTS and isinstance(member, str) and member != "") or _has_text(member, depth - 1)
        for name, member in members.items()
    )
