"""Compression gathers bytes, and a stream wants them at once."""

from ...finding import Level
from ...head import ResponseHead
from .._examples import good_head
from .._rule import Example, Need, Reference, Rule
from .._words import quoted


class ContentEncodingOnStream(Rule):
    code = "SSE307"
    name = "content-encoding-on-stream"
    level = Level.WARNING
    basis = "interop"
    summary = "The stream is compressed"
    why = "Unless the compressor is flushed after every event, events wait in it until a block is full: 32 KiB or more."
    help = "leave event streams out of compression"
    reference = Reference("RFC 9110 8.4", "https://www.rfc-editor.org/rfc/rfc9110#section-8.4")
    evidence = ("tower-http#419", "starlette#2753 (32 KiB)", "gin gzip#16", "expressjs/compression#17")
    needs = (Need.OK_HEAD,)
    per = "stream"
    bad = Example(b"data: a\n\n", at=(0, 1), head=good_head(Content_Encoding="gzip"))
    good = Example(b"data: a\n\n", head=good_head())

    def head(self, head: ResponseHead) -> None:
        encodings = [name for name in head.tokens("content-encoding") if name != "identity"]
        if encodings:
            self.mark_start(
                f"the Content-Encoding is {quoted(', '.join(encodings))}: events may wait in the compressor"
            )
