"""The benchmark: everything that bench/ measures side by side, in one run.

python bench                                    # all of it, some minutes
python bench --quick                            # a few seconds; the numbers mean nothing
python bench --part decoders --only tokens      # one part, some streams
python bench --rounds 51 --seconds 0.1          # for an hour when nobody else needs the machine

What is chosen is only printed. A page and its chart are written of a whole run, when --output names the page.
"""

import argparse
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import ordering
from courses import decoder_races, encoder_races, reader_races
from decoders import PURE
from goals import BASE, ENCODER_BASE, Measured
from growth import growths
from interpreter import describe
from ordering import cost
from own import own_figures
from page import key_races, page
from pieces import pieces
from processes import Crews
from protocols import STREAMS
from race import Effort, Race
from tables import goal_table, growth_table, order_table, piece_table, race_table

PARTS = ("decoders", "encoders", "readers", "growth", "own", "order", "pieces")


@dataclass(frozen=True)
class Size:
    """How much a run does, by default."""

    effort: Effort
    events: int
    """In a stream, or messages."""
    growth: float
    """Seconds that the larger of two inputs must take."""
    scale: float
    """What the attacks on our own readers are multiplied by."""
    least: int
    """Bytes that each of those has at least."""
    repeats: int
    check: int
    """Events that the command checks."""
    order: ordering.Size


FULL = Size(Effort(7, 0.01), 2000, 0.05, 1 / 32, 256 * 1024, 3, 50_000, ordering.FULL)
QUICK = Size(Effort(2, 0.0), 20, 0.0, 1 / 4096, 1000, 1, 100, ordering.QUICK)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="as little as shows that it works")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this one; repeatable")
    parser.add_argument("--only", metavar="TEXT", default="", help="streams whose name contains this")
    parser.add_argument("--rounds", type=int, metavar="N", help=f"of a race (default: {FULL.effort.rounds})")
    parser.add_argument(
        "--seconds",
        type=float,
        metavar="S",
        help=f"of a measurement, at least (default: {FULL.effort.seconds})",
    )
    parser.add_argument("--events", type=int, metavar="N", help=f"in a stream (default: {FULL.events})")
    parser.add_argument(
        "--check-events", type=int, metavar="N", help=f"for the check's memory (default: {FULL.check})"
    )
    parser.add_argument(
        "--node", type=Path, metavar="FOLDER", help="install packages for Node there; none without"
    )
    parser.add_argument("--output", type=Path, metavar="PAGE", help="the page to write, its chart beside it")
    return parser.parse_args()


def size_of(chosen: argparse.Namespace) -> Size:
    base = QUICK if chosen.quick else FULL
    effort = Effort(chosen.rounds or base.effort.rounds, chosen.seconds or base.effort.seconds)
    return Size(
        effort,
        chosen.events or base.events,
        base.growth,
        base.scale,
        base.least,
        base.repeats,
        chosen.check_events or base.check,
        base.order,
    )


def shown(races: Iterable[Race], base: str) -> list[Race]:
    """Print each race when it is run."""
    run: list[Race] = []
    for race in races:
        print(race_table(race, base).text(), flush=True)
        run.append(race)
    return run


def measure(crews: Crews, size: Size, parts: Iterable[str], only: str) -> Measured:
    """Run the parts, and print what they show."""
    races: tuple[Crews, Effort, int, str] = (crews, size.effort, size.events, only)
    measured = Measured([], [], [], [], [], [], [])
    if "decoders" in parts:
        measured.decoders.extend(shown(decoder_races(*races), BASE))
    if "encoders" in parts:
        measured.encoders.extend(shown(encoder_races(*races), ENCODER_BASE))
    if "readers" in parts:
        measured.readers.extend(shown(reader_races(*races), PURE))
    if "growth" in parts:
        measured.growths.extend(growths(crews, size.growth))
        print(growth_table(measured.growths).text(), flush=True)
    if "own" in parts:
        measured.own.extend(own_figures(size.scale, size.least, size.repeats, size.check))
    if "order" in parts:
        measured.orders.extend(cost(stream, size.order) for stream in STREAMS)
        print(order_table(measured.orders).text(), flush=True)
    if "pieces" in parts:
        measured.pieces.extend(pieces(size.effort.seconds, size.effort.rounds))
        print(piece_table(measured.pieces).text(), flush=True)
    return measured


def mistakes(measured: Measured) -> list[str]:
    """What our own got wrong, which no speed makes up for."""
    return [
        f"{name}: {race.where}: {result.wrong}"
        for races in (measured.decoders, measured.encoders, measured.readers)
        for race in races
        for name, result in race.results.items()
        if result.wrong and (name.startswith("sse-codec") or races is measured.readers)
    ]


def write(path: Path, measured: Measured, size: Size, crews: Crews) -> None:
    """Write the page, and its chart beside it."""
    # Here, so that whoever only wants numbers needs no plotting library.
    from chart import draw  # noqa: PLC0415

    chart = path.with_suffix(".svg")
    draw(key_races(measured.decoders), BASE, chart)
    day = datetime.now(UTC).date()
    text = page(measured, size.effort, day, chart.name, crews.versions, crews.missing)
    path.write_text(text, encoding="utf-8")


def main() -> int:
    chosen = options()
    size = size_of(chosen)
    started = time.monotonic()
    crews = Crews(chosen.node)
    print(describe())
    measured = measure(crews, size, chosen.part or PARTS, chosen.only)
    print(goal_table(measured).text())
    for name, reason in crews.missing.items():
        print(f"not measured: {name}: {reason}")
    wrong = mistakes(measured)
    for sentence in wrong:
        print("WRONG:", sentence)
    if chosen.output and not (chosen.quick or chosen.part or chosen.only):
        write(chosen.output, measured, size, crews)
    print(f"{time.monotonic() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
