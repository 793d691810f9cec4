"""A renderer turns what becomes of cases into strings of one output format; it writes nothing itself."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from ._results import CaseResult, Matrix, Result


class SuiteRenderer(ABC):
    """One output format. A run calls the methods in this order, and writes the text that each yields.

    :param color: use colors, where the format has them.
    :param quiet: leave out all but the failures, where the format is for people.
    :param several: name the implementation at each failure, where the format does not do so anyway.
    """

    def __init__(self, *, color: bool = False, quiet: bool = False, several: bool = False) -> None:
        self._color = color
        self._quiet = quiet
        self._several = several

    def case(self, name: str, result: CaseResult) -> Iterator[str]:
        """One case is over, on the implementation of this name."""
        yield from ()

    def result(self, result: Result) -> Iterator[str]:
        """All cases are over on one implementation."""
        yield from ()

    @abstractmethod
    def end(self, matrix: Matrix) -> Iterator[str]:
        """What comes after everything, also when the run was interrupted."""
