"""A renderer turns what a run finds into strings of one output format, as it is found; it writes nothing itself."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from ..finding import Finding
from ..report import Report
from ._totals import Totals


class Renderer(ABC):
    """What every format is asked for, in this order; each answer is the text to write, which may be none."""

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
