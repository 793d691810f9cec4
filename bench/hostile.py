"""Every attack that the project answers for, each in a new process: its size, time, peak memory, growth, and whether it holds.

python bench/hostile.py --output docs/attacks.md      # the sizes that the project answers for; some minutes
python bench/hostile.py --size 4                      # blocks of 4 MiB
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from hostile_worker import BLOCKS, ORDERS, PROFILES, READERS
from interpreter import describe

MIB = 1 << 20
MAX_GROWTH = 8.0
"""Memory that one block may cost, by its size."""
MAX_HELD = 32 * MIB
"""Bytes that an order may remember of a stream."""
SPARE = 16 * MIB
"""Bytes that anything may take: an allocator's mood, and JSON that is small."""
MAX_SECONDS = 20.0
"""Processor time that a mebibyte of a block, or a whole profile, may take; a slow machine is ten times faster."""


class Row(NamedTuple):
    """What one attack did."""

    attack: str
    target: str
    size: int
    """In bytes."""
    seconds: float
    peak: int
    """Bytes that the process had more at its highest than before."""
    most: int
    """Bytes that it may have more."""

    @property
    def holds(self) -> bool:
        return self.peak <= self.most and self.seconds <= MAX_SECONDS * max(1, self.size / MIB)

    @property
    def cells(self) -> tuple[str, ...]:
        growth = f"{self.peak / self.size:.2f}" if self.size >= MIB else "-"
        verdict = "holds" if self.holds else "**BROKEN**"
        size = f"{self.size / MIB:.1f} MiB" if self.size >= MIB else f"{self.size / 1024:.1f} KiB"
        return (
            self.attack,
            self.target,
            size,
            f"{self.seconds:.2f}",
            f"{self.peak / MIB:.1f}",
            growth,
            verdict,
        )


def measured(group: str, attack: str, target: str, size: int) -> Row:
    """Measure in a new process."""
    script = str(Path(__file__).with_name("hostile_worker.py"))
    command = [sys.executable, script, group, attack, target, str(size)]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    sent, seconds, peak = json.loads(run.stdout)
    most = (
        MAX_HELD + SPARE
        if group == "order"
        else SPARE
        if group == "profile"
        else max(int(MAX_GROWTH * sent), SPARE)
    )
    return Row(attack, target, sent, seconds, peak, most)


def rows(size: int) -> Iterator[Row]:
    for attack in BLOCKS:
        for target in READERS:
            yield measured("block", attack, target, size)
    for attack in ORDERS:
        yield measured("order", attack, "Checker", size)
    for attack in PROFILES:
        yield measured("profile", attack, "load_profile", size)


HEAD = f"""\
# Attacks

What a hostile stream or profile costs, each in a new process: how long it takes, and how much more memory the process has at
its highest than when it was idle. A block may cost {MAX_GROWTH:g} times its size, or {SPARE // MIB} MiB where that is more, also at the moment
when it ends; all that an order remembers {MAX_HELD // MIB} MiB. Made by `python bench/hostile.py --output docs/attacks.md`.

"""
TITLES = ("attack", "on", "size", "CPU s", "peak MiB", "peak by size", "verdict")


def table(found: list[Row]) -> str:
    lines = [TITLES, ("---",) * len(TITLES), *(row.cells for row in found)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=15, metavar="MIB", help="of a block (default: 15)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where the page is written")
    chosen = parser.parse_args()
    found: list[Row] = []
    for row in rows(chosen.size * MIB):
        print("  ".join(row.cells), flush=True)
        found.append(row)
    if chosen.output:
        chosen.output.write_text(f"{HEAD}{table(found)}\nMeasured on {describe()}.\n", encoding="utf-8")
    broken = [f"{row.attack} ({row.target})" for row in found if not row.holds]
    print("\nbroken:", ", ".join(broken) or "nothing")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
