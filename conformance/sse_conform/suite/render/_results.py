"""What became of whole cases: of each its gravest verdict, and how its splits went.

The other verdicts are let go, so that a run of many splits takes no more memory than one of few.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

import attrs

from .._case import AnyCase
from .._replies import Implementation
from .._verdict import Outcome, Verdict

_GRAVITY = {outcome: place for place, outcome in enumerate(Outcome)}


@attrs.frozen
class CaseResult:
    """One case under all its splits."""

    verdict: Verdict
    """The first of the gravest."""
    splits: tuple[tuple[str, Outcome], ...]
    """Each split and its outcome, in their order."""

    @property
    def case(self) -> AnyCase:
        """The case itself."""
        return self.verdict.case

    @property
    def outcome(self) -> Outcome:
        """The gravest of its splits, under which the case counts."""
        return self.verdict.outcome

    @property
    def alike(self) -> tuple[str, ...]:
        """The splits that went as the gravest verdict did, its own among them."""
        return tuple(name for name, outcome in self.splits if outcome is self.outcome)


def by_case_results(verdicts: Iterable[Verdict]) -> Iterator[CaseResult]:
    """The verdicts of each case put together, as soon as it is over; they must come case by case."""
    for _, group in groupby(verdicts, key=lambda verdict: verdict.case.id):
        of_case = list(group)
        gravest = min(of_case, key=lambda verdict: _GRAVITY[verdict.outcome])
        yield CaseResult(gravest, tuple((verdict.split, verdict.outcome) for verdict in of_case))


@attrs.frozen
class Result:
    """One implementation over the cases that were run."""

    name: str
    """The name that the user gave to the implementation, or else its own name."""
    implementation: Implementation | None
    """Who it said it is; None when it could not be started."""
    cases: tuple[CaseResult, ...]
    arguments: tuple[str, ...] = ()
    """The arguments of `suite run` that name it alone; () where nobody knows them."""

    @property
    def title(self) -> str:
        """Its name and, when it told, its version."""
        version = self.implementation.version if self.implementation else ""
        return f"{self.name} {version}" if version else self.name

    @property
    def counts(self) -> Counter[Outcome]:
        """How many cases had each outcome."""
        return Counter(case.outcome for case in self.cases)

    @property
    def red(self) -> bool:
        """Something in it must make the run fail."""
        return any(case.verdict.red for case in self.cases)


@attrs.frozen
class Matrix:
    """Several implementations over the same cases."""

    cases: tuple[AnyCase, ...]
    results: tuple[Result, ...]
    interrupted: bool = False
    """Somebody stopped the run: not all cases were run on all implementations."""
    enough: str = ""
    """Why the run ended by itself before all cases were run, as a clause; "" when it did not."""

    @property
    def partial(self) -> str:
        """Why not all cases were run on all implementations, as a clause; "" when all were."""
        return "the run was interrupted" if self.interrupted else self.enough

    @property
    def judged(self) -> bool:
        """A case was tried on one of them."""
        return any(case.verdict.judged for result in self.results for case in result.cases)

    @property
    def red(self) -> bool:
        """One of them is red."""
        return any(result.red for result in self.results)
