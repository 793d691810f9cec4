"""One JSON document for a run: findings, captures and totals.

Each finding is written at once, so memory stays flat in a long run.
"""

from collections.abc import Iterator
from typing import Any

from ..finding import Finding
from ..report import Report
from ._base import Renderer
from ._totals import Totals
from ._values import VERSION, capture_value, finding_value, one_line, totals_value


class JsonRenderer(Renderer):
    """One document: findings as they are found, captures and the summary at the end."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._captures: list[str] = []
        self._separator = "\n"

    def begin(self) -> Iterator[str]:
        yield f'{{"v": {VERSION}, "findings": ['

    def finding(self, finding: Finding) -> Iterator[str]:
        yield f"{self._separator}  {one_line(finding_value(finding))}"
        self._separator = ",\n"

    def capture(self, report: Report) -> Iterator[str]:
        self._captures.append(one_line(capture_value(report)))
        yield from ()

    def end(self, totals: Totals) -> Iterator[str]:
        captures = "".join(f"{separator}  {text}" for separator, text in _separated(self._captures))
        yield f'\n], "captures": [{captures}\n], "summary": {one_line(totals_value(totals))}}}\n'


def _separated(texts: list[str]) -> Iterator[tuple[str, str]]:
    for index, text in enumerate(texts):
        yield (",\n" if index else "\n"), text
