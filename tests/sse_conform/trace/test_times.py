"""Times in bins that stay the same in number, the longest gaps, the largest bursts, and how waits spread."""

import pytest

from sse_conform.trace import DURATIONS, Spread, Times
from sse_conform.trace._times import BINS


def test_the_first_and_the_last_chunk() -> None:
    times = Times()
    times.add(0.5, 10, 1, 1)
    times.add(2.0, 30, 2, 2)
    assert (times.chunks, times.first, times.last, times.most_events) == (2, 0.5, 2.0, 2)
    assert (times.between.count, times.between.sum) == (1, 1.5)
    assert [(gap.seconds, gap.began, gap.event) for gap in times.gaps] == [(1.5, 0.5, 2)]
    assert sum(each.size for each in times.bins) == 40


@pytest.mark.unmeasured
def test_bins_are_joined_as_the_time_goes_on() -> None:
    times = Times()
    for index in range(100_000):
        times.add(index * 0.01, 7, 1, index + 1)
    assert len(times.bins) <= BINS
    assert sum(each.chunks for each in times.bins) == 100_000
    assert sum(each.size for each in times.bins) == 700_000
    assert sum(each.events for each in times.bins) == 100_000
    assert times.width * BINS >= 1000


def test_the_longest_gaps_come_first() -> None:
    times = Times()
    at = 0.0
    for wait in (0, 3, 1, 7, 2, 9, 4, 0, 5):
        at += wait
        times.add(at, 1, 0, 1)
    assert [gap.seconds for gap in times.gaps] == [9, 7, 5, 4, 3]


def test_the_largest_bursts_come_first() -> None:
    times = Times()
    done = 0
    for number, events in enumerate((1, 10, 30, 9, 12, 11, 14, 13)):
        times.add(number, events * 10, events, done + 1)
        done += events
    assert [(burst.events, burst.size, burst.first) for burst in times.bursts] == [
        (30, 300, 12),
        (14, 140, 74),
        (13, 130, 88),
        (12, 120, 51),
        (11, 110, 63),
    ]


def test_a_clock_that_goes_back_breaks_nothing() -> None:
    times = Times()
    times.add(2.0, 1, 1, 1)
    times.add(1.0, 1, 1, 2)
    times.add(-1.0, 1, 1, 3)
    assert times.last == 2.0
    assert times.gaps == []


@pytest.mark.parametrize(("value", "place"), [(0.0, 0), (0.01, 0), (0.011, 1), (81.92, 13), (82.0, 14)])
def test_a_value_counts_at_the_first_bound_that_is_not_below_it(value: float, place: int) -> None:
    spread = Spread.of(DURATIONS)
    spread.add(value)
    assert spread.counts.index(1) == place


def test_two_histograms_are_put_together() -> None:
    one, other = Spread.of((1.0,)), Spread.of((1.0,))
    other.add(3.0)
    other.add(0.5)
    one.include(other)
    one.add(7.0)
    one.include(other)
    assert (one.counts, one.count, one.sum, one.least, one.most) == ([2, 3], 5, 14.0, 0.5, 7.0)
