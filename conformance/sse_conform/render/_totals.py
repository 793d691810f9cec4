"""The totals of a run: counted capture by capture, told once at the end by every format in its own way."""

from collections import Counter

import attrs

from ..finding import Level
from ..report import LEFT_OUT, NOT_ASKED, NotApplicable, Part, Report, RuleTotal


@attrs.frozen
class Unread:
    """An input of which no stream was checked, and why."""

    source: str
    reason: str


@attrs.frozen
class Skipped:
    """Parts of an input, or files below a directory, that were passed over."""

    source: str
    """The file or the directory."""
    reasons: tuple[tuple[str, int], ...]
    """What they are, such as "application/json" or "*.md", and how many of each."""
    words: str
    """The same in a sentence."""


@attrs.define
class Totals:
    """What has been checked so far."""

    captures: int = 0
    events: int = 0
    bytes: int = 0
    duration: float | None = None
    """Seconds that the timed streams took together; None when none was timed."""
    levels: Counter[Level] = attrs.Factory(Counter[Level])
    """Findings, by level."""
    outcomes: Counter[str] = attrs.Factory(Counter[str])
    rules: dict[str, RuleTotal] = attrs.Factory(dict[str, RuleTotal])
    not_applicable: Counter[NotApplicable] = attrs.Factory(Counter[NotApplicable])
    """Captures for which a rule could not be decided."""
    profiles: Counter[str] = attrs.Factory(Counter[str])
    """Captures whose order was checked, by profile."""
    unchecked: int = 0
    """Captures with events whose order was not checked."""
    unasked: int = 0
    """Those of them for which no profile was asked for."""
    left_out: Counter[Part] = attrs.Factory(Counter[Part])
    """Captures of which a part was not checked for want of a rule about it, by part and reason."""
    untouched: int = 0
    """Captures of which no part was checked."""
    broken_off: int = 0
    """Captures of which not all was checked: the check stopped first."""
    empty: int = 0
    """Captures that delivered no event."""
    formless: int = 0
    """Captures of which only the events are known, and not the bytes that carried them."""
    failed: int = 0
    """Captures that tell of a failure."""
    unread: list[Unread] = attrs.Factory(list[Unread])
    skipped: list[Skipped] = attrs.Factory(list[Skipped])
    known: Counter[Level] = attrs.Factory(Counter[Level])
    """Findings that a baseline has, by level."""
    drift: int = 0
    """Other differences from a baseline that make the run fail."""
    interrupted: bool = False

    def add(self, report: Report) -> None:
        left_out = {part.name: part for part in report.parts if part.lacks in LEFT_OUT}
        self.captures += 1
        self.events += report.events
        self.bytes += report.bytes
        if report.duration is not None:
            self.duration = (self.duration or 0.0) + report.duration
        self.levels.update(dict(report.by_level))
        self.outcomes[report.outcome] += 1
        if report.is_order_checked and report.profile:
            self.profiles[report.profile] += 1
        elif report.events:
            self.unchecked += 1
            self.unasked += report.profile_reason == NOT_ASKED
        self.empty += not report.events
        self.formless += report.sniffed is None and not report.is_format_checked and "format" not in left_out
        self.left_out.update(left_out.values())
        self.untouched += bool(left_out) and not any(part.is_checked for part in report.parts)
        self.broken_off += bool(report.notice) and report.sniffed is None
        self.failed += bool(report.failure)
        self.known.update(dict(report.known))
        self.drift += len(report.drift)
        self.not_applicable.update(report.not_applicable)
        for total in report.totals:
            known = self.rules.get(total.code)
            self.rules[total.code] = total if known is None else _together(known, total)

    def by_code(self) -> list[RuleTotal]:
        return [self.rules[code] for code in sorted(self.rules)]


def _together(one: RuleTotal, other: RuleTotal) -> RuleTotal:
    return RuleTotal(
        one.code,
        one.name,
        max(one.level, other.level),
        one.reported + other.reported,
        one.occurrences + other.occurrences,
    )
