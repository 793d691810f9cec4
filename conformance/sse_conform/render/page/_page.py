"""The page, put together from reports, findings and traces: what the templates say is worked out here."""

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from ...finding import Finding, Level
from ...report import NotApplicable, Report
from ...trace import Fold, Row, Trace, is_about_head
from .._amounts import count
from .._summary import summary_lines
from .._totals import Totals
from ._bytes import HexRow, Line, hex_rows, lines_around
from ._comparison import Comparison, comparison
from ._environment import environment, inline
from ._lanes import Lanes, lanes
from ._timeline import Timeline, timeline

_FULL: Final = 200
"""Captures without a finding that are shown at length; the others are in the table alone."""
_MANY: Final = 50
"""Captures from which on the browser lays out only those that are to be seen."""
_GOOD: Final = frozenset({"completed", "ended"})
_BAD: Final = frozenset({"failed", "cut", "truncated", "not a stream"})


@attrs.frozen
class Captured:
    """One stream, with its report and its findings. It has a trace if a run recorded one."""

    report: Report | None
    """None where the check broke off."""
    findings: tuple[Finding, ...]
    trace: Trace | None = None

    @property
    def source(self) -> str:
        """What people call it."""
        return self.report.source if self.report else self.findings[0].source


@attrs.frozen
class Card:
    """A finding with the bytes around its place."""

    anchor: str
    finding: Finding
    lines: list[Line]
    hex: list[HexRow]
    row: str
    """The anchor of the row of its event; "" where that is folded, or nobody recorded the events."""
    is_head: bool
    """Whether it is about the response head."""


@attrs.frozen
class Section:
    """What is shown of one stream."""

    anchor: str
    captured: Captured
    cards: list[Card]
    rows: list[tuple[Row, str, list[Card]]]
    """Each with its anchor and the findings at it."""
    timeline: Timeline | None
    lanes: Lanes | None
    not_applicable: list[tuple[str, list[NotApplicable]]]
    """Rules that could not be decided, by what the capture lacks."""
    is_full: bool
    """Whether it is shown at length."""

    @property
    def folded(self) -> int:
        """Blocks that are counted and not shown."""
        return sum(row.blocks for row, _, _ in self.rows if isinstance(row, Fold))

    @property
    def levels(self) -> list[tuple[str, int]]:
        """Findings by level, the worst first."""
        found = [card.finding.level for card in self.cards]
        return [(level.label, found.count(level)) for level in sorted(Level, reverse=True) if level in found]

    @property
    def mood(self) -> str:
        """How the outcome looks: "good", "bad" or "so-so"."""
        outcome = self.captured.report.outcome if self.captured.report else ""
        return "good" if outcome in _GOOD else "bad" if outcome in _BAD else "so-so"


def page(captured: Sequence[Captured], totals: Totals, *, compares: bool = False) -> Iterator[str]:
    """Yield the page of these captures.

    :param compares: the page holds the two captures against each other.
    """
    sections = [_section(index, each, len(captured)) for index, each in enumerate(captured, 1)]
    found = comparison(captured[0], captured[1]) if compares and len(captured) == 2 else None
    yield from (
        environment()
        .get_template("page.html")
        .generate(
            title=_title(captured, found),
            sections=sections,
            totals=totals,
            summary=list(summary_lines(totals)),
            comparison=found,
            compares=compares,
            levels=[level.label for level in sorted(Level, reverse=True)],
            many=_MANY,
            **inline(),
        )
    )


def _title(captured: Sequence[Captured], found: Comparison | None) -> str:
    if found is not None:
        return "Two event streams compared"
    return captured[0].source if len(captured) == 1 else count(len(captured), "event stream")


def _section(number: int, captured: Captured, of: int) -> Section:
    anchor = f"c{number}"
    trace = captured.trace if captured.report is None or captured.report.sniffed is None else None
    is_full = bool(captured.findings) or number <= _FULL or of <= _FULL
    anchors = _anchors(anchor, trace)
    cards = [
        _card(f"{anchor}-f{index}", finding, index - 1, captured.trace, anchors)
        for index, finding in enumerate(captured.findings, 1)
    ]
    shows = trace is not None and is_full
    return Section(
        anchor,
        captured,
        cards,
        list(_rows(anchors, trace, cards)) if trace and shows else [],
        timeline(trace) if trace and shows else None,
        lanes(trace, captured.findings) if trace and shows else None,
        _not_applicable(captured.report),
        is_full,
    )


def _anchors(anchor: str, trace: Trace | None) -> dict[int, str]:
    """The anchors of the events that have a row, by their number."""
    rows = trace.rows if trace else ()
    return {row.number: f"{anchor}-e{row.number}" for row in rows if not isinstance(row, Fold)}


def _card(anchor: str, finding: Finding, index: int, trace: Trace | None, anchors: dict[int, str]) -> Card:
    around = trace.surroundings[index] if trace and index < len(trace.surroundings) else None
    is_head = is_about_head(finding)
    row = "" if is_head else anchors.get(finding.pos.event, "")
    return Card(anchor, finding, lines_around(finding, around), hex_rows(finding, around), row, is_head)


def _rows(
    anchors: dict[int, str], trace: Trace, cards: Sequence[Card]
) -> Iterator[tuple[Row, str, list[Card]]]:
    at: dict[int, list[Card]] = {}
    for card in cards:
        if card.row:
            at.setdefault(card.finding.pos.event, []).append(card)
    unused = dict(anchors)
    for row in trace.rows:
        if isinstance(row, Fold):
            yield row, "", []
        else:  # blocks without an event share the number of the event that comes after them
            anchor = unused.pop(row.number, "")
            yield row, anchor, at.get(row.number, []) if anchor else []


def _not_applicable(report: Report | None) -> list[tuple[str, list[NotApplicable]]]:
    lacking: dict[str, list[NotApplicable]] = {}
    for rule in report.not_applicable if report else ():
        lacking.setdefault(rule.lacks, []).append(rule)
    return list(lacking.items())
