"""A renderer turns what a run finds into strings of one output format, as it is found; it writes nothing itself."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from ..finding import Finding, Level
from ..report import Report
from ._totals import Totals


class Renderer(ABC):
    """One output format. A run calls the methods in this order, and writes the text that each yields.

    :param color: use colors, where the format has them.
    :param quiet: leave out all but the findings, where the format is for people.
    :param statistics: say how often each rule struck, where the format does not say so anyway.
    :param threshold: the lowest level of a finding that makes the run fail; None when no finding does.
    """

    def __init__(
        self,
        *,
        color: bool = False,
        quiet: bool = False,
        statistics: bool = False,
        threshold: Level | None = Level.ERROR,
    ) -> None:
        self._color = color
        self._quiet = quiet
        self._statistics = statistics
        self._threshold = threshold

    def begin(self) -> Iterator[str]:
        """What comes before everything."""
        yield from ()

    @property
    def can_fail(self) -> bool:
        """Return True if there is anything that makes the run fail."""
        return self._threshold is not None

    def fails(self, finding: Finding) -> bool:
        """Return True if the finding makes the run fail."""
        return (
            self._threshold is not None and finding.level >= self._threshold and finding.baseline != "known"
        )

    @abstractmethod
    def finding(self, finding: Finding) -> Iterator[str]:
        """One finding, at the moment when it is made."""

    @abstractmethod
    def capture(self, report: Report) -> Iterator[str]:
        """One stream has been checked."""

    @abstractmethod
    def end(self, totals: Totals) -> Iterator[str]:
        """What comes after everything, also when the run was interrupted."""
