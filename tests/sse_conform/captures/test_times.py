"""The times of recorders: which member they are in, in which unit, and since when."""

import math
from typing import Any

import pytest

from sse_conform.captures._times import clock_of

TIMES = [
    pytest.param([{"timestamp": 1796130000123}, {"timestamp": 1796130000623}], [0.0, 0.5], "", id="milliseconds since 1970"),
    pytest.param([{"ts": 1796130000.25}, {"ts": 1796130001.5}], [0.0, 1.25], "", id="seconds since 1970"),
    pytest.param([{"time": 1796130000123456}, {"time": 1796130000123457}], [0.0, 1e-6], "", id="microseconds since 1970"),
    pytest.param([{"time_ns": 1796130000123456000}, {"time_ns": 1796130001123456000}], [0.0, 1.0], "", id="nanoseconds since 1970"),
    pytest.param([{"@timestamp": "2026-11-30T10:00:00.250+01:00"}, {"@timestamp": "2026-11-30T09:00:00.5Z"}], [0.0, 0.25], "", id="text"),
    pytest.param([{"asctime": "2026-11-30 10:00:00,250"}, {"asctime": "2026-11-30 10:00:00,500"}], [0.0, 0.25], "", id="text of Python's logging"),
    pytest.param([{"delayMs": 100}, {"delayMs": 50}], [0.1, 0.15], "", id="delays with their unit"),
    pytest.param([{"delay": 100}, {"delay": -5}, {"delay": 50}], [0.1, 0.1, 0.15], "'delay' read as milliseconds", id="delays without"),
    pytest.param([{"offset_s": 1}, {"offset_s": 2}], [1.0, 2.0], "", id="offsets in seconds"),
    pytest.param([{"elapsed": 0.5}, {"elapsed": 0.25}], [0.5, 0.5], "'elapsed' read as seconds", id="offsets that go back"),
    pytest.param([{"t": 100}, {"t": 200}], [0.1, 0.2], "'t' read as milliseconds", id="offsets without a unit"),
]  # fmt: skip


@pytest.mark.parametrize(("entries", "times", "note"), TIMES)
def test_times(entries: list[dict[str, Any]], times: list[float], note: str) -> None:
    clock = clock_of(entries)
    assert clock is not None
    assert [clock.read(entry) for entry in entries] == pytest.approx(times, abs=1e-6)
    assert clock.note == note


NONE = [
    pytest.param([], id="no entry"),
    pytest.param([{"text": "a"}], id="no time"),
    pytest.param([{"time": 1.5}, {"data": "x"}], id="not all have one"),
    pytest.param([{"time": True}], id="a truth"),
    pytest.param([{"time": "soon"}], id="no date"),
    pytest.param([{"time": None}], id="nothing"),
    pytest.param([{"time": math.nan}], id="no number"),
    pytest.param([{"time": math.inf}], id="infinity"),
    pytest.param([{"time": "2026-11-30T10:00:00Z"}], id="whole seconds"),
    pytest.param([{"delay": "2026-11-30T10:00:00.5Z"}], id="a delay that is a date"),
]


@pytest.mark.parametrize("entries", NONE)
def test_no_times(entries: list[dict[str, Any]]) -> None:
    assert clock_of(entries) is None


@pytest.mark.parametrize(
    ("entries", "descends"),
    [
        pytest.param(
            [{"t": 1796130000.5}, {"t": 1796130000.25}, {"t": 1796130000.25}], True, id="newest first"
        ),
        pytest.param([{"t": 1796130000.25}, {"t": 1796130000.5}], False, id="oldest first"),
        pytest.param([{"t": 1796130000.5}, {"t": 1796130000.5}], False, id="one time"),
        pytest.param([{"t": 0.5}, {"t": 0.25}], False, id="no instants"),
    ],
)
def test_entries_with_the_newest_first(entries: list[dict[str, Any]], descends: bool) -> None:
    clock = clock_of(entries)
    assert clock is not None
    assert clock.descends([*entries, {}]) is descends


def test_an_entry_without_a_time_came_with_the_one_before() -> None:
    clock = clock_of([{"t": 0.5}, {"t": 0.75}])
    assert clock is not None
    assert [clock.read({"t": 0.5}), clock.read({}), clock.read({"t": 1})] == [0.5, 0.5, 1.0]
