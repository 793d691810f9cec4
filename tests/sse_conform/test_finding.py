"""Levels compare and read back; a report counts what it holds."""

import pytest

from sse_conform.finding import Level
from sse_conform.report import Report, RuleTotal

LABELS = [("info", Level.INFO), ("warning", Level.WARNING), ("error", Level.ERROR)]


@pytest.mark.parametrize(("label", "level"), LABELS)
def test_a_level_reads_back(label: str, level: Level) -> None:
    assert level.label == label
    assert Level.parse(label) is level


def test_levels_are_in_order() -> None:
    assert Level.INFO < Level.WARNING < Level.ERROR


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="no level 'fatal': choose error, warning or info"):
        Level.parse("fatal")


def test_a_total_knows_what_was_not_reported() -> None:
    assert RuleTotal("SSE201", "invalid-utf8", Level.ERROR, 20, 57).more == 37


def test_a_report_counts_its_findings() -> None:
    report = Report("-", 0, 0, (), "ended", None, "", None, (), by_level=((Level.ERROR, 2), (Level.INFO, 3)))
    assert report.findings == 5
