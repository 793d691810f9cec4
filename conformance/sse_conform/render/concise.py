"""One line for each finding, as compilers write them, so that editors can jump to the place."""

from collections.abc import Iterator

from ..finding import Finding
from ..report import Report
from ._base import Renderer
from ._summary import capture_lines, statistics_lines, summary_lines
from ._totals import Totals
from ._visible import visible


class ConciseRenderer(Renderer):
    """A line for each finding, then the lines about captures and the run."""

    def finding(self, finding: Finding) -> Iterator[str]:
        if finding.baseline == "known":
            return
        place = f"{visible(finding.source)}:{finding.pos.line}:{finding.pos.col}"
        yield f"{place}: {finding.level.label} {visible(finding.code)} {visible(finding.message)}\n"

    def capture(self, report: Report) -> Iterator[str]:
        if not self._quiet:
            yield from (f"{line}\n" for line in capture_lines(report))

    def end(self, totals: Totals) -> Iterator[str]:
        if self._statistics:
            yield from (f"{line}\n" for line in statistics_lines(totals))
        if not self._quiet:
            yield from (f"{line}\n" for line in summary_lines(totals))
