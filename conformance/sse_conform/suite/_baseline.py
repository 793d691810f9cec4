"""The failures of an implementation that are known, per case and split; one that no longer fails makes the run red.

A baseline is a TOML file, written from a run by `baseline_text` and kept under version control.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import attrs

from ._errors import CaseError
from ._table import Table, read_toml
from ._verdict import Outcome, Verdict

ALL = "all"
_HEADER = """\
# Known failures, as `sse-conform suite run --baseline` reads them. One that no longer fails makes the run red:
# then take it out. `splits` are the ways of cutting under which the case fails, or "all".
"""


@attrs.frozen
class Baseline:
    """Known failures: for each case the splits under which it fails."""

    known: Mapping[str, frozenset[str]] = attrs.field(factory=dict[str, frozenset[str]])

    def apply(self, verdict: Verdict) -> Verdict:
        """The verdict in the light of what is known: a known failure, or a stale one; all else as it is."""
        splits = self.known.get(verdict.case.id, frozenset())
        if verdict.split not in splits and ALL not in splits:
            return verdict
        if verdict.outcome is Outcome.FAILED:
            return attrs.evolve(verdict, outcome=Outcome.KNOWN)
        if verdict.outcome in (Outcome.PASSED, Outcome.LENIENT):
            message = f"{verdict.outcome}, and the baseline says that it fails: take it out of the baseline"
            return attrs.evolve(verdict, outcome=Outcome.STALE, message=message)
        return verdict


NO_BASELINE = Baseline()


def load_baseline(path: Path, ids: Collection[str]) -> Baseline:
    """Read a baseline.

    :param ids: the ids of all cases; a baseline that names another is refused.
    :raises CaseError: the file does not say what it must.
    """
    file = Table(read_toml(path), str(path), "")
    known: dict[str, frozenset[str]] = {}
    for table in file.tables("known"):
        id = table.take("case", str)
        table.case = f"case {id!r}"
        if id not in ids:
            raise CaseError(str(path), table.case, "there is no such case", "take it out, or mend the id")
        known[id] = known.get(id, frozenset()) | _splits(table)
        table.take("why", str, "")
        table.end()
    file.end()
    return Baseline(known)


def _splits(table: Table) -> frozenset[str]:
    return frozenset([ALL]) if table.any("splits", ALL) == ALL else frozenset(table.words("splits"))


def baseline_text(verdicts: Iterable[Verdict]) -> str:
    """The baseline under which these verdicts hold no failure."""
    failing: dict[str, list[str]] = {}
    whole: dict[str, bool] = {}
    for verdict in verdicts:
        id = verdict.case.id
        failed = verdict.outcome in (Outcome.FAILED, Outcome.KNOWN)
        whole[id] = whole.get(id, True) and failed
        if failed:
            failing.setdefault(id, []).append(verdict.split)
    tables = [
        f"\n[[known]]\ncase   = {json.dumps(id)}\nsplits = {json.dumps(ALL if whole[id] else splits)}\n"
        for id, splits in failing.items()
    ]
    return _HEADER + "".join(tables)
