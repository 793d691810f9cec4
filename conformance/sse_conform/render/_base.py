"""A renderer turns what a run finds into strings of one output format, as it is found; it writes nothing itself."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from ..finding import Finding
from ..report import Report
from ._totals import Totals


class Renderer(ABC):
    """One output format. A run calls the methods in this order, and writes the text that each yields.

    :param color: use colors, where the format has them.
    :param quiet: leave out all but the findings, where the format is for people.
    :param statistics: say how often each rule struck, where the format does not say so anyway.
    """

    def __init__(self, *, color: bool = False, quiet: bool = False, statistics: bool = False) -> None:
        self._color = color
        self._quiet = quiet
        self._statistics = statistics

    def begin(self) -> Iterator[str]:
        """What comes before everything."""
        yield from ()

    @abstractmethod
    def finding(self, finding: Finding) -> Iterator[str]:
        """One finding, at the moment when it is made."""

    @abstractmethod
    def capture(self, report: Report) -> Iterator[str]:
        """One stream has been checked."""

    @abstractmethod
    def end(self, totals: Totals) -> Iterator[str]:
        """What comes after everything, also when the run was interrupted."""
