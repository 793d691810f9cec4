"""A connection that is closed after a silence as long as the time limit of a proxy was cut by it."""

from ...finding import Level
from ...report import Report
from .._rule import AUTHORING, Example, Need, Rule

_LIMITS = (30, 55, 60, 90, 100, 120, 180, 240, 300)
"""Seconds after which load balancers, proxies and platforms cut a connection that is silent."""
_NEAR = 1.0
_CLOSED: frozenset[str] = frozenset({"eof", "reset", "incomplete", "unfinished", "short"})
_OVER = frozenset({"completed", "incomplete", "filtered", "failed", "aborted", "not a stream"})


class StallThenClose(Rule):
    code = "SSE705"
    name = "stall-then-close"
    level = Level.WARNING
    basis = "heuristic"
    summary = "The connection was closed after a silence as long as a common time limit"
    why = (
        "Something between server and reader cuts connections that are silent for so long. The server may still be at work, and "
        "what it sends then reaches nobody; the reader takes the cut for the end of the answer."
    )
    help = (
        "send a comment every 15 seconds while there is nothing else to send, or raise the limit of the proxy"
    )
    reference = AUTHORING
    evidence = ("horizon#424 (a load balancer cuts after 60 s)",)
    needs = (Need.TIMES, Need.END)
    per = "stream"
    bad = Example((b"data: a\n\n",), at=(9, 3), times=(0.1,), ended=60.2)
    good = Example((b"data: a\n\n",), times=(0.1,), ended=0.2)

    _last: float | None = None

    def chunk(self, chunk: bytes, offset: int) -> None:
        self._last = self.stream.t

    def conclude(self, report: Report) -> None:
        stream = self.stream
        if (
            stream.ending not in _CLOSED
            or report.outcome in _OVER
            or self._last is None
            or stream.ended is None
        ):
            return
        silence = stream.ended - self._last
        if any(abs(silence - limit) <= _NEAR for limit in _LIMITS):
            self.mark_end(
                f"the connection was closed after {silence:.1f} s of silence, as by the time limit of a proxy"
            )
