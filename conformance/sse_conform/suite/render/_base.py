"""A renderer turns what becomes of cases into strings of one output format; it writes nothing itself."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from ._results import CaseResult, Matrix, Result


class SuiteRenderer(ABC):
    """What every format is asked for, in this order; each answer is the text to write, which may be none."""

    def case(self, name: str, result: CaseResult) -> Iterator[str]:
        """One case is over, on the implementation of this name."""
        yield from ()

    def result(self, result: Result) -> Iterator[str]:
        """All cases are over on one implementation."""
        yield from ()

    @abstractmethod
    def end(self, matrix: Matrix) -> Iterator[str]:
        """What comes after everything, also when the run was interrupted."""
