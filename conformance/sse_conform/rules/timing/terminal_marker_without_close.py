"""The answer is complete; a server that leaves the connection open keeps readers waiting that read to its end."""

from ...finding import Level
from ...report import Report
from .._rule import AUTHORING, Example, Need, Rule

_LONG = 5.0
_OPEN: frozenset[str] = frozenset({"eof", "reset", "incomplete", "time-up", "stopped"})
"""Endings after which somebody knows how long the connection was open; of a timeout another rule tells."""
_OVER = frozenset({"completed", "incomplete", "filtered", "failed", "aborted"})


class TerminalMarkerWithoutClose(Rule):
    code = "SSE606"
    name = "terminal-marker-without-close"
    level = Level.INFO
    basis = "interop"
    summary = "The connection stayed open for more than 5 seconds after the answer had ended"
    why = (
        "The last event of the protocol tells that nothing more comes. Readers that wait for the end of the body hang until the "
        "connection closes, and each of them keeps a connection of the server busy."
    )
    help = "close the stream after the event that ends the answer"
    reference = AUTHORING
    needs = (Need.TIMES, Need.END)
    per = "stream"
    bad = Example(
        (
            b'data: {"id":"a","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,'
            b'"delta":{"role":"assistant","content":"a"},"finish_reason":"stop"}]}\n\n',
            b"data: [DONE]\n\n",
        ),
        at=(179, 5),
        times=(0.1, 0.2),
        ended=20.2,
    )
    good = Example(bad.stream, times=(0.1, 0.2), ended=0.3)

    _last: float | None = None

    def chunk(self, chunk: bytes, offset: int) -> None:
        if b"data" in chunk:
            self._last = self.stream.t

    def conclude(self, report: Report) -> None:
        stream = self.stream
        if report.profile is None or report.outcome not in _OVER or stream.ending not in _OPEN:
            return
        if self._last is not None and stream.ended is not None and stream.ended - self._last > _LONG:
            self.mark_end(
                f"the connection was open for {stream.ended - self._last:.1f} s after the last event"
            )
