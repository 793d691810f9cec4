"""Findings on their way out: made from what rules and the order say, selected, levelled, capped and counted."""

from collections import Counter
from collections.abc import Mapping

import attrs

from sse_codec.ordering import Finding as OrderFinding
from sse_codec.ordering import Outline, Profile

from ._placing import Place
from .finding import Finding, Level
from .report import RuleTotal
from .rules import MAX_REPORTED, Selection
from .rules._stray import UNKNOWN_FIELD
from .rules._stream import Mark

_OFF = "off"
"""The level of a profile for what is not to be reported."""


class Findings:
    """The findings of one stream: gathered, handed over, and counted."""

    def __init__(self, source: str, selection: Selection) -> None:
        self._source = source
        self._selection = selection
        self._gathered: list[Finding] = []
        self._held: list[tuple[Finding, str]] = []
        self._names: dict[str, str] = {}
        self._worst: dict[str, Level] = {}
        self._reported: Counter[str] = Counter()
        self._occurrences: Counter[str] = Counter()
        self._levels: Counter[Level] = Counter()

    def add_mark(
        self, mark: Mark, at: Place, profile: Profile | None, candidates: tuple[Outline | Profile, ...]
    ) -> None:
        """What a rule said; it waits while a profile that may still be chosen would set its level."""
        rule = mark.rule
        finding = Finding(
            rule.code,
            rule.name,
            mark.level,
            rule.basis,
            mark.message,
            self._source,
            at.pos,
            at.span,
            rule.help,
            rule.reference.text,
            rule.reference.url,
            at.excerpt,
            at.caret,
        )
        if any(_level(candidate, rule.code, mark.subject) for candidate in candidates):
            self._held.append((finding, mark.subject))
        else:
            self._add(finding, _level(profile, rule.code, mark.subject))

    @property
    def are_held(self) -> bool:
        """Whether some wait for a profile."""
        return bool(self._held)

    def release(self, profile: Profile | None) -> None:
        """The profile is settled: gather what waited for it."""
        held, self._held = self._held, []
        for finding, subject in held:
            self._add(finding, _level(profile, finding.code, subject))

    def wants_order(self, code: str) -> bool:
        """Whether a finding of the order is to be reported; it is counted when it was selected."""
        if not self._selection.includes(code, default=True):
            return False
        self._occurrences[code] += 1
        return self._reported[code] < MAX_REPORTED

    def add_order(self, found: OrderFinding, at: Place, profile: Profile) -> None:
        """What the order said."""
        finding = Finding(
            found.code,
            found.name,
            Level.parse(found.level),
            "profile",
            found.message,
            self._source,
            at.pos,
            at.span,
            found.help,
            f"profile {profile.name}: {profile.spec}",
            profile.spec if profile.spec.startswith("https://") else "",
            at.excerpt,
            at.caret,
        )
        self._add(finding, None)

    def sort_from(self, index: int) -> None:
        """Put those gathered since there were `index` of them in the order of their places."""
        if len(self._gathered) > index + 1:
            self._gathered[index:] = sorted(self._gathered[index:], key=_by_place)

    def __len__(self) -> int:
        return len(self._gathered)

    def hand_over(self) -> list[Finding]:
        """Those gathered since the last time."""
        gathered, self._gathered = self._gathered, []
        return gathered

    def by_level(self) -> tuple[tuple[Level, int], ...]:
        return tuple(sorted(self._levels.items(), reverse=True))

    def totals(self, counted: Mapping[str, int]) -> tuple[RuleTotal, ...]:
        """The totals of all codes that were reported; `counted` are the occurrences that the rules counted."""
        occurrences = {**self._occurrences, **counted}
        return tuple(
            RuleTotal(code, self._names[code], self._worst[code], self._reported[code], occurrences[code])
            for code in sorted(self._names)
        )

    def _add(self, finding: Finding, level: str | None) -> None:
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


def _level(profile: Outline | Profile | None, code: str, subject: str) -> str | None:
    """The level that a profile sets for a finding of a rule; None when it sets none."""
    if profile is None:
        return None
    if code == UNKNOWN_FIELD and subject in profile.ignore_fields:
        return profile.levels.get(code, Level.INFO.label)
    return profile.levels.get(code)


def _by_place(finding: Finding) -> tuple[int, bool, str]:
    """In stream order; at one place the rules speak before the order, which is built on them."""
    return finding.pos.byte, finding.basis == "profile", finding.code
