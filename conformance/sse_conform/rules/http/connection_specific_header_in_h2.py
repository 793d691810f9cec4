"""HTTP/2 has no headers about the connection."""

from ...finding import Level
from ...head import ResponseHead
from .._examples import http2_head
from .._rule import Example, Need, Reference, Rule

_FORBIDDEN = frozenset({"connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"})


class ConnectionSpecificHeaderInH2(Rule):
    code = "SSE311"
    name = "connection-specific-header-in-h2"
    level = Level.ERROR
    basis = "http"
    summary = "A response over HTTP/2 has a header about the connection"
    why = "Such a response is malformed: clients must treat it as a stream error, and some do."
    help = "leave the header out; it was copied from HTTP/1.1"
    reference = Reference("RFC 9113 8.2.2", "https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2")
    needs = (Need.HTTP2,)
    per = "header"
    bad = Example(b"data: a\n\n", at=(0, 1), head=http2_head(Connection="keep-alive"))
    good = Example(b"data: a\n\n", head=http2_head())

    def head(self, head: ResponseHead) -> None:
        for name in sorted({name.lower() for name, _ in head.headers} & _FORBIDDEN):
            self.mark_start(
                f"HTTP/{head.version} forbids the header {name}: the response is malformed", subject=name
            )
