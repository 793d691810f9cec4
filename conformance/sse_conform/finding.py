"""A finding names one fault of a stream, the exact place, and the cure.

Findings are plain frozen values: the engine makes them, renderers read them, and nothing else is needed to
understand one.
"""

import re
from enum import IntEnum
from typing import Final, Literal

import attrs

_CHANGING: Final = re.compile(r"[^\s\"'():;,]*[0-9][^\s\"'():;,]*")
"""A word with a digit in it: a count, a place, an id. Such words change from one recording to the next."""
_LASTING: Final = frozenset({"UTF-8", "Latin-1", "ISO-8859-1"})
"""Such words that do not."""


class Level(IntEnum):
    """How bad a finding is; levels compare, so `level >= Level.WARNING` is the threshold test."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word used in every output: "info", "warning" or "error"."""
        return self.name.lower()

    @classmethod
    def parse(cls, label: str) -> "Level":
        """The level of a word; ValueError names the words that there are."""
        for level in cls:
            if level.label == label:
                return level
        raise ValueError(f"no level {label!r}: choose error, warning or info")


@attrs.frozen
class Position:
    """A place in the stream, in the stream's own bytes (never those of the file that contains it).

    A finding about the response head stands at the very beginning: byte 0 of line 1.
    """

    byte: int
    """Offset from the first byte of the stream, 0-based; a leading byte order mark counts."""
    line: int
    """Line of the stream, 1-based; lines end at LF, CR LF or CR."""
    col: int
    """Column in characters (code points after UTF-8 decoding), 1-based; a leading byte order mark has no width."""
    event: int
    """Which event it belongs to, 1-based: one more than the number of events dispatched before this block."""
    chunk: int | None = None
    """Which chunk the byte came in, 1-based; None where chunk edges are not known."""
    t: float | None = None
    """Seconds from the start of the stream when that chunk came; None where times are not known."""


@attrs.frozen(kw_only=True)
class Finding:
    """One fault at one place."""

    code: str
    """Stable code: SSE105, ORD101, or `profile:check-id`."""
    name: str
    """The rule's name in words joined by hyphens: `incomplete-final-event`."""
    level: Level
    basis: str
    """What the rule rests on: "standard", "http", "interop", "heuristic", "profile", or "demand" of the user."""
    message: str
    """One sentence with the facts of this place; no final full stop."""
    source: str
    """What the stream is called: a path, a URL or "-"."""
    pos: Position
    span: int
    """Length of the place in bytes, from `pos.byte`; 0 where it is a point or the response head."""
    help: str
    """What to do about it, as an imperative."""
    spec: str
    """The reference, as text: "HTML standard 9.2.6"."""
    url: str
    """The same reference as a link; "" when there is none."""
    excerpt: tuple[tuple[int, bytes], ...] = ()
    """Lines of the stream as (line number, bytes without the line ending); the last is the line of `pos`.

    Each is at most EXCERPT_WIDTH bytes; of a longer line the part around the place is kept."""
    caret: int = 0
    """Index into the bytes of the last excerpt line at which the place is (its length: at the line ending)."""
    kind: str = ""
    """Kind of the event at the place: as the profile calls it for the order, else its type; "" where no event is meant."""
    baseline: Literal["", "new", "known"] = ""
    """Whether a baseline has the finding; "" without a baseline."""

    @property
    def context(self) -> str:
        """The message without what changes from one recording to the next: `#` stands for a word with a digit in it."""
        return _CHANGING.sub(lambda word: word[0] if word[0] in _LASTING else "#", self.message)

    @property
    def fingerprint(self) -> str:
        """What stays the same of a finding when its place in the stream changes: 32 hexadecimal digits.

        It is made from the code, the kind of the event and the context. Equal findings of a stream share it.
        """
        from hashlib import blake2s  # noqa: PLC0415 - most reports have no fingerprints

        words = "\0".join((self.code, self.kind, self.context))
        return blake2s(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


EXCERPT_WIDTH = 160
"""Bytes of a line that an excerpt keeps: enough for a terminal, and flat memory whatever the line."""

CUT: Final = "…".encode()
"""What stands in an excerpt where the rest of a line was left out."""
