"""How soon `sse-conform fuzz` finds each of the faulty decoders and encoders that the suite is proved with, and how small.

    python fuzz/faults.py --seconds 60

One line for each: the seconds, the inputs until then, the bytes of the capture, and the requirement that it is told to
break; "elsewhere" if no case for the fault rests on the same. The exit code is 1 if a fault was not found.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

# After everything else: the installed package is used when there is one, and that of this checkout otherwise.
sys.path += [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "conformance")]

from sse_conform.fuzz import DecoderSide, Difference, EncoderSide, Limits, Search
from sse_conform.suite import InProcess, fixtures_folder, load_cases, load_statements
from tests.suite_proof.catalogue import FAULTS as DECODERS
from tests.suite_proof.encoders import FAULTS as ENCODERS

STATEMENTS = load_statements(fixtures_folder())


class Found(NamedTuple):
    """What became of one fault."""

    difference: Difference | None
    seconds: float
    inputs: int


def find(subject: object, side: type[Any], limits: Limits, seed: int = 1) -> Found:
    """Search until the first difference."""
    adapter = InProcess(subject)
    search: Search[Any] = Search(
        side(adapter, adapter.start()), seed=seed, limits=limits, statements=STATEMENTS
    )
    began = time.monotonic()
    difference = next(search.differences(), None)
    return Found(difference, time.monotonic() - began, search.counts.inputs)


def requirements() -> dict[str, set[str]]:
    """Return the requirements of the cases for each fault."""
    found: dict[str, set[str]] = {}
    for case in load_cases():
        for fault in case.kills:
            found.setdefault(fault, set()).add(case.spec.name)
    return found


def table(limits: Limits, names: Sequence[str]) -> Iterator[tuple[str, Found]]:
    decoders = [(id, fault.decoder, DecoderSide) for id, fault in DECODERS.items()]
    encoders = [(id, fault.encoder, EncoderSide) for id, fault in ENCODERS.items()]
    for id, make, side in (*decoders, *encoders):
        if not names or id in names:
            yield id, find(make(), side, limits)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60, help="for one fault (default: 60)")
    parser.add_argument(
        "--examples", type=int, metavar="N", help="inputs for one fault, whatever time they take"
    )
    parser.add_argument("faults", nargs="*", help="only these")
    options = parser.parse_args(arguments)
    wanted = requirements()
    sizes: list[int] = []
    missed = told = 0
    limits = Limits(options.seconds, options.examples)
    for id, (difference, seconds, inputs) in table(limits, options.faults):
        if difference is None:
            missed += 1
            print(f"not found in {inputs:,} inputs: {id}", flush=True)
            continue
        sizes.append(difference.size)
        right = difference.requirement.name in wanted.get(id, ())
        told += right
        where = difference.requirement.name + ("" if right else ", elsewhere")
        print(f"{seconds:6.1f} s {inputs:6,} inputs {difference.size:7,} B  {id}: {where}", flush=True)
    print(
        f"{len(sizes)} found, {missed} not; {median(sizes or [0]):g} B in the median; {told} told by their requirement"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
