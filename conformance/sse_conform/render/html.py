"""A page for people: findings in place with the bytes around them; with a recording also the events, the times and the order."""

from collections.abc import Iterator
from typing import Any

from ..finding import Finding
from ..report import Report
from ..trace import Recording
from ._base import Renderer
from ._totals import Totals
from .page import Captured, page


class HtmlRenderer(Renderer):
    """All of it at the end.

    :param recording: the recording of the streams while they are checked; None where nobody records them.
    """

    def __init__(
        self,
        *,
        recording: Recording | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(**settings)
        self._recording = recording
        self._findings: list[Finding] = []
        self._captured: list[Captured] = []

    def finding(self, finding: Finding) -> Iterator[str]:
        """Keep a finding, and have what is around its place kept."""
        if self._findings and self._findings[0].source != finding.source:
            self._break_off()
        if self._recording is not None:
            self._recording.mark(finding)
        self._findings.append(finding)
        yield from ()

    def capture(self, report: Report) -> Iterator[str]:
        """Keep the report of a stream, with its findings."""
        if self._findings and self._findings[0].source != report.source:
            self._break_off()
        trace = self._recording.take() if self._recording else None
        self._captured.append(Captured(report, tuple(self._findings), trace))
        self._findings = []
        yield from ()

    def end(self, totals: Totals) -> Iterator[str]:
        """The page."""
        if self._findings:
            self._break_off()
        compares = self._recording is not None and self._recording.settings.keeps_contents
        yield from page(self._captured, totals, compares=compares)

    def _break_off(self) -> None:
        """The check of a stream stopped before its report: its findings are told all the same."""
        self._captured.append(Captured(None, tuple(self._findings)))
        self._findings = []
