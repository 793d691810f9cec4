"""A compressed body can be undone to its end, by the coding that its Content-Encoding names."""

from ...finding import Level
from .._examples import good_head
from .._rule import Example, Need, Reference, Rule


class ContentCodingBroken(Rule):
    code = "SSE318"
    name = "content-coding-broken"
    level = Level.ERROR
    basis = "http"
    summary = "The compressed data of the body is damaged, or breaks off"
    why = (
        "What follows the damage is lost; clients raise, or deliver a part as the whole. Data that only breaks off is a "
        "warning: every event may have come, and what is lost for certain is an error of its own."
    )
    help = "finish the compressor when the stream ends; look for what compresses twice, or changes the body"
    reference = Reference("RFC 9110 8.4.1", "https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1")
    needs = (Need.HEAD,)
    per = "stream"
    bad = Example(
        b"data: a\n\n",
        at=(9, 3),
        also=("SSE307",),
        head=good_head(Content_Encoding="gzip"),
        ending="corrupt",
    )
    good = Example(b"data: a\n\n", head=good_head())

    def end(self) -> None:
        if self.stream.ending == "corrupt":
            how = self.stream.ending_detail or "the compressed data of the body is damaged"
            self.mark_end(f"{how}: what should follow is lost")
        elif self.stream.ending == "unfinished":
            how = self.stream.ending_detail or "the compressed data of the body breaks off"
            self.mark_end(f"{how}, before its end", level=Level.WARNING)
