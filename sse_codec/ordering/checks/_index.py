"""Which checks look at events of a kind: found out once for a profile, and used for each of its streams."""

from collections.abc import Iterable, Mapping
from typing import Final

from ..index import Numbers, index_by_kind
from ._check import Check
from ._rules import RULES


class CheckIndex:
    """The checks of one track, or of the stream."""

    __slots__ = ("by_kind", "by_unknown", "checks", "remembering")

    checks: Final[tuple[Check, ...]]
    """In the order of the profile; the numbers below are their places here."""
    by_kind: Final[Mapping[str, Numbers]]
    """Those that look at events of a kind, in order."""
    by_unknown: Final[Numbers]
    """Those that look at events of kinds that the profile does not know."""
    remembering: Final[frozenset[int]]
    """Those that need to know which slice an event is in."""

    def __init__(self, checks: Iterable[Check]) -> None:
        self.checks = tuple(checks)
        self.by_kind = index_by_kind(RULES[check.rule].kinds(check) for check in self.checks)
        self.by_unknown = tuple(place for place, check in enumerate(self.checks) if check.unknown)
        self.remembering = frozenset(
            place for place, check in enumerate(self.checks) if RULES[check.rule].remembers
        )


def index_checks(checks: Iterable[Check]) -> dict[str, CheckIndex]:
    """Those of the stream (``""``) and of each track that has checks."""
    by_track: dict[str, list[Check]] = {"": []}
    for check in checks:
        by_track.setdefault(check.track, []).append(check)
    return {track: CheckIndex(own) for track, own in by_track.items()}
