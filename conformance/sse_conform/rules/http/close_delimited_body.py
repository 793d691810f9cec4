"""A body has an end that can be told from a broken connection."""

from ...finding import Level
from ...head import ResponseHead
from .._examples import good_head
from .._rule import Example, Need, Reference, Rule


class CloseDelimitedBody(Rule):
    code = "SSE309"
    name = "close-delimited-body"
    level = Level.WARNING
    basis = "http"
    summary = "The body has neither a length nor chunks: it ends when the connection closes"
    why = "A cut connection looks like the end of the stream, and clients that wait for the end of the body wait for ever."
    help = "send Transfer-Encoding: chunked"
    reference = Reference("RFC 9112 6.3", "https://www.rfc-editor.org/rfc/rfc9112#section-6.3")
    evidence = ("pyre#246 (tornado clients wait for the end)",)
    needs = (Need.OK_HEAD,)
    per = "stream"
    bad = Example(b"data: a\n\n", at=(0, 1), head=good_head(Transfer_Encoding=None))
    good = Example(b"data: a\n\n", head=good_head())

    def head(self, head: ResponseHead) -> None:
        delimited = head.get("content-length") is not None or "chunked" in head.tokens("transfer-encoding")
        if head.version == "1.1" and not delimited:  # HTTP/1.0 knows no other way, see `http10-response`
            self.mark_start(
                "the body has neither Content-Length nor chunks: only the end of the connection ends it"
            )
