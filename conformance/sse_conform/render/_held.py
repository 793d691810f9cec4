"""For formats in which a finding stands at a line of a file, or with the other findings of its stream.

Findings come before the report of their stream, which has the file. They wait for it. A rule reports a stream a limited number
of times, so few wait; what it did not report is counted in the report, and each format says the number.
"""

from abc import abstractmethod
from collections.abc import Iterator
from typing import Any

import attrs

from ..finding import Finding
from ..report import FilePlace, Report
from ._base import Renderer
from ._totals import Totals


@attrs.frozen
class FileLine:
    """A line of a file."""

    path: str
    line: int
    col: int | None
    """Column in characters; None where the line of the file is not the line of the stream."""


def file_line(finding: Finding, place: FilePlace | None) -> FileLine | None:
    """Return the line of the file at which the finding stands; None when no file holds the stream."""
    if place is None:
        return None
    has_col = place.is_verbatim and finding.pos.line > 0
    return FileLine(
        place.path, place.line_of(finding.pos.line, finding.pos.chunk), finding.pos.col if has_col else None
    )


class HeldRenderer(Renderer):
    """A format that writes a stream when it is over."""

    _held: list[Finding]

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._held = []

    def finding(self, finding: Finding) -> Iterator[str]:
        if self._held and self._held[0].source != finding.source:
            yield from self._let_go()
        self._held.append(finding)

    def capture(self, report: Report) -> Iterator[str]:
        if self._held and self._held[0].source != report.source:
            yield from self._let_go()
        findings, self._held = self._held, []
        yield from self.stream(report.source, findings, report)

    def end(self, totals: Totals) -> Iterator[str]:
        yield from self._let_go()
        yield from self.finish(totals)

    def _let_go(self) -> Iterator[str]:
        """Write the findings of a stream whose check failed, so that it has no report."""
        findings, self._held = self._held, []
        if findings:
            yield from self.stream(findings[0].source, findings, None)

    @abstractmethod
    def stream(self, source: str, findings: list[Finding], report: Report | None) -> Iterator[str]:
        """One stream, with its findings; None for the report when the check itself failed."""

    @abstractmethod
    def finish(self, totals: Totals) -> Iterator[str]:
        """What comes after all streams."""
