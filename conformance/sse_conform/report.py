"""The report is what a check has to say about a whole stream, beside its findings: totals, outcome, what it could not decide."""

from bisect import bisect_right
from typing import Final

import attrs

from .finding import Level

NOT_ASKED: Final = "no profile was asked for"
"""Why no order was checked where nobody wanted it."""
NOT_SELECTED: Final = "no rule of this part was selected"
UNDECIDED: Final = "the rules of this part that were selected are not applicable"
LEFT_OUT: Final = frozenset({NOT_SELECTED, UNDECIDED})
"""Why a part was not checked though the capture has it: whoever chose the rules left it out."""
DEMANDS: Final = "demands"
"""What the rules about demands of the user are of, beside the parts."""
OUTCOMES: Final = (
    "completed", "incomplete", "filtered", "failed", "aborted", "cut", "truncated", "ended", "stopped", "not a stream",
)  # fmt: skip
"""The outcomes of finished streams; a user's own profile may add words."""


@attrs.frozen
class RuleTotal:
    """How often one rule struck; more places than the cap of the rule are counted here, and not reported."""

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
class Part:
    """One part of a check: format, response head (HTTP), order or values."""

    name: str
    """"format", "http", "order" or "values"."""
    lacks: str
    """Why it was not checked, in words; "" when it was."""

    @property
    def is_checked(self) -> bool:
        """Return True if the part was checked."""
        return not self.lacks


class ChunkLines:
    """On which line of a file each chunk of a stream stands, the chunks numbered from 1.

    Mostly one stands below another, so that it takes memory only for the others.
    """

    def __init__(self) -> None:
        self._count = 0
        self._firsts: list[int] = []
        """The chunks that do not stand on the line below the one before."""
        self._lines: list[int] = []
        """The lines of these."""

    def add(self, line: int) -> None:
        """The next chunk stands on this line."""
        self._count += 1
        if not self._firsts or line - self._lines[-1] != self._count - self._firsts[-1]:
            self._firsts.append(self._count)
            self._lines.append(line)

    def line_of(self, chunk: int) -> int | None:
        """The line of a chunk; None for one that was not there yet."""
        if not 0 < chunk <= self._count:
            return None
        at = bisect_right(self._firsts, chunk) - 1
        return self._lines[at] + chunk - self._firsts[at]


@attrs.frozen
class FilePlace:
    """Where in a file a stream stands."""

    path: str
    line: int
    """The line of the file, from 1, on which the stream begins."""
    is_verbatim: bool
    """True if the lines of the stream are lines of the file from there on; otherwise all of it stands at `line`, or its chunks do
    where `chunks` says."""
    chunks: ChunkLines | None = attrs.field(default=None, eq=False, repr=False)
    """The lines of the chunks, in a file that has a line for each; None in others."""

    def line_of(self, line: int, chunk: int | None = None) -> int:
        """The line of the file at which a line of the stream stands, which is in this chunk; all from 1, and 0 for no line is the first."""
        if self.is_verbatim:
            return self.line + max(line, 1) - 1
        own = None if self.chunks is None or chunk is None else self.chunks.line_of(chunk)
        return self.line if own is None else own


@attrs.frozen
class Drift:
    """A difference between a baseline and a stream that makes a run fail: known findings that no longer occur, or uncounted ones.

    Places beyond the cap of a rule are only counted; a baseline has their number, and one more of them is new.
    """

    code: str
    context: str
    """What the finding says, as `Finding.context` has it; "" for those that are only counted."""
    known: int
    """How many the baseline has."""
    found: int
    """How many occur."""

    @property
    def is_stale(self) -> bool:
        """Return True if the baseline has more than occur."""
        return self.found < self.known


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
    """How the stream went; docs/outcomes.md explains each word. By a profile "completed", "incomplete", "filtered", "failed",
    "aborted", "cut" or "truncated"; without one "ended", "failed" or "truncated"; "stopped" when the check stopped first, "open"
    before the end, "not a stream" when the body is none."""
    profile: str | None
    """The ordering profile that was applied; None: the codec's own rules only."""
    profile_reason: str
    """What told that profile, or why none was chosen, in words."""
    framing: str | None
    """The framing that the profile's checker locked onto."""
    not_applicable: tuple[NotApplicable, ...]
    parts: tuple[Part, ...] = ()
    """What was checked, and what was not and why; always the same four parts, in the same order."""
    nearest: str = ""
    """The profile that knows most of the events, where none was chosen; "" when none knows any."""
    failure: str = ""
    """The failure that the stream tells of, in its own words; "" when it tells of none."""
    duration: float | None = None
    """Seconds from the request to the end of the stream, or to its last chunk where nobody knows when it ended; None when the
    stream was not timed."""
    notice: str = ""
    """Why the stream, or the rest of it, was not interpreted: "the body is gzip-compressed data, not an event stream"."""
    sniffed: str | None = None
    """What the body is when it is no event stream (a key of `sse_conform.sniff.KINDS`); None when it is one."""
    by_level: tuple[tuple[Level, int], ...] = ()
    """How many findings were reported at each level that occurred, the worst first."""
    place: FilePlace | None = None
    """Where in a file the stream stands; None for a live stream, or where it is not known."""
    known: tuple[tuple[Level, int], ...] = ()
    """How many of those findings a baseline has, by level."""
    drift: tuple[Drift, ...] = ()
    """Where the stream differs from a baseline otherwise than by a new finding."""

    def lacks(self, name: str) -> str:
        """Why the part of this name was not checked; "" if it was."""
        return next((part.lacks for part in self.parts if part.name == name), "")

    @property
    def is_order_checked(self) -> bool:
        """Return True if the order of the events was held against a profile."""
        return any(part.is_checked for part in self.parts if part.name == "order")

    @property
    def is_format_checked(self) -> bool:
        """Return True if the format of the stream was checked: its bytes were there, and were those of a stream."""
        return any(part.is_checked for part in self.parts if part.name == "format")

    @property
    def findings(self) -> int:
        """Findings reported, of every level."""
        return sum(number for _, number in self.by_level)


def part_of(code: str) -> str:
    """The part of a check that reports this code, or `DEMANDS`."""
    if ":" in code:
        return "values"
    if code.startswith("ORD"):
        return "order"
    return {"SSE3": "http", "SSE8": DEMANDS}.get(code[:4], "format")
