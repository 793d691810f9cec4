"""A finding, a report and totals to render, and a run of a renderer over them."""

from collections.abc import Callable

import attrs
import pytest

from sse_conform.finding import Finding, Level, Position
from sse_conform.render import Renderer, Skipped, Totals, Unread
from sse_conform.report import Drift, FilePlace, NotApplicable, Part, Report, RuleTotal

from ..findings import a_finding

HOSTILE = "\x1b[31m\r\n::error::x%0A,:]]>&<b>\0\ud800\udcff\u202e##[error]x # SKIP \\n\ufffe"
"""Text of a stranger that tries to end whatever it stands in."""


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
    totals.skipped.append(Skipped("tape.yaml", (("application/json", 3),), "tape.yaml: passed over 3"))
    return totals


@pytest.fixture
def other(finding: Finding) -> Finding:
    """A warning behind the finding, which a baseline knows."""
    return attrs.evolve(
        finding,
        code="SSE112",
        name="trailing-whitespace-in-control-field",
        level=Level.WARNING,
        message="the value 'a ' of event ends in whitespace, which counts",
        pos=Position(byte=7, line=2, col=3, event=1, chunk=2, t=0.5),
        excerpt=(),
        baseline="known",
    )


@pytest.fixture
def placed(report: Report) -> Report:
    """The report of a stream that begins on line 10 of a file, differs from its baseline, and was timed."""
    return attrs.evolve(
        report,
        place=FilePlace("some captures/chat.http", 10, is_verbatim=True),
        known=((Level.WARNING, 1),),
        drift=(Drift("SSE401", "no field is named 'evnt'", 2, 1), Drift("SSE112", "", 0, 57)),
        duration=8.402,
    )


@pytest.fixture
def told(totals: Totals, placed: Report) -> Totals:
    """Totals of a run that passed over something."""
    told = Totals()
    told.add(placed)
    told.unread = totals.unread
    words = "passed over 2 files below captures/: 2 *.png; name a file to check it anyway"
    told.skipped.append(Skipped("captures/", (("*.png", 2),), words))
    return told


def written(renderer: Renderer, findings: list[Finding], reports: list[Report], totals: Totals) -> str:
    """What a run writes, in which each report comes behind the findings of its stream."""
    texts = [*renderer.begin()]
    for report in reports:
        for finding in findings:
            if finding.source == report.source:
                texts += renderer.finding(finding)
        texts += renderer.capture(report)
    return "".join([*texts, *renderer.end(totals)])


@pytest.fixture
def write() -> Callable[..., str]:
    return written


@pytest.fixture
def hostile(finding: Finding, placed: Report, told: Totals) -> tuple[list[Finding], list[Report], Totals]:
    """A run whose every text is a stranger's."""
    report = attrs.evolve(
        placed,
        source=HOSTILE,
        outcome=HOSTILE,
        profile=HOSTILE,
        profile_reason=HOSTILE,
        notice=HOSTILE,
        place=FilePlace(HOSTILE, 3, is_verbatim=False),
        parts=(Part("format", HOSTILE),),
        drift=(Drift(HOSTILE, HOSTILE, 2, 1),),
        not_applicable=(NotApplicable("SSE301", "a", HOSTILE),),
    )
    words = {
        "code": HOSTILE,
        "name": HOSTILE,
        "message": HOSTILE,
        "help": HOSTILE,
        "spec": HOSTILE,
        "kind": HOSTILE,
    }
    bad = attrs.evolve(
        finding,
        source=HOSTILE,
        excerpt=((1, HOSTILE.encode("utf-8", "surrogatepass")),),
        url=f"https://{HOSTILE}",
        **words,
    )
    totals = Totals()
    totals.add(report)
    totals.unread.append(Unread(HOSTILE, HOSTILE))
    totals.skipped.append(Skipped(HOSTILE, ((HOSTILE, 1),), HOSTILE))
    return [bad], [report], totals
