"""A requirement set freezes what conforming means: it lists its cases, with a digest of what each demands.

A set without a date is open, and follows its cases. Once it carries the date on which it was frozen, nothing in it changes:
a case that must demand something else gets a new id, and belongs to the next set.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import attrs

from ._case import AnyCase
from ._errors import CaseError
from ._plain import digest
from ._table import Table, read_toml

_HEADER = """\
# What "conforms to {name}" means: these cases, and of each a digest of what it demands.
# Written by `python -m sse_conform.suite.generate`; only the date on which the set is frozen is written by hand.
"""


@attrs.frozen
class RequirementSet:
    """One dated list of requirements."""

    name: str
    frozen: date | None
    """None: it is still open."""
    digests: Mapping[str, str]
    """Case id: digest of what it demands."""
    file: str = ""

    def cases(self, cases: Iterable[AnyCase]) -> tuple[AnyCase, ...]:
        """Of these cases those that the set lists."""
        return tuple(case for case in cases if case.id in self.digests)


def load_requirements(folder: Path) -> tuple[RequirementSet, ...]:
    """The requirement sets of a folder of fixtures, the oldest first.

    :raises CaseError: a file does not say what it must.
    """
    sets = [_load(path) for path in (folder / "requirements").glob("*.toml")]
    return tuple(sorted(sets, key=lambda each: _age(each.name)))


def _load(path: Path) -> RequirementSet:
    table = Table(read_toml(path), str(path), "")
    frozen = table.take("frozen", date) if table.has("frozen") else None
    cases = table.inner("cases")
    table.end()
    return RequirementSet(path.stem, frozen, {id: cases.take(id, str) for id in cases.names()}, str(path))


def _age(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.split("."))


def updated(requirements: RequirementSet, cases: Iterable[AnyCase]) -> RequirementSet:
    """The set as its cases stand.

    :raises CaseError: the set is frozen, and a case that it lists, or should have listed, is not as it was.
    """
    mine = [case for case in cases if _age(case.since) <= _age(requirements.name)]
    digests = {case.id: digest(case) for case in mine}
    if requirements.frozen is not None:
        _refuse_change(requirements, digests)
    return attrs.evolve(requirements, digests=digests)


def _refuse_change(requirements: RequirementSet, digests: Mapping[str, str]) -> None:
    frozen = f"{requirements.name} was frozen on {requirements.frozen}"
    for id in sorted({*digests, *requirements.digests}):
        if id not in digests:
            raise CaseError(requirements.file, id, f"the case is gone, and {frozen}", "put it back as it was")
        if id not in requirements.digests:
            raise CaseError(
                requirements.file, id, f"the case is new, and {frozen}", "set its since to the next set"
            )
        if digests[id] != requirements.digests[id]:
            cure = "put it back as it was, and write the other one under a new id"
            raise CaseError(requirements.file, id, f"it demands something else, and {frozen}", cure)


def requirements_text(requirements: RequirementSet) -> str:
    """The file of a set."""
    frozen = f"\nfrozen = {requirements.frozen}\n" if requirements.frozen else ""
    digests = "".join(f'"{id}" = "{requirements.digests[id]}"\n' for id in sorted(requirements.digests))
    return f"{_HEADER.format(name=requirements.name)}{frozen}\n[cases]\n{digests}"
