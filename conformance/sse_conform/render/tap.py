"""TAP, version 14, as test harnesses read it: a stream is a test with a subtest for each part of the check.

The details of a part that is not ok stand below it; what was not checked is a `SKIP`.
"""

from collections.abc import Iterator
from typing import Any

from ..finding import Finding
from ..report import Report
from ._cases import Case, cases
from ._held import HeldRenderer, file_line
from ._totals import Totals
from ._values import finding_value, one_line
from ._visible import visible


class TapRenderer(HeldRenderer):
    """Each test as soon as its stream is over; the plan comes last."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._points = 0

    def begin(self) -> Iterator[str]:
        yield "TAP version 14\n"

    def stream(self, source: str, findings: list[Finding], report: Report | None) -> Iterator[str]:
        points = [*cases(findings, report, self)]
        yield f"# Subtest: {_escaped(source)}\n    1..{len(points)}\n"
        for number, case in enumerate(points, 1):
            ok = "not ok" if case.outcome == "failed" else "ok"
            yield f"    {ok} {number} - {case.name}{_remark(case)}\n"
            yield from (f"      {line}\n" for line in _details(case, report))
        is_ok = all(case.outcome != "failed" for case in points)
        outcome = f" ({_escaped(report.outcome)})" if report else ""
        yield self._point(is_ok, f"{_escaped(source)}{outcome}")

    def finish(self, totals: Totals) -> Iterator[str]:
        for problem in totals.unread:
            yield self._point(False, _escaped(problem.source))
            yield f"  ---\n  message: {one_line(problem.reason)}\n  ...\n"
        for each in totals.skipped:
            yield self._point(True, f"passed over # SKIP {_escaped(each.words)}")
        if totals.interrupted:
            yield "Bail out! interrupted: this report is partial\n"
        else:
            yield f"1..{self._points}\n"

    def _point(self, is_ok: bool, title: str) -> str:
        self._points += 1
        return f"{'ok' if is_ok else 'not ok'} {self._points} - {title}\n"


def _remark(case: Case) -> str:
    return f" # SKIP {_escaped(case.message)}" if case.outcome == "skipped" else ""


def _details(case: Case, report: Report | None) -> Iterator[str]:
    """A block of YAML, of which every value is written as JSON."""
    if not (case.outcome == "failed" or case.others or case.rest):
        return
    yield "---"
    if case.outcome == "failed":
        yield f"message: {one_line(case.message)}"
    for title, findings in (("findings", case.failing), ("others", case.others)):
        if findings:
            yield f"{title}:"
            yield from (f"  - {one_line(_value(each, report))}" for each in findings)
    if case.rest:
        yield "notes:"
        yield from (f"  - {one_line(note)}" for note in case.rest)
    yield "..."


def _value(finding: Finding, report: Report | None) -> dict[str, Any]:
    place = file_line(finding, report.place) if report else None
    return finding_value(finding) | ({"file": place.path, "file_line": place.line} if place else {})


def _escaped(text: str) -> str:
    return visible(text).replace("\\", "\\\\").replace("#", "\\#")
