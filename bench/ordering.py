"""What it costs to check the order of a stream: time per event against json.loads of the same data, and memory.

python bench/ordering.py                                # a minute
python bench/ordering.py --quick                        # a second; the numbers mean nothing
python bench/ordering.py --profile openai-chat          # the streams of one profile
python bench/ordering.py --profile openai-chat --where  # and in which functions the time goes

A user of such a stream parses each event once. The check parses an event of a new shape, and recognizes the next events of that
shape unparsed; it should cost less than the parsing. Times are processor time. Each round times everything once; a ratio is the
median of the rounds. Beside a compiled check the pure check of the checkout is timed too.
"""

import argparse
import cProfile
import json
import pstats
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from functools import partial
from statistics import median
from types import ModuleType
from typing import NamedTuple

from interpreted import interpreted
from interpreter import describe
from protocols import MANY, STREAMS, Stream
from tabulate import tabulate

from sse_codec import Event, ordering
from sse_codec.ordering import Checker


class Size(NamedTuple):
    """How much is done."""

    pieces: int
    rounds: int
    slices: int
    """In a stream; then twice and four times as many. The check follows 10,000 of each track."""


FULL = Size(pieces=5_000, rounds=9, slices=10_000)
QUICK = Size(pieces=50, rounds=2, slices=20)


INTERPRETED = interpreted() if ordering.COMPILED else ordering
COMPILED = ordering if ordering.COMPILED else None


def checked(profile: str, events: Sequence[Event], package: ModuleType = ordering) -> Checker:
    """Return a checker that has taken the events; `package` says whether it is compiled."""
    checker: Checker = package.Checker(package.load_profile(profile))
    for event in events:
        checker.feed(event)
    return checker


def parse(texts: Sequence[str]) -> None:
    for text in texts:
        json.loads(text)


def seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


class Cost(NamedTuple):
    """What the check of one stream costs."""

    where: str
    size: float
    """Bytes of an event's data, on average."""
    events: int
    parsing: list[float]
    """Processor time of json.loads of all events, in each round."""
    interpreted: list[float]
    """Processor time of the check as it runs from its sources."""
    compiled: list[float]
    """The same of the compiled one; empty where it is not compiled."""

    def ratios(self, checking: Sequence[float]) -> list[float]:
        """In each round, how many times as long as the parsing a check took."""
        return [check / loads for check, loads in zip(checking, self.parsing, strict=True)]

    def row(self) -> list[str]:
        """For a table, in microseconds for each event."""
        row = [self.where, f"{self.size:.0f}", f"{median(self.parsing) / self.events * 1e6:.2f}"]
        for checking in (self.interpreted, self.compiled):
            if checking:
                ratio = median(self.ratios(checking))
                row += [
                    f"{median(checking) / self.events * 1e6:.2f}",
                    f"{ratio:.2f}",
                    "yes" if ratio < 1 else "NO",
                ]
            else:
                row += ["-", "-", "-"]
        return row


HEADINGS = ("us per event", "bytes", "json.loads", "check", "ratio", "below", "compiled", "ratio", "below")
"""Of the rows of costs."""


def made(stream: Stream, size: Size) -> list[list[Event]]:
    """Streams with so many pieces in all."""
    pieces = stream.pieces or size.pieces
    return [list(stream.make(pieces)) for _ in range(max(1, size.pieces // pieces))]


def check_all(profile: str, streams: Sequence[Sequence[Event]], package: ModuleType = ordering) -> None:
    for events in streams:
        checked(profile, events, package).close()


def cost(stream: Stream, size: Size) -> Cost:
    """What the check of a stream costs."""
    streams = made(stream, size)
    events = [event for each in streams for event in each]
    texts = [event.data for event in events if event.data.startswith("{")]
    if (outcome := checked(stream.profile, streams[0]).outcome) != "completed":
        raise SystemExit(
            f"{stream.profile}, {stream.what}: the stream is {outcome}, so the numbers would mislead"
        )
    average = sum(map(len, texts)) / len(texts)
    found = Cost(f"{stream.profile}, {stream.what}", average, len(events), [], [], [])
    for _ in range(size.rounds):
        found.parsing.append(seconds(partial(parse, texts)))
        found.interpreted.append(seconds(partial(check_all, stream.profile, streams, INTERPRETED)))
        if COMPILED is not None:
            found.compiled.append(seconds(partial(check_all, stream.profile, streams, COMPILED)))
    return found


def memory(stream: Stream, size: Size) -> list[str]:
    """Measure the memory and time of a checker at one, two and four times this number of slices."""
    held: list[float] = []
    times: list[float] = []
    for times_as_many in (1, 2, 4):
        events = list(stream.make(times_as_many * size.slices))
        tracemalloc.start()
        checker = checked(stream.profile, events)
        held.append(tracemalloc.get_traced_memory()[0] / (1 << 20))
        tracemalloc.stop()
        del checker
        times.append(seconds(partial(checked, stream.profile, events)))
    growth = times[2] / times[1]
    flat = held[2] < 1.1 * held[0] + 0.1
    return [
        f"{stream.profile}, {stream.what}",
        *(f"{figure:.1f}" for figure in held),
        f"{growth:.2f}",
        "yes" if flat and growth < 2.6 else "NO",
    ]


def where(stream: Stream, size: Size) -> None:
    """Show in which functions the time goes; a profiler sees none of those that are compiled."""
    streams = made(stream, size)
    profiler = cProfile.Profile()
    profiler.runcall(check_all, stream.profile, streams, INTERPRETED)
    print(f"\n{stream.profile}, {stream.what}: {sum(map(len, streams))} events")
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(25)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    sides = ["left", *["right"] * (len(headings) - 1)]
    return "\n" + tabulate(rows, headings, "simple", colalign=sides, disable_numparse=True)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="as little as shows that it works")
    parser.add_argument("--profile", action="append", help="only streams of this one; repeatable")
    parser.add_argument("--where", action="store_true", help="show in which functions the time goes")
    return parser.parse_args()


def main() -> int:
    chosen = options()
    size = QUICK if chosen.quick else FULL
    streams = [stream for stream in STREAMS if not chosen.profile or stream.profile in chosen.profile]
    many = [stream for stream in MANY if not chosen.profile or stream.profile in chosen.profile]
    print(describe())
    print(table(HEADINGS, [cost(stream, size).row() for stream in streams]))
    counts = [f"{times * size.slices:,}" for times in (1, 2, 4)]
    headings = ["MiB held for slices", *counts, "time, last doubling", "bounded"]
    print(table(headings, [memory(stream, size) for stream in many]))
    if chosen.where:
        for stream in streams:
            where(stream, size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
