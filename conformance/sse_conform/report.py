"""The report is what a check has to say about a whole stream, beside its findings: totals, outcome, what it could not decide."""

import attrs

from .finding import Level


@attrs.frozen
class RuleTotal:
    """How often one rule struck; places over its cap are counted here and not reported one by one."""

    code: str
    name: str
    level: Level
    """The highest level that it reported."""
    reported: int
    """Findings given."""
    occurrences: int
    """Places found, reported or not."""

    @property
    def more(self) -> int:
        """Places that were counted but not reported: "and 57 more"."""
        return self.occurrences - self.reported


@attrs.frozen
class NotApplicable:
    """A rule that was selected but could not be decided, and why; this is never a pass."""

    code: str
    name: str
    lacks: str
    """What the capture does not hold, as a noun phrase: "the response head", "chunk edges"."""


@attrs.frozen
class Report:
    """The state of a check; taken at any time, final after `close`."""

    source: str
    events: int
    """Events dispatched, as a conforming client would see them."""
    bytes: int
    """Bytes of the stream that were fed, also those after interpretation stopped."""
    totals: tuple[RuleTotal, ...]
    """Per rule that struck, by code."""
    outcome: str
    """How the stream went: a word of the profile ("completed", "failed", "aborted", "cut", "truncated"); without a profile
    "ended" or "truncated"; "stopped" when the check stopped first, "open" before the end, "not a stream" when it is none."""
    profile: str | None
    """The ordering profile that was applied; None: the codec's own rules only."""
    profile_reason: str
    """Why that profile, in words."""
    framing: str | None
    """The framing that the profile's checker locked onto."""
    not_applicable: tuple[NotApplicable, ...]
    duration: float | None = None
    """Seconds from the first to the last chunk, when the stream was timed."""
    notice: str = ""
    """Why the stream, or the rest of it, was not interpreted: "the body is gzip-compressed data, not an event stream"."""
    sniffed: str | None = None
    """What the body is when it is no event stream (a key of `sse_conform.sniff.KINDS`); None when it is one."""
    by_level: tuple[tuple[Level, int], ...] = ()
    """How many findings were reported at each level that occurred, the worst first."""

    @property
    def findings(self) -> int:
        """Findings reported, of every level."""
        return sum(number for _, number in self.by_level)
