"""A race: contenders go through the same load in turns, round by round, and what counts is the ratio within a round.

What else the machine does hits all of them alike then; and each must have made the right thing of the load.
"""

from collections.abc import Callable, Mapping
from itertools import zip_longest
from math import ceil
from statistics import median
from typing import Any, NamedTuple

from processes import Failed, Worker


class Effort(NamedTuple):
    """How much is done for a ratio."""

    rounds: int
    seconds: float
    """What a measurement takes at least: a shorter pass is repeated."""

    def passes(self, seconds: float) -> int:
        """Return how many passes of so many seconds make a measurement."""
        return max(1, ceil(self.seconds / seconds))


class Spread(NamedTuple):
    """A ratio over all rounds."""

    middle: float
    """The median."""
    low: float
    high: float


class Task(NamedTuple):
    """What is to be done in a race."""

    name: str
    cut: str
    """How the stream was cut into chunks."""
    load: Any
    wanted: list[Any]
    """What the results must be."""
    events: int
    size: int
    """In bytes."""


class Result(NamedTuple):
    """How one contender did."""

    seconds: list[float]
    """Processor time of a pass in each round; nothing if it failed."""
    wrong: str
    """What it got wrong, or nothing."""


class Race(NamedTuple):
    """What came out."""

    task: Task
    results: Mapping[str, Result]

    @property
    def where(self) -> str:
        return f"{self.task.name}, {self.task.cut}" if self.task.cut else self.task.name

    def right(self, name: str) -> bool:
        """Whether a contender took part and made no mistake."""
        return name in self.results and not self.results[name].wrong

    def ratio(self, own: str, base: str) -> Spread | None:
        """Return how many times as fast as the base it was; None if one of them was not timed."""
        pairs = [self.results[name].seconds if name in self.results else [] for name in (base, own)]
        if not all(pairs):
            return None
        return spread([theirs / ours for theirs, ours in zip(*pairs, strict=True)])


def spread(ratios: list[float]) -> Spread:
    return Spread(median(ratios), min(ratios), max(ratios))


def race(
    workers: Mapping[str, Worker], task: Task, effort: Effort, read: Callable[[list[Any]], list[Any]]
) -> Race:
    """Run one.

    :param read: makes of a contender's results what can be compared with those that are wanted.
    """
    wrong = {name: prepare(worker, task, read) for name, worker in workers.items()}
    passes = {name: calibrated(worker, effort) for name, worker in workers.items()}
    runners = [name for name in workers if passes[name]]
    seconds: dict[str, list[float]] = {name: [] for name in workers}
    for number in range(effort.rounds):
        shift = number % max(1, len(runners))
        for name in runners[shift:] + runners[:shift]:
            seconds[name].append(workers[name].time(passes[name]))
    return Race(task, {name: Result(seconds[name], wrong[name]) for name in workers})


def prepare(worker: Worker, task: Task, read: Callable[[list[Any]], list[Any]]) -> str:
    """Load a contender, and return what it gets wrong."""
    try:
        worker.load(task.load)
        return difference(read(worker.results()), task.wanted)
    except Failed as error:
        return str(error)


def calibrated(worker: Worker, effort: Effort) -> int:
    """Warm a contender up, and return how many passes make a measurement; 0 if it fails."""
    try:
        warm = worker.time(effort.passes(worker.time(1)))
    except Failed:
        return 0
    return effort.passes(warm)


def difference(given: list[Any], wanted: list[Any]) -> str:
    """Return the first result that is not what it should be, or nothing."""
    for number, (got, want) in enumerate(zip_longest(given, wanted), start=1):
        if got != want:
            return f"result {number} of {len(wanted)} is {abridged(got)}, not {abridged(want)}"
    return ""


def abridged(result: Any) -> str:
    text = repr(result)
    return text if len(text) <= 80 else f"{text[:60]}... ({len(text)} characters)"
