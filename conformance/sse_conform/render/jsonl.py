"""Lines of JSON, each written as soon as it is known: for programs that watch a live stream.

A line is a finding; or what was checked of a capture, after its findings; or the summary, at the end.
"""

from collections.abc import Iterator

from ..finding import Finding
from ..report import Report
from ._base import Renderer
from ._totals import Totals
from ._values import VERSION, capture_value, finding_value, one_line, totals_value


class JsonLinesRenderer(Renderer):
    """A line for each finding, each capture, and the summary."""

    def finding(self, finding: Finding) -> Iterator[str]:
        yield one_line(finding_value(finding)) + "\n"

    def capture(self, report: Report) -> Iterator[str]:
        yield one_line({"v": VERSION, "capture": capture_value(report)}) + "\n"

    def end(self, totals: Totals) -> Iterator[str]:
        yield one_line({"v": VERSION, "summary": totals_value(totals)}) + "\n"
