"""A body has as many bytes as its Content-Length says."""

from ...finding import Level
from .._examples import good_head
from .._rule import Example, Need, Reference, Rule


class ContentLengthUnmet(Rule):
    code = "SSE316"
    name = "content-length-unmet"
    level = Level.ERROR
    basis = "http"
    summary = "The body does not have the length that its Content-Length says"
    why = (
        "When it is shorter, a part of it is lost: clients raise, or take the part for the whole. When it is longer "
        "(a warning, since only a recording can be), clients do not read what is too much."
    )
    help = "look for what ends the answer early, or changes it after its length was written"
    reference = Reference("RFC 9112 8", "https://www.rfc-editor.org/rfc/rfc9112#section-8")
    needs = (Need.HEAD,)
    per = "stream"
    bad = Example(
        b"data: a\n\n",
        at=(9, 3),
        also=("SSE308",),
        head=good_head(Content_Length="18", Transfer_Encoding=None),
        ending="short",
    )
    good = Example(b"data: a\n\n", head=good_head())

    def end(self) -> None:
        if self.stream.ending == "short":
            how = self.stream.ending_detail or "the body is shorter than its Content-Length"
            self.mark_end(f"{how}: the rest is lost")
        elif self.stream.ending == "long":
            how = self.stream.ending_detail or "the body is longer than its Content-Length"
            self.mark_end(f"{how}: clients do not read what is too much", level=Level.WARNING)
