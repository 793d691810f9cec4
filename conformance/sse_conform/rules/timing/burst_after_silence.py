"""A stream whose events all come at once, after a silence, was held back on its way."""

from ...bursts import Burst, Bursts
from ...finding import Level
from ...report import Report
from .._rule import AUTHORING, Example, Need, Rule
from .._stream import Stream
from .fixed_size_chunks import FixedSizeChunks

_SILENCE = 0.5
"""Seconds of nothing before each burst."""
_FIRST_SILENCE = 1.0
"""Seconds before a single burst; less is what any server takes."""
_SHARE = 0.9
"""Part of all events that came in bursts."""


class BurstAfterSilence(Rule):
    code = "SSE702"
    name = "burst-after-silence"
    level = Level.WARNING
    basis = "heuristic"
    summary = "Nearly all events came many at once, each time after a silence"
    why = (
        "So it looks when something on the way collects the stream: a proxy that buffers, compression, a middleware, a server "
        "that does not flush. Readers get no answer that grows; they get all of it late."
    )
    help = "find what buffers: compare with a request to the server itself; send X-Accel-Buffering: no, flush after each event"
    reference = AUTHORING
    evidence = ("aimock#125 (11 frames in 35 µs after 515 ms)",)
    needs = (Need.TIMES,)
    per = "stream"
    bad = Example((b"data: a\n\n" * 12,), at=(108, 25), times=(5.0,))
    good = Example((b"data: a\n\n" * 4,) * 3, times=(1.0, 1.2, 1.4))

    def __init__(self, stream: Stream) -> None:
        super().__init__(stream)
        self._found = Bursts()
        self._bursts = self._in_bursts = 0
        self._longest = 0.0

    def chunk(self, chunk: bytes, offset: int) -> None:
        if self.stream.t is not None:
            self._take(self._found.came(self.stream.t, self.stream.events, len(chunk)))

    def conclude(self, report: Report) -> None:
        self._take(self._found.at_hand(self.stream.events))
        if FixedSizeChunks.code in self.stream.reported:
            return  # which tells what holds the stream back
        if not self._bursts or self._in_bursts < _SHARE * self.stream.events:
            return
        if self._bursts == 1 and self._longest < _FIRST_SILENCE:
            return
        times = "at once" if self._bursts == 1 else f"in {self._bursts} bursts"
        self.mark_end(
            f"{self._in_bursts:,} of {self.stream.events:,} events came {times}, after up to {self._longest:.1f} s of silence"
        )

    def _take(self, burst: Burst | None) -> None:
        if burst is not None and burst.silence >= _SILENCE:
            self._bursts += 1
            self._in_bursts += burst.events
            self._longest = max(self._longest, burst.silence)
