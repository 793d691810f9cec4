"""What is shown: tables, the same on a terminal and on a page."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from goals import GOALS, Goal, Measured
from growth import Growth
from ordering import HEADINGS, Cost
from pieces import Piece
from race import Race, Spread
from tabulate import tabulate


class Table(NamedTuple):
    """A table with its title, and what is to be said below it."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    def text(self) -> str:
        """For a terminal."""
        return "\n".join(["", self.title, self._drawn("simple"), *self.notes])

    def markdown(self) -> str:
        """For a page, below a heading of the third level."""
        notes = [f"- {note}" for note in self.notes]
        return "\n".join(
            [f"### {self.title}", "", self._drawn("github"), *([""] if notes else []), *notes, ""]
        )

    def _drawn(self, form: str) -> str:
        sides = ["left", *["right"] * (len(self.headings) - 1)]
        return tabulate(self.rows, self.headings, form, colalign=sides, disable_numparse=True)


def race_table(race: Race, base: str) -> Table:
    """One race: how fast each was, and how many times as fast as the base."""
    rows: list[list[str]] = []
    notes: list[str] = []
    for name, result in race.results.items():
        if result.seconds:
            middle = sorted(result.seconds)[len(result.seconds) // 2]
            rates = [number(race.task.events / middle), f"{race.task.size / middle / 1e6:,.1f}"]
        else:
            rates = ["-", "-"]
        rows.append([name + "*" * bool(result.wrong), spread_text(race.ratio(name, base)), *rates])
        if result.wrong:
            notes.append(f"* {name}: {result.wrong}")
    return Table(race.where, ["", f"times {base}", "events/s", "MB/s"], rows, notes)


def overview(races: Sequence[Race], base: str, title: str) -> Table:
    """Several races, a column each: the medians alone."""
    names = list(dict.fromkeys(name for race in races for name in race.results))
    rows = [[name, *(median_text(race, name, base) for race in races)] for name in names]
    return Table(title, ["", *(race.where for race in races)], rows)


def growth_table(growths: Sequence[Growth]) -> Table:
    """What twice the input cost."""
    rows = [
        [
            f"{each.input}: {each.name}",
            mebibytes(each.size),
            f"{each.seconds:.3f}" if each.ratio else "-",
            spread_text(each.ratio),
            mebibytes(each.peak),
        ]
        for each in growths
    ]
    notes = [f"{each.name}, {each.input}: {each.failure}" for each in growths if each.failure]
    headings = ["", "MiB", "CPU s", "times that of half of it", "peak MiB"]
    return Table("Growth and memory", headings, rows, notes)


def goal_table(measured: Measured) -> Table:
    """Which goals were met, and the worst figure of each."""
    return Table(
        "Goals",
        ["", "goal", "", "worst", "in"],
        [goal_row(goal, measured) for goal in GOALS],
        [
            "Met or missed by the median, in the worst of all places; the rounds went from one number to the other."
        ],
    )


def limits(measured: Measured) -> Iterator[str]:
    """Why the goals are missed that are."""
    for goal in GOALS:
        if goal.limit and not all(goal.met(figure) for figure in goal.figures(measured)):
            yield f"- *{goal.words}*: {goal.limit}"


ORDER_NOTES = (
    "check: as it runs from its sources; compiled: the same through mypyc, in a package built with SSE_CODEC_USE_MYPYC=1.",
    "Each stream is checked from its beginning to its last event; short answers have 20 pieces.",
)


def order_table(costs: Sequence[Cost]) -> Table:
    """What the check of the order costs."""
    return Table("The order of events", HEADINGS, [each.row() for each in costs], ORDER_NOTES)


def piece_table(pieces: Sequence[Piece]) -> Table:
    """What the smallest parts cost."""
    rows = [[each.what, f"{each.nanoseconds:,.0f}"] for each in pieces]
    return Table("Pieces", ["", "ns"], rows)


def goal_row(goal: Goal, measured: Measured) -> list[str]:
    figures = list(goal.figures(measured))
    bound = f"{'<=' if goal.at_most else '>='} {goal.bound:g}"
    if not figures:
        return [goal.words, bound, "not measured", "", ""]
    missed = sum(not goal.met(figure) for figure in figures)
    verdict = f"missed in {missed} of {len(figures)}" if missed else f"met in {len(figures)}"
    worst = goal.worst(figures)
    return [goal.words, bound, verdict, spread_text(worst.spread), worst.where]


def median_text(race: Race, name: str, base: str) -> str:
    ratio = race.ratio(name, base)
    mark = "*" if not race.right(name) else ""
    return f"{short(ratio.middle)}{mark}" if ratio else "failed"


def spread_text(spread: Spread | None) -> str:
    if spread is None:
        return "failed"
    if spread.low == spread.high:
        return short(spread.middle)
    return f"{short(spread.middle)} ({short(spread.low)} to {short(spread.high)})"


def short(ratio: float) -> str:
    """Three digits that mean something."""
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:.1f}" if ratio < 100 else f"{ratio:,.0f}"


def number(count: float) -> str:
    return f"{count:,.0f}"


def mebibytes(count: float | None) -> str:
    return "?" if count is None else f"{count / (1 << 20):.1f}"
