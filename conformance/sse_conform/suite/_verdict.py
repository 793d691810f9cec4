"""The verdict on a case: eight outcomes that are never mixed, and the facts behind the outcome."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

import attrs

from ._case import AnyCase
from ._replies import Trouble


class Outcome(StrEnum):
    """How one case went under one split, the gravest first."""

    ERRORED = "errored"
    """No reply to judge: missing, crashed, hung or babbling."""
    STALE = "stale"
    """A known failure that no longer fails: the baseline must be mended."""
    FAILED = "failed"
    KNOWN = "known"
    """Failed, and the baseline says so."""
    LENIENT = "lenient"
    """A departure that has a name."""
    SKIPPED = "skipped"
    """The implementation said that it did not try."""
    NOT_APPLICABLE = "not-applicable"
    """It lacks what the case needs, or has not the role."""
    PASSED = "passed"


@attrs.frozen
class Verdict:
    """One case under one split. Long texts in `wanted` and `got` are abridged; `wire` is whole."""

    case: AnyCase
    split: str
    """`given`, `whole`, `bytes` or `cut-N`; empty when the verdict is about the case as a whole."""
    outcome: Outcome
    message: str = ""
    """One sentence: what differs, what is missing, which departure it is; empty when there is nothing to say."""
    wire: tuple[tuple[bytes, ...], ...] = ()
    """The chunks of each connection, as they were cut; of an encoder what it wrote."""
    wanted: Mapping[str, object] = attrs.field(factory=dict[str, object])
    got: Mapping[str, object] = attrs.field(factory=dict[str, object])
    """What was compared, by its name: events, comments, retry, error ..."""
    answer: str = ""
    """Name of the `accept` or `lenient` that matched."""
    trouble: Trouble | None = None
    cause: Exception | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def judged(self) -> bool:
        """The case was tried: it is neither skipped nor not applicable."""
        return self.outcome not in (Outcome.SKIPPED, Outcome.NOT_APPLICABLE)

    @property
    def red(self) -> bool:
        """It must make the run fail: errored, stale, or a failure of what the standard demands."""
        if self.outcome is Outcome.FAILED:
            return self.case.level == "must"
        return self.outcome in (Outcome.ERRORED, Outcome.STALE)


@attrs.frozen
class Tally:
    """How many of each, for cases and for their splits."""

    cases: Mapping[Outcome, int]
    """A case counts once, under its gravest outcome."""
    splits: Mapping[Outcome, int]
    red: bool


def tally(verdicts: Iterable[Verdict]) -> Tally:
    """Count verdicts."""
    verdicts = list(verdicts)
    return Tally(
        cases=Counter(by_case(verdicts).values()),
        splits=Counter(verdict.outcome for verdict in verdicts),
        red=any(verdict.red for verdict in verdicts),
    )


def by_case(verdicts: Iterable[Verdict]) -> dict[str, Outcome]:
    """The gravest outcome of each case, by its id."""
    gravity = list(Outcome)
    gravest: dict[str, Outcome] = {}
    for verdict in verdicts:
        before = gravest.get(verdict.case.id, Outcome.PASSED)
        gravest[verdict.case.id] = min(before, verdict.outcome, key=gravity.index)
    return gravest
