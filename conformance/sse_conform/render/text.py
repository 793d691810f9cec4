"""Findings for people: where, what, the lines of the stream with a caret under the place, what to do, and the reference."""

from collections.abc import Iterator

from ..finding import Finding, Level, Position
from ..report import Report
from ._base import Renderer
from ._notes import cure_notes
from ._summary import capture_lines, statistics_lines, summary_lines
from ._totals import Totals
from ._visible import visible, visible_bytes, width

_BOLD, _DIM, _BLUE, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[34m", "\x1b[0m"
_LEVELS = {Level.ERROR: "\x1b[1;31m", Level.WARNING: "\x1b[1;33m", Level.INFO: "\x1b[1;36m"}


class TextRenderer(Renderer):
    """Each finding with the lines around it, then the lines about captures and the run."""

    def finding(self, finding: Finding) -> Iterator[str]:
        if finding.baseline == "known":
            return
        place = f"{visible(finding.source)}:{finding.pos.line}:{finding.pos.col}:"
        level = self._paint(_LEVELS[finding.level], f"{finding.level.label} {visible(finding.code)}")
        where = self._paint(_DIM, _where(finding.pos))
        yield f"{self._paint(_BOLD, place)} {level} {visible(finding.message)} {where}\n"
        yield from self._excerpt(finding)
        yield "\n"

    def capture(self, report: Report) -> Iterator[str]:
        if not self._quiet:
            yield from (f"{line}\n" for line in capture_lines(report))

    def end(self, totals: Totals) -> Iterator[str]:
        if self._statistics:
            yield from (f"{line}\n" for line in statistics_lines(totals))
        if not self._quiet:
            yield from (f"{line}\n" for line in summary_lines(totals))

    def _excerpt(self, finding: Finding) -> Iterator[str]:
        gutter = len(str(finding.excerpt[-1][0])) if finding.excerpt else 1
        bar = self._paint(_BLUE, f"{'':>{gutter}} |")
        if finding.excerpt:
            yield f"{bar}\n"
            for number, line in finding.excerpt:
                margin = self._paint(_BLUE, f"{number:>{gutter}} |")
                yield f"{margin} {visible_bytes(line)}\n" if line else f"{margin}\n"
            yield f"{bar} {self._paint(_LEVELS[finding.level], _carets(finding))}\n"
        for title, words in cure_notes(finding):
            yield f"{'':>{gutter}} {self._paint(_BLUE, '=')} {self._paint(_BOLD, f'{title}:')} {visible(words)}\n"

    def _paint(self, style: str, words: str) -> str:
        return f"{style}{words}{_PLAIN}" if self._color else words


def _where(pos: Position) -> str:
    parts = [f"event {pos.event}", f"byte {pos.byte}"]
    if pos.chunk is not None:
        parts.append(f"chunk {pos.chunk}")
    if pos.t is not None:
        parts.append(f"t={pos.t:.3f}s")
    return f"[{', '.join(parts)}]"


def _carets(finding: Finding) -> str:
    """Carets under the span, as far as the excerpt shows it, and at least one."""
    line = finding.excerpt[-1][1]
    before = width(visible_bytes(line[: finding.caret]))
    under = width(visible_bytes(line[finding.caret : finding.caret + finding.span]))
    return " " * before + "^" * max(under, 1)
