"""The traces of a run: each stream is recorded while a check reads it, and one is held at a time until the report takes it."""

from collections.abc import Iterator
from typing import Final

import attrs

from ..captures import Capture, Chunk, Found
from ..ending import Ending
from ..finding import Finding
from ._trace import Recorder, Settings, Trace

ROWS: Final = 6000
"""Rows of all traces together, beside those near findings: what a browser shows in a moment."""
ROWS_OF_ONE: Final = 3000
"""Rows of one trace."""


class Recording:
    """Records the streams of a run."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.timed = 0
        """Streams that had times, of those that were taken."""
        self.untimed: list[str] = []
        """The sources of the others."""
        self._room = ROWS
        self._recorder: Recorder | None = None

    def of(self, found: Found) -> Found:
        """The same capture, recorded while somebody reads it; what is no capture comes back as it is."""
        return attrs.evolve(found, reads=self._recorded(found)) if isinstance(found, Capture) else found

    def mark(self, finding: Finding) -> None:
        """Keep what is around the place of a finding in the stream that is being read."""
        if self._recorder is not None:
            self._recorder.mark(finding)

    def take(self) -> Trace | None:
        """Return the trace of the stream that was read last; None when none was read since."""
        if self._recorder is None:
            return None
        trace = self._recorder.finish()
        self._recorder = None
        if trace.times is None:
            self.untimed.append(trace.capture.source)
        else:
            self.timed += 1
        self._room = max(0, self._room - len(trace.rows))
        return trace

    def _recorded(self, capture: Capture) -> Iterator[Chunk | Ending]:
        recorder = self._recorder = Recorder(capture, self.settings, min(self._room, ROWS_OF_ONE))
        for read in capture.reads:
            recorder.read(read)
            yield read
