"""What twice the input costs each decoder, in time and in memory, on streams that make a careless one slow.

The input doubles until it takes long enough to be timed. 2 is in proportion, 4 is quadratic. `linear.py` does the same
for our own readers, on more inputs and with care.
"""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from attacks import KIB, MIB
from contender import Missing
from processes import Crews, Failed, Worker
from race import Spread, spread

FIRST, LAST = 64 * KIB, 8 * MIB
"""The smallest size that is doubled and the largest that is reached; below our default limit for an event."""
PAIRS = 3
"""How often a size and its double are timed; the median counts."""


class Input(NamedTuple):
    """One kind of stream: chunks that come again and again, between a start and an end."""

    name: str
    start: str
    chunk: str
    end: str

    def load(self, size: int) -> list[tuple[str, int]]:
        return [(self.start, 1), (self.chunk, size // len(self.chunk)), (self.end, 1)]


INPUTS = (
    Input("one line", "data: ", "x" * KIB, "\n\n"),
    Input("data lines", "data: x\n", "data: x\n" * 2 * KIB, "\n"),
    Input("comments", "data: x\n", ": ping\n" * 2 * KIB, "\n"),
)


class Growth(NamedTuple):
    """What one decoder did with one input."""

    name: str
    input: str
    size: int
    """In bytes, of the larger of the last pair."""
    ratio: Spread | None
    """Time for twice the input, by the time for it; None if it failed."""
    seconds: float
    """For the larger size."""
    peak: int | None
    """How much more memory, in bytes, the process had at its highest than before the stream; None where none can tell."""
    failure: str


def growths(crews: Crews, seconds: float, names: Sequence[str] = ()) -> Iterator[Growth]:
    """Measure each decoder on each input, in a new process each time.

    :param seconds: that the last pair must take.
    """
    for kind in INPUTS:
        for name in names or crews.names("decoders"):
            try:
                worker = crews.start("decoders", name)
            except Missing as error:
                crews.missing[name] = str(error)
                continue
            yield doubled(worker, name, kind, seconds)
            worker.close()


def doubled(worker: Worker, name: str, kind: Input, enough: float) -> Growth:
    """Double the size until it takes long enough, then time it a few times beside its half."""
    size = FIRST
    try:
        before = worker.peak()
        timed(worker, kind, size)  # to warm it up
        while (seconds := timed(worker, kind, size)) < enough and size < LAST:
            size *= 2
        pairs = [(timed(worker, kind, size // 2), timed(worker, kind, size)) for _ in range(PAIRS)]
        after = worker.peak()
    except Failed as error:
        return Growth(name, kind.name, size, None, 0.0, None, str(error))
    ratio = spread([twice / once for once, twice in pairs])
    peak = None if before is None or after is None else after - before
    return Growth(name, kind.name, size, ratio, median([seconds, *(twice for _, twice in pairs)]), peak, "")


def timed(worker: Worker, kind: Input, size: int) -> float:
    worker.load(kind.load(size))
    return worker.time(1)
