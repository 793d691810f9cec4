"""A finding, a report and totals to render."""

import pytest

from sse_conform.finding import Finding, Level
from sse_conform.render import Skip, Totals, Unread
from sse_conform.report import NotApplicable, Part, Report, RuleTotal

from ..findings import a_finding


@pytest.fixture
def finding() -> Finding:
    return a_finding()


@pytest.fixture
def report() -> Report:
    return Report(
        source="chat.sse",
        events=13,
        bytes=1893,
        totals=(
            RuleTotal("SSE105", "incomplete-final-event", Level.ERROR, 1, 1),
            RuleTotal("SSE112", "trailing-whitespace-in-control-field", Level.WARNING, 20, 77),
        ),
        outcome="truncated",
        profile="ciniterflow",
        profile_reason="told by start; flowise knows the events too",
        framing="named",
        not_applicable=(
            NotApplicable("SSE301", "content-type-missing-or-wrong", "the response head"),
            NotApplicable("SSE303", "status-not-200", "the response head"),
        ),
        parts=(
            Part("format", ""),
            Part("http", "the capture has no response head"),
            Part("order", ""),
            Part("values", ""),
        ),
        by_level=((Level.ERROR, 1), (Level.WARNING, 20)),
    )


@pytest.fixture
def totals(report: Report) -> Totals:
    totals = Totals()
    totals.add(report)
    totals.unread.append(Unread("page.html", "it is a page of HTML or XML, not an event stream"))
    totals.skipped.append(Skip("tape.yaml", "application/json", 3))
    return totals
