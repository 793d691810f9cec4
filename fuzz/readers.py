"""Every reader of bytes that are somebody else's, on changed fixtures, profiles, captures and answers.

    python fuzz/readers.py --seconds 20
    python fuzz/readers.py profile capture --seconds 600 --seed 1

Each target of `targets.py` has so many seconds. An input that shows a fault is made small, printed and written to a file
named for its target; the exit code is then 1.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from mutate import mutated
from targets import TARGETS, Target

SLOW = 5.0
"""Seconds of the processor from which on an input is a fault by itself: readers are given the bytes of strangers."""


def fault(run: Callable[[bytes], None], data: bytes) -> str:
    """Say what is wrong, its kind first; nothing if nothing is."""
    began = time.process_time()
    try:
        run(data)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    seconds = time.process_time() - began
    return f"it took long: {seconds:.1f} s" if seconds > SLOW else ""


def kind(words: str) -> str:
    return words.partition(":")[0]


def smallest(run: Callable[[bytes], None], data: bytes, seconds: float = 60.0) -> bytes:
    """Leave out of an input whatever is not needed for its fault, within so much time."""
    wanted = kind(fault(run, data))
    end = time.monotonic() + seconds
    length = len(data) // 2
    while length:
        start = 0
        while start < len(data) and time.monotonic() < end:
            shorter = data[:start] + data[start + length :]
            if kind(fault(run, shorter)) == wanted:
                data = shorter
            else:
                start += length
        length //= 2
    return data


def fuzz(target: Target, seed: int, seconds: float, count: int | None) -> tuple[int, int, bytes | None]:
    """Return how many inputs and bytes there were, and the input that shows a fault."""
    end = time.monotonic() + seconds
    number = size = 0
    for data in mutated(list(target.seeds()), random.Random(seed)):
        if number == count or time.monotonic() >= end:
            break
        number += 1
        size += len(data)
        if fault(target.run, data):
            return number, size, data
    return number, size, None


def report(name: str, found: bytes, origin: str) -> None:
    run = TARGETS[name].run
    least = smallest(run, found)
    path = Path(f"fault-{name}.bin")
    path.write_bytes(least)
    print(f"{name}: {origin}: {fault(run, least)}\n  from {least[:500]!r}, in {path}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=20, help="for each target (default: 20)")
    parser.add_argument("--count", type=int, help="inputs for each target, at most")
    parser.add_argument("--seed", type=int, help="repeats a run (default: a new one, which is printed)")
    parser.add_argument("targets", nargs="*", help=f"only these, of {', '.join(TARGETS)}")
    options = parser.parse_args(arguments)
    if unknown := set(options.targets) - TARGETS.keys():
        parser.error(f"there is no target {min(unknown)}")
    seed = random.SystemRandom().randrange(2**32) if options.seed is None else options.seed
    failed = False
    for name in options.targets or TARGETS:
        number, size, found = fuzz(TARGETS[name], seed, options.seconds, options.count)
        if found is not None:
            failed = True
            report(name, found, f"seed {seed}, input {number}")
        else:
            print(f"{name}: seed {seed}: {number:,} inputs, {size:,} bytes, no fault", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
