"""HTTP/1.0 has no chunks, so nothing can stream and end well."""

from ...finding import Level
from ...head import ResponseHead
from .._examples import good_head
from .._rule import Example, Need, Reference, Rule


class Http10Response(Rule):
    code = "SSE314"
    name = "http10-response"
    level = Level.WARNING
    basis = "http"
    summary = "The response is HTTP/1.0"
    why = "It has no chunks: a cut connection looks like the end of the stream. Often an old proxy answers, and buffers."
    help = "answer with HTTP/1.1; with nginx in the path, set proxy_http_version 1.1"
    reference = Reference("RFC 9112 6.3", "https://www.rfc-editor.org/rfc/rfc9112#section-6.3")
    needs = (Need.OK_HEAD,)
    per = "stream"
    bad = Example(
        b"data: a\n\n", at=(0, 1), head=ResponseHead("1.0", 200, good_head(Transfer_Encoding=None).headers)
    )
    good = Example(b"data: a\n\n", head=good_head())

    def head(self, head: ResponseHead) -> None:
        if head.version == "1.0":
            self.mark_start("the response is HTTP/1.0, which has no chunks")
