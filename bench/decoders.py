"""Our decoder side by side with the others that are installed: in one run, in turns, on the same chunks.

python bench/decoders.py            # some minutes
python bench/decoders.py --quick    # half a minute, for a first look
"""

import argparse
import gc
import sys
import time
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from statistics import median, quantiles
from typing import NamedTuple

from contenders import BASE, OURS, Contender, installed, version_of
from interpreter import describe
from workloads import Workload, workloads


class Times(NamedTuple):
    """What one contender took for a workload, round by round, in seconds of processor time."""

    seconds: list[float]
    wrong: str
    """What it got wrong, or nothing."""


def consume(contender: Contender, chunks: Iterable[bytes]) -> float:
    """Decode the chunks, look at each event once and keep none; return the processor time that it took."""
    start = time.process_time()
    for batch in contender.decode(chunks):
        for _ in batch:
            pass
    return time.process_time() - start


def mistake(contender: Contender, workload: Workload) -> str:
    """Return the first event that is not what the stream says, or nothing."""
    try:
        given = [contender.values(event) for batch in contender.decode(workload.chunks) for event in batch]
    except Exception as error:  # any failure of a contender is its result, not ours
        return f"raised {type(error).__name__}: {error}"
    for number, (got, wanted) in enumerate(zip_longest(given, workload.events), start=1):
        if got != wanted:
            return f"event {number} of {len(workload.events)} is {got}, not {wanted}"[:200]
    return ""


def race(contenders: Mapping[str, Contender], workload: Workload, rounds: int) -> dict[str, Times]:
    """Time all contenders in turns, so that what the machine does besides hits each of them."""
    times = {name: Times([], mistake(contender, workload)) for name, contender in contenders.items()}
    runners = [name for name in contenders if not times[name].wrong.startswith("raised")]
    for number in range(rounds):
        shift = number % len(runners)
        for name in runners[shift:] + runners[:shift]:
            gc.collect()
            times[name].seconds.append(consume(contenders[name], workload.chunks))
    return times


def ratios(base: list[float], own: list[float]) -> tuple[float, float, float]:
    """Return how many times as fast as the base it was: the median over the rounds, and the middle half of them."""
    each = [ours / max(theirs, 1e-9) for ours, theirs in zip(base, own, strict=True)]
    low, _, high = quantiles(each, n=4, method="inclusive") if len(each) > 1 else each * 3
    return median(each), low, high


def cell(times: Times, base: list[float]) -> str:
    if not times.seconds:
        return "failed"
    middle, low, high = ratios(base, times.seconds)
    return f"{middle:.2f} ({low:.2f}-{high:.2f})" + ("*" if times.wrong else "")


def row(workload: Workload, times: Mapping[str, Times], base: str) -> str:
    best = min(times[OURS].seconds)
    events = len(workload.events) / max(best, 1e-9)
    own = f"{1e9 / events:11,.0f} {events / 1000:10,.0f} {workload.size / max(best, 1e-9) / 1e6:8,.0f}"
    cells = "".join(
        f"{cell(result, times[base].seconds):>20}" for name, result in times.items() if name != base
    )
    return f"{workload.name:<17}{workload.cut:<11}{own}{cells}"


def headings(names: Iterable[str], base: str) -> str:
    columns = "".join(f"{name[:18]:>20}" for name in names if name != base)
    return f"{'':28}{'ns/event':>11} {'1000 ev/s':>10} {'MB/s':>8}{columns}"


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="the same as --events 1000 --rounds 5")
    parser.add_argument("--events", type=int, metavar="N", help="events in a stream (default: 5000)")
    parser.add_argument("--rounds", type=int, metavar="N", help="turns that each takes (default: 25)")
    parser.add_argument("--only", metavar="TEXT", default="", help="streams whose name contains this")
    chosen = parser.parse_args()
    chosen.events = chosen.events or (1000 if chosen.quick else 5000)
    chosen.rounds = chosen.rounds or (5 if chosen.quick else 25)
    return chosen


def explain(names: Iterable[str], missing: Iterable[str], base: str) -> None:
    """Print what the table is about."""
    print(describe())
    print("contenders:", ", ".join(f"{name} {version_of(name)}" for name in names))
    for reason in missing:
        print("not measured:", reason)
    print(
        f"ns/event, events and bytes a second: {OURS}, its best round. Others: speed as a multiple of {base},"
    )
    print(
        "median of the rounds (the middle half of them). *: gave other events than the stream says, see below.\n"
    )


def main() -> int:
    chosen = options()
    contenders, missing = installed()
    if OURS not in contenders:
        print("sse-codec is not installed here: pip install -e .", file=sys.stderr)
        return 2
    base = BASE if BASE in contenders else OURS
    explain(contenders, missing, base)
    print(headings(contenders, base))
    wrong: list[str] = []
    for workload in workloads(chosen.events):
        if chosen.only in workload.name:
            times = race(contenders, workload, chosen.rounds)
            print(row(workload, times, base), flush=True)
            where = f"{workload.name}, {workload.cut}"
            wrong += [f"{name}: {where}: {result.wrong}" for name, result in times.items() if result.wrong]
    for sentence in wrong:
        print("*", sentence)
    return 1 if any(sentence.startswith(f"{OURS}:") for sentence in wrong) else 0


if __name__ == "__main__":
    sys.exit(main())
