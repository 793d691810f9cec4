"""Chunks that all have the size of a buffer come from one that is passed on when it is full."""

from ...finding import Level
from .._rule import AUTHORING, Example, Need, Rule

_SIZES = frozenset({1024, 2048, 4096, 8192, 16384, 32768})
"""Sizes of buffers. A reader itself takes 64 KiB at a time."""
_PAUSE = 0.02
"""Seconds between chunks of a stream that is not just being downloaded, where the edges are those of the network."""
_CHUNKS = 4
"""Chunks of one size that are no chance."""


class FixedSizeChunks(Rule):
    code = "SSE703"
    name = "fixed-size-chunks"
    level = Level.WARNING
    basis = "heuristic"
    summary = "All chunks have the same size, that of a full buffer"
    why = (
        "A buffer on the way passes the stream on only when it is full: events wait until enough others have come, and the "
        "last ones until the end."
    )
    help = "turn the buffer off, or flush it after each event"
    reference = AUTHORING
    evidence = ("goproxy#794 (4 KiB)",)
    needs = (Need.TIMES,)
    per = "stream"
    bad = Example(
        ((b"data: " + b"a" * 1016 + b"\n\n"),) * 4 + (b"data: b\n\n",),
        at=(4105, 11),
        times=(1.0, 1.2, 1.4, 1.6, 1.8),
    )
    good = Example((b"data: a\n\n", b"data: bc\n\n"), times=(1.0, 1.2))

    _size = 0
    """Of the chunk before, of which it is not yet known if a pause follows."""
    _before: float | None = None
    _first = 0
    _slow = 0
    """Chunks with a pause behind them."""
    _same = 0
    """Those of the size of the first."""

    def chunk(self, chunk: bytes, offset: int) -> None:
        now = self.stream.t
        if now is None:
            return
        if self._before is not None and now - self._before >= _PAUSE:
            self._slow += 1
            self._first = self._first or self._size
            self._same += self._size == self._first
        self._before, self._size = now, len(chunk)

    def end(self) -> None:
        if self._first in _SIZES and self._same == self._slow >= _CHUNKS:
            self.mark_end(f"{self._same:,} chunks came one by one, each of {self._first:,} bytes")
