"""Findings on their way out: made from what rules and the order say, selected, levelled, capped and counted.

They leave in the order of their places. So they wait while something at an earlier place may still be found, and while
a profile that may still be chosen would set their level.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from sse_codec.ordering import Finding as OrderFinding
from sse_codec.ordering import Outline, Profile

from ..finding import Finding, Level
from ..report import RuleTotal
from ..rules import MAX_REPORTED, Selection
from ..rules._stray import UNKNOWN_FIELD
from ..rules._stream import Mark
from ._found import FAILURE
from ._location import Location

_OFF: Final = "off"
"""The level of a profile for what is not to be reported."""
_CUTS: Final = ("ORD104", "SSE315", "SSE316", "SSE317", "SSE318", "SSE320", "SSE105")
"""Codes for a stream that ends in the wrong place, the most telling first. One end gives one finding."""
_LOSES_EVENTS: Final = frozenset({"SSE120", "SSE511", "SSE512"})
"""Ways to wrap an event twice: where a profile says what the events should be, no client of it reads these."""


@attrs.define
class _Waiting:
    """A finding whose level is not settled."""

    finding: Finding
    subject: str | None
    """What a rule says it is about; None for a finding of the order, which has its level."""

    def level(self, profile: Profile | Outline | None) -> str | None:
        """The level that a profile sets for it; None when it sets none."""
        if profile is None or self.subject is None:
            return None
        if self.finding.code in _LOSES_EVENTS:
            return profile.levels.get(self.finding.code, Level.ERROR.label)
        if self.finding.code == UNKNOWN_FIELD and self.subject in profile.ignore_fields:
            return profile.levels.get(UNKNOWN_FIELD, Level.INFO.label)
        return profile.levels.get(self.finding.code)


class Findings:
    """The findings of one stream: gathered, handed over, and counted."""

    def __init__(self, source: str, selection: Selection) -> None:
        self._source = source
        self._selection = selection
        self._waiting: list[_Waiting] = []
        self._gathered: list[Finding] = []
        self._names: dict[str, str] = {}
        self._worst: dict[str, Level] = {}
        self._reported: Counter[str] = Counter()
        self._occurrences: Counter[str] = Counter()
        self._levels: Counter[Level] = Counter()
        self._told: set[tuple[str, str]] = set()
        """Code and message of each cause that was told; of one code no more than a rule reports."""
        self.failures: set[int] = set()
        """Events that told of a failure; no more than a rule reports."""
        self._placed: Counter[str] = Counter()
        """Findings of the order that were wanted."""

    def add_mark(self, mark: Mark, at: Location) -> None:
        """What a rule said."""
        rule = mark.rule
        finding = Finding(
            code=rule.code,
            name=rule.name,
            level=mark.level,
            basis=rule.basis,
            message=mark.message,
            source=self._source,
            pos=at.pos,
            span=at.span,
            help=rule.help,
            spec=rule.reference.text,
            url=rule.reference.url,
            excerpt=at.excerpt,
            caret=at.caret,
            kind=mark.kind,
        )
        self._waiting.append(_Waiting(finding, mark.subject))
        if rule.code == FAILURE:
            self.failures.add(at.pos.event)

    def has_failure(self, event: int) -> bool:
        """Return True if a rule told of a failure at this event, in the words of the stream."""
        return event in self.failures

    def is_selected(self, code: str) -> bool:
        """Return True if findings of this code are to be reported."""
        return self._selection.includes(code, default=True)

    def count_order(self, found: OrderFinding) -> bool:
        """Count a finding of the order. Returns False if it is only counted: its cause was told, or enough were."""
        code = found.code
        self._occurrences[code] += 1
        cause = (code, found.message)
        if cause in self._told or self._placed[code] >= MAX_REPORTED:
            return False
        self._told.add(cause)
        self._placed[code] += 1
        return True

    def add_order(self, found: OrderFinding, at: Location, profile: Profile) -> None:
        """What the order said."""
        finding = Finding(
            code=found.code,
            name=found.name,
            level=Level.parse(found.level),
            basis="profile",
            message=found.message,
            source=self._source,
            pos=at.pos,
            span=at.span,
            help=found.help,
            spec=f"profile {profile.name}: {profile.spec}",
            url=profile.spec if profile.spec.startswith("https://") else "",
            excerpt=at.excerpt,
            caret=at.caret,
            kind=found.kind,
        )
        if found.code == FAILURE:
            self.failures.add(at.pos.event)
        self._waiting.append(_Waiting(finding, None))

    @property
    def are_waiting(self) -> bool:
        """Return True if there are findings that `settle` may release."""
        return bool(self._waiting)

    def settle(
        self, profile: Profile | None, candidates: Sequence[Outline | Profile], *, is_pending: bool
    ) -> None:
        """Release findings. `is_pending`: the check may still report something at an earlier place."""
        if is_pending:
            return
        if not any(waiting.level(candidate) for waiting in self._waiting for candidate in candidates):
            # What the end of the stream shows as waits for all of it.
            going = [each for each in self._waiting if each.finding.code not in _CUTS]
            self._waiting = [each for each in self._waiting if each.finding.code in _CUTS]
            self._release(profile, going)

    def settle_end(self, profile: Profile | None) -> None:
        """Release everything at the end of the stream. The gravest finding about the end names the others."""
        cuts = [each for each in self._waiting if each.finding.code in _CUTS and each.level(profile) != _OFF]
        cuts.sort(key=lambda each: _gravity(each, profile))
        going = [each for each in self._waiting if each not in cuts[1:]]
        if cuts:
            joined = _joined([each.finding for each in cuts])
            going[going.index(cuts[0])] = attrs.evolve(cuts[0], finding=joined)
        self._waiting = []
        self._release(profile, going)

    def _release(self, profile: Profile | None, going: list[_Waiting]) -> None:
        """Gather these, in the order of their places."""
        for each in sorted(going, key=_by_place):
            self._gather(each.finding, each.level(profile))

    def hand_over(self) -> list[Finding]:
        """Those gathered since the last time."""
        gathered, self._gathered = self._gathered, []
        return gathered

    def by_level(self) -> tuple[tuple[Level, int], ...]:
        return tuple(sorted(self._levels.items(), reverse=True))

    def totals(self, counted: Mapping[str, int]) -> tuple[RuleTotal, ...]:
        """The totals of all codes that were reported; `counted` are the occurrences that the rules counted."""
        occurrences = self._occurrences + Counter(counted)
        return tuple(
            RuleTotal(code, self._names[code], self._worst[code], self._reported[code], occurrences[code])
            for code in sorted(self._names)
        )

    def _gather(self, finding: Finding, level: str | None) -> None:
        if level == _OFF:
            return
        if level is not None:
            finding = attrs.evolve(finding, level=Level.parse(level))
        code = finding.code
        self._names[code] = finding.name
        self._worst[code] = max(self._worst.get(code, finding.level), finding.level)
        self._reported[code] += 1
        self._levels[finding.level] += 1
        self._gathered.append(finding)


def _by_place(waiting: _Waiting) -> tuple[int, bool]:
    """In stream order; at one place the rules speak before the order, which is built on them, and each as it was found."""
    finding = waiting.finding
    return finding.pos.byte, finding.basis == "profile"


def _gravity(waiting: _Waiting, profile: Profile | None) -> tuple[int, int]:
    """The lower the graver: by level, then by how much it tells."""
    level = waiting.level(profile)
    return -(waiting.finding.level if level is None else Level.parse(level)), _CUTS.index(
        waiting.finding.code
    )


def _joined(told: Sequence[Finding]) -> Finding:
    """The first finding with the messages and the cures of the others."""
    return attrs.evolve(
        told[0],
        message="; ".join(each.message for each in told),
        help="; or ".join(dict.fromkeys(each.help for each in told)),
    )
