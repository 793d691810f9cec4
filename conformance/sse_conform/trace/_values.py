"""The rows of a trace: blocks that are shown, and folds that stand for many of them."""

from collections import Counter
from typing import Final

import attrs

OTHERS: Final = "other kinds"
"""Collects the kinds beyond the limit of kinds that a trace counts."""


@attrs.frozen
class Seen:
    """One block of the stream that is shown, without secrets."""

    number: int
    """Which event it dispatched, from 1; where it dispatched none, the number of the next event."""
    is_event: bool
    """Whether it dispatched an event."""
    kind: str
    """Kind of the event by the profile, or its SSE type; for a block without an event what it has instead."""
    type: str
    id: str
    text: str
    """The data of the event, or the bytes of a block without one; the beginning of what is long."""
    more: int
    """Characters that are not shown."""
    byte: int
    """Offset of the block in the stream."""
    size: int
    """Bytes of the block."""
    line: int
    chunk: int | None
    """Which chunk it ended in, from 1; None where chunk edges are not known."""
    t: float | None
    """Seconds after the request when that chunk came; None where times are not known."""


@attrs.define
class Fold:
    """Blocks that are counted and not shown."""

    first: int
    """Number of the first event."""
    last: int
    blocks: int = 0
    size: int = 0
    """Bytes."""
    kinds: Counter[str] = attrs.Factory(Counter[str])
    """Blocks by kind: the first kinds that came, and "other kinds"."""
    began: float | None = None
    """When the first of them came, in seconds after the request."""
    ended: float | None = None

    def add(self, kind: str, number: int, size: int, t: float | None) -> None:
        """Count a block."""
        self.last = number
        self.blocks += 1
        self.size += size
        self.kinds[kind if kind in self.kinds or len(self.kinds) < _KINDS else OTHERS] += 1
        self.began = t if self.began is None else self.began
        self.ended = t


Row = Seen | Fold
_KINDS: Final = 20


@attrs.frozen
class Surroundings:
    """The bytes around a place, without secrets."""

    before: bytes
    at: bytes
    """Those of the place itself; the beginning of a long place."""
    more: int
    """Bytes of the place that are not shown."""
    after: bytes
    is_start: bool
    """Whether the stream begins with `before`."""
    is_end: bool
    """Whether nothing had come behind `after` when the place was found."""
