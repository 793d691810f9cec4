"""A stream as the few test cases that formats for test reports know: one for each part of the check.

The cases of a stream are the same in every run, so a build server can follow each of them. The findings of a part make its case
fail; those that do not make the run fail stand beside it.
"""

from collections.abc import Iterator
from typing import Literal

import attrs

from ..finding import Finding
from ..report import FilePlace, Report, part_of
from ._base import Renderer
from ._held import file_line
from ._notes import counted_notes, cure_notes, drift_notes, known_note, lacking_notes
from ._visible import visible

BASELINE = "baseline"


@attrs.frozen
class Case:
    """One test case."""

    name: str
    """"format", "http", "order", "values"; also "demands" and "baseline", where these are."""
    outcome: Literal["passed", "failed", "skipped"]
    failing: tuple[Finding, ...] = ()
    """The findings that make the run fail."""
    others: tuple[Finding, ...] = ()
    """Those that do not: below the threshold, or known to the baseline."""
    notes: tuple[str, ...] = ()
    """Why it was skipped or failed without a finding, and what of it was not checked."""

    @property
    def message(self) -> str:
        """One sentence for a case that did not pass: why it was skipped, or what is wrong first, and how much more there is."""
        if not self.failing:
            return self.notes[0]
        first, *others = self.failing
        return f"{first.message} (and {len(others):,} more)" if others else first.message

    @property
    def rest(self) -> tuple[str, ...]:
        """The notes that the message does not have."""
        return self.notes if self.failing or self.outcome == "passed" else self.notes[1:]


def cases(findings: list[Finding], report: Report | None, renderer: Renderer) -> Iterator[Case]:
    """The cases of a stream; without a report only those with findings."""
    by_part: dict[str, list[Finding]] = {}
    for finding in findings:
        by_part.setdefault(part_of(finding.code), []).append(finding)
    for part in report.parts if report else ():
        yield _case(part.name, part.lacks, by_part.pop(part.name, []), report, renderer)
    for name, found in by_part.items():
        yield _case(name, "", found, report, renderer)
    if report and report.drift:
        yield Case(BASELINE, "failed" if renderer.can_fail else "passed", notes=tuple(drift_notes(report)))


def _case(name: str, lacks: str, found: list[Finding], report: Report | None, renderer: Renderer) -> Case:
    failing = tuple(each for each in found if renderer.fails(each))
    others = tuple(each for each in found if not renderer.fails(each))
    notes = ([lacks] if lacks else []) + ([*_notes(name, report)] if report else [])
    outcome: Literal["passed", "failed", "skipped"] = (
        "failed" if failing else "skipped" if lacks else "passed"
    )
    return Case(name, outcome, failing, others, tuple(notes))


def _notes(name: str, report: Report) -> Iterator[str]:
    """What of a part was counted or not applicable; what concerns the stream as a whole stands with its format."""
    yield from counted_notes(total for total in report.totals if part_of(total.code) == name)
    yield from lacking_notes(rule for rule in report.not_applicable if part_of(rule.code) == name)
    if name == "format":
        yield from filter(None, (report.notice, known_note(report)))


def finding_lines(finding: Finding, place: FilePlace | None) -> Iterator[str]:
    """A finding as lines of text that nothing acts on: the place, what is wrong, what to do, the reference."""
    pos = finding.pos
    known = " (known to the baseline)" if finding.baseline == "known" else ""
    yield visible(
        f"{finding.source}:{pos.line}:{pos.col}: {finding.level.label} {finding.code} {finding.message}{known}"
    )
    at = file_line(finding, place)
    yield visible(f"  event {pos.event}, byte {pos.byte}{f' ({at.path}:{at.line})' if at else ''}")
    for title, words in cure_notes(finding):
        yield visible(f"  {title}: {words}")
