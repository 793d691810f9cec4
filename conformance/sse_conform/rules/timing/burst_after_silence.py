"""A stream whose events all come at once, after a silence, was held back on its way."""

from ...finding import Level
from .._rule import AUTHORING, Example, Need, Rule
from .fixed_size_chunks import FixedSizeChunks

_SILENCE = 0.5
"""Seconds of nothing that part one burst from the next."""
_FIRST_SILENCE = 1.0
"""Seconds before a single burst; less is what any server takes."""
_EVENTS = 10
"""Events that come together at least."""
_EACH = 0.002
"""Seconds that an event takes at most in a burst; no model writes so fast."""
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

    _before = 0.0
    """When the chunk before came, or the request was sent."""
    _began = 0.0
    _silence = 0.0
    """Seconds before the burst at hand."""
    _events = 0
    """Events before the burst at hand."""
    _bursts = 0
    _in_bursts = 0
    _longest = 0.0

    def chunk(self, chunk: bytes, offset: int) -> None:
        now = self.stream.t
        if now is None:
            return
        if now - self._before >= _SILENCE:
            self._close()
            self._began, self._silence = now, now - self._before
        self._before = now

    def conclude(self, profile: str | None, outcome: str) -> None:
        self._close()
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

    def _close(self) -> None:
        """The burst at hand is over; is it one?"""
        events = self.stream.events - self._events
        self._events = self.stream.events
        if events >= _EVENTS and self._before - self._began <= _EACH * events:
            self._bursts += 1
            self._in_bursts += events
            self._longest = max(self._longest, self._silence)
