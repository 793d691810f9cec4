"""Time and memory of every reader on attack inputs, at a size and at twice that size: both must stay in proportion.

python bench/linear.py            # the sizes that the project answers for; half an hour
python bench/linear.py --quick    # a 32nd of them; a few minutes
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import NamedTuple

from attacks import ATTACKS, MIB, Attack
from command import EVENTS, measure_command
from interpreter import describe
from measure import READERS, Measurement

MAX_GROWTH = 2.6
"""Twice the input may take twice the time, and some for the noise; a quadratic reader takes four times."""
MAX_HELD = 1.3
"""Bytes held for each byte of a block that has not ended."""
SMALL = MIB
"""Held whatever the stream is: tables, a window, what the first findings brought in."""
MAX_PEAK_GROWTH = 4 * MIB
"""What a stream whose blocks end may cost more when it is twice as long: an allocator's mood, no more."""
PATIENCE = 60.0
"""Seconds of processor time after which a measurement is not repeated."""


class Cell(NamedTuple):
    """What one reader did with one attack."""

    attack: Attack
    reader: str
    once: Measurement
    twice: Measurement
    traced: Measurement

    @property
    def growth(self) -> float:
        return self.twice.seconds / max(self.once.seconds, 1e-9)

    @property
    def held(self) -> int:
        return self.traced.held or 0

    def faults(self) -> Iterator[str]:
        """Yield what is out of proportion."""
        if self.growth > MAX_GROWTH:
            yield "TIME"
        if self.held > MAX_HELD * self.traced.bytes + SMALL:
            yield "MEMORY"
        if self.attack.flat and (self.twice.peak or 0) - (self.once.peak or 0) > MAX_PEAK_GROWTH:
            yield "NOT FLAT"


class Column(NamedTuple):
    heading: str
    width: int
    """Negative for text, which stands to the left."""


COLUMNS = (
    Column("input", -20),
    Column("size", 10),
    Column("reader", -12),
    Column("CPU s", 8),
    Column("MB/s", 7),
    Column("2n/n", 6),
    Column("peak MiB", 9),
    Column("at 2n", 7),
    Column("held/byte", 10),
    Column("", -1),
)


def line(texts: Sequence[str]) -> str:
    cells = [
        text.rjust(column.width) if column.width > 0 else text.ljust(-column.width)
        for text, column in zip(texts, COLUMNS, strict=True)
    ]
    return "  ".join(cells).rstrip()


def row(cell: Cell) -> str:
    once = cell.once
    return line(
        [
            cell.attack.name,
            f"{once.bytes / MIB:.1f} MiB" if once.bytes >= MIB else f"{once.bytes / 1024:.1f} KiB",
            cell.reader,
            f"{once.seconds:.2f}",
            f"{once.bytes / max(once.seconds, 1e-9) / 1e6:.1f}",
            f"{cell.growth:.2f}",
            mebibytes(once.peak),
            mebibytes(cell.twice.peak),
            f"{cell.held / cell.traced.bytes:.2f}",
            " ".join([*cell.faults(), once.stopped]).strip(),
        ]
    )


def mebibytes(count: int | None) -> str:
    return "?" if count is None else f"{count / MIB:.1f}"


def measure(attack: Attack, reader: str, size: int, how: str) -> Measurement:
    """Measure in a new process."""
    script = str(Path(__file__).with_name("measure.py"))
    command = [sys.executable, script, attack.name, reader, str(size), how]
    return Measurement(**json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))


def typical(attack: Attack, reader: str, size: int, repeats: int) -> Measurement:
    """Measure a few times, and return the median of the times with the highest of the peaks."""
    runs: list[Measurement] = []
    while len(runs) < repeats and sum(run.seconds for run in runs) < PATIENCE:
        runs.append(measure(attack, reader, size, "timed"))
    peaks = [run.peak for run in runs if run.peak is not None]
    return runs[0]._replace(seconds=median(run.seconds for run in runs), peak=max(peaks, default=None))


def measure_cell(attack: Attack, reader: str, scale: float, repeats: int) -> Cell:
    size = max(1000, int(attack.size * scale))
    once = typical(attack, reader, size, repeats)
    twice = typical(attack, reader, 2 * size, repeats)
    # The tracer makes a reader slower by a multiple, and what is flat shows in a smaller stream as well.
    traced = measure(attack, reader, min(size, MIB) if attack.flat else size, "traced")
    return Cell(attack, reader, once, twice, traced)


def show_cells(names: Sequence[str], readers: Sequence[str], scale: float, repeats: int) -> list[str]:
    """Print a row for each cell as it is measured; return what is out of proportion."""
    print(line([column.heading for column in COLUMNS]))
    faults: list[str] = []
    for name in names:
        for reader in readers:
            cell = measure_cell(ATTACKS[name], reader, scale, repeats)
            print(row(cell), flush=True)
            faults += [f"{name}, {reader}: {fault}" for fault in cell.faults()]
    return faults


def show_command(scale: float) -> list[str]:
    """Print what `sse-conform check -` costs at the end of a pipe; return what is out of proportion."""
    if sys.platform == "win32" or missing("sse_conform", "attrs", "click", "rich"):
        print("\nnot measured: sse-conform check - (it needs sse-conform, and a Unix)")
        return []
    print("\nsse-conform check - --max-events N, with an endless stream of tokens in its standard input:")
    peaks: list[int] = []
    once = max(1, int(EVENTS * scale))
    for events in (once, 2 * once):
        seconds, peak = measure_command(events)
        print(f"{events:>12,} events {seconds:8.2f} CPU s   peak RSS {mebibytes(peak)} MiB", flush=True)
        peaks.append(peak)
    return ["sse-conform check -: NOT FLAT"] if peaks[1] - peaks[0] > MAX_PEAK_GROWTH else []


def missing(*packages: str) -> list[str]:
    return [package for package in packages if find_spec(package) is None]


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("inputs", nargs="*", metavar="INPUT", help=f"of: {', '.join(ATTACKS)} (default: all)")
    parser.add_argument("--reader", action="append", choices=READERS, help="only this one; repeatable")
    parser.add_argument("--quick", action="store_const", dest="scale", const=1 / 32, help="--scale 0.03125")
    parser.add_argument("--scale", type=float, metavar="FACTOR", help="multiply the sizes by this")
    parser.add_argument(
        "--repeats", type=int, default=3, metavar="N", help="runs, whose median counts (default: 3)"
    )
    parser.add_argument("--check", action="store_true", help="exit 1 when anything is out of proportion")
    parser.set_defaults(scale=1.0)
    chosen = parser.parse_args()
    unknown = [name for name in chosen.inputs if name not in ATTACKS]
    if unknown:
        parser.error(f"no such input: {', '.join(unknown)}; there are: {', '.join(ATTACKS)}")
    return chosen


def main() -> int:
    chosen = options()
    if missing("sse_codec"):
        print("sse-codec is not installed here: pip install -e . -e ./conformance", file=sys.stderr)
        return 2
    print(describe())
    readers = chosen.reader or list(READERS)
    if "StreamCheck" in readers and missing("sse_conform", "attrs"):
        print("not measured: StreamCheck (sse-conform is not installed)")
        readers.remove("StreamCheck")
    faults = show_cells(chosen.inputs or list(ATTACKS), readers, chosen.scale, chosen.repeats)
    if not chosen.inputs and not chosen.reader:
        faults += show_command(chosen.scale)
    print("\nout of proportion:", "; ".join(faults) or "nothing")
    return 1 if chosen.check and faults else 0


if __name__ == "__main__":
    sys.exit(main())
