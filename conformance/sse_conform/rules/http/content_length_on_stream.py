"""Whoever knows the length of a stream has all of it already."""

from ...finding import Level
from ...head import ResponseHead
from .._examples import good_head
from .._rule import Example, Need, Reference, Rule
from .._words import quoted


class ContentLengthOnStream(Rule):
    code = "SSE308"
    name = "content-length-on-stream"
    level = Level.WARNING
    basis = "interop"
    summary = "The stream has a Content-Length"
    why = "The answer was gathered before it was sent, by the server or by a proxy: nothing streams, it only looks so."
    help = "send each event when it is made; look for what buffers the answer"
    reference = Reference("RFC 9110 8.6", "https://www.rfc-editor.org/rfc/rfc9110#section-8.6")
    needs = (Need.OK_HEAD,)
    per = "stream"
    bad = Example(b"data: a\n\n", at=(0, 1), head=good_head(Content_Length="9", Transfer_Encoding=None))
    good = Example(b"data: a\n\n", head=good_head())

    def head(self, head: ResponseHead) -> None:
        length = head.get("content-length")
        is_stream = "text/event-stream" in head.tokens("content-type")
        if length is not None and is_stream:
            self.mark_start(
                f"the Content-Length is {quoted(length)}: the answer was buffered before it was sent"
            )
