"""The timeline of a stream as a drawing: when bytes and events came, where nothing came, and when the answer began."""

from collections.abc import Iterator
from typing import Final

import attrs

from ...trace import Times, Trace
from .._amounts import count, seconds, size

WIDTH: Final = 1000
_TOP, _BASE, _EVENTS = 16, 96, 104
_LONG_GAP: Final = 0.04
"""A gap is drawn when it takes this part of the time, or longer."""
_STEPS: Final = (1, 2, 5)


@attrs.frozen
class Bar:
    """The bytes that came within a part of the time."""

    x: float
    y: float
    width: float
    height: float
    words: str


@attrs.frozen
class Band:
    """A stretch of the time with a label."""

    x: float
    width: float
    words: str


@attrs.frozen
class Tick:
    """A place on the axis."""

    x: float
    words: str


@attrs.frozen
class Timeline:
    """What is drawn, in units of the drawing, which is 1000 wide."""

    bars: tuple[Bar, ...]
    events: tuple[tuple[float, float], ...]
    """Stretches in which events ended: start and width."""
    gaps: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    first: Tick | None
    """The first event of the answer."""
    words: str
    """The drawing in a sentence."""
    facts: tuple[tuple[str, str], ...]
    """Names and values of what was measured."""


def timeline(trace: Trace, until: float | None = None) -> Timeline | None:
    """Return the timeline of a trace; None where it has no times.

    :param until: seconds that the drawing takes, so that two can be held against each other; None for those of the stream.
    """
    times = trace.times
    if times is None:
        return None
    until = max(until or 0.0, times.last, times.width)
    scale = WIDTH / until
    most = max(each.size for each in times.bins)
    bars: list[Bar] = []
    events: list[tuple[float, float]] = []
    for index, each in enumerate(times.bins):
        x, width = index * times.width * scale, max(times.width * scale, 1.0)
        if each.chunks:
            height = max(2.0, (_BASE - _TOP) * (each.size / most) ** 0.5)
            came = f"{count(each.chunks, 'chunk')}, {size(each.size)}, {count(each.events, 'event')}"
            words = f"{seconds(index * times.width)}: {came}"
            bars.append(Bar(x, _BASE - height, width, height, words))
        if each.events:
            events.append((x, width))
    output = trace.output
    began = None
    if output is not None and output.first is not None:
        began = Tick(output.first * scale, f"first {output.kind}: {seconds(output.first)}")
    gaps = tuple(
        Band(gap.began * scale, gap.seconds * scale, f"nothing for {seconds(gap.seconds)}")
        for gap in times.gaps
        if gap.seconds >= _LONG_GAP * until
    )
    words = f"{count(times.chunks, 'chunk')} from {seconds(times.first)} to {seconds(times.last)} after the request"
    return Timeline(
        tuple(bars),
        tuple(events),
        gaps,
        tuple(_ticks(until, scale)),
        began,
        words,
        tuple(_facts(trace, times)),
    )


def _ticks(until: float, scale: float) -> Iterator[Tick]:
    power = 10.0 ** (len(str(int(until * 1e6))) - 7)
    step = next(
        (each * power * part for part in (0.1, 1.0) for each in _STEPS if until / (each * power * part) <= 8),
        10 * power,
    )
    for index in range(int(until / step) + 1):
        yield Tick(index * step * scale, f"{index * step:g} s")


def _facts(trace: Trace, times: Times) -> Iterator[tuple[str, str]]:
    yield "first chunk", seconds(times.first)
    output = trace.output
    if output is not None and output.first is not None and output.last is not None:
        yield (
            f"first {output.kind}",
            f"{seconds(output.first)} (taken for the first token: this kind came most often)",
        )
        span = output.last - output.first
        if span > 0 and output.events > 1:
            yield f"{output.kind} a second", f"{(output.events - 1) / span:,.1f}"
            if trace.tokens:
                yield (
                    "tokens a second",
                    f"{trace.tokens / span:,.1f} ({count(trace.tokens, 'token')} by the stream's own count)",
                )
    yield "last chunk", seconds(times.last)
    between = times.between
    if between.count:
        mean = between.sum / between.count
        yield "between chunks", f"{seconds(mean)} on average, {seconds(between.most)} at most"
