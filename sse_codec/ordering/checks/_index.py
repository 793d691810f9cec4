"""What the checks read in events of a kind: planned once for a profile, and used for each of its streams."""

from collections.abc import Iterable, Mapping
from typing import Final

from ..index import Numbers, index_by_kind
from ..pointers import Pointer
from ._check import Check
from ._plan import Plan
from ._rules import RULES


class CheckIndex:
    """The checks of one track, or of the stream."""

    __slots__ = ("_by_kind", "_plans", "_unknown", "checks", "openers", "remembering")

    checks: Final[tuple[Check, ...]]
    """In the order of the profile; numbers of checks are their places here."""
    remembering: Final[tuple[int, ...]]
    """Those that remember events of their slice."""
    openers: Final[tuple[tuple[int, Pointer | None], ...]]
    """Those, and the place that each reads in the event that begins a slice."""

    def __init__(self, checks: Iterable[Check]) -> None:
        self.checks = tuple(checks)
        rules = [RULES[check.rule] for check in self.checks]
        self._by_kind: Mapping[str, Numbers] = index_by_kind(
            rule.kinds(check) for rule, check in zip(rules, self.checks, strict=True)
        )
        self._unknown: Numbers = tuple(number for number, check in enumerate(self.checks) if check.unknown)
        """The checks that also read events of unknown kinds."""
        self._plans: dict[str, Plan] = {}
        """By kind, for those that have come; ``""`` for the unknown ones."""
        self.remembering = tuple(number for number, rule in enumerate(rules) if rule.remembers)
        self.openers = tuple(
            (number, rules[number].opener(self.checks[number])) for number in self.remembering
        )

    def plan(self, kind: str) -> Plan:
        """How events of a kind are read."""
        found = self._plans.get(kind)
        return self._make(kind) if found is None else found

    def _make(self, kind: str) -> Plan:
        numbers = self._by_kind.get(kind)
        if numbers is not None:
            made = self._plans[kind] = Plan(self.checks, kind, numbers)
            return made
        if "" not in self._plans:  # no kind is empty, and a peer may send any number of unknown ones
            self._plans[""] = Plan(self.checks, "", self._unknown)
        return self._plans[""]


def index_checks(checks: Iterable[Check]) -> dict[str, CheckIndex]:
    """Those of the stream (``""``) and of each track that has checks."""
    by_track: dict[str, list[Check]] = {"": []}
    for check in checks:
        by_track.setdefault(check.track, []).append(check)
    return {track: CheckIndex(own) for track, own in by_track.items()}
