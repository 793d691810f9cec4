"""A chunked body ends with an empty chunk."""

from ...finding import Level
from .._examples import good_head
from .._rule import Example, Need, Reference, Rule


class ChunkedTerminationMissing(Rule):
    code = "SSE315"
    name = "chunked-termination-missing"
    level = Level.WARNING
    basis = "http"
    summary = "The connection closed before the chunked body had ended"
    why = "The body is incomplete by definition: clients raise, even when every event arrived."
    help = "end the response in the server; look for what closes the connection early"
    reference = Reference("RFC 9112 8", "https://www.rfc-editor.org/rfc/rfc9112#section-8")
    evidence = ("DevDock-AI/claude-unlimited#1",)
    needs = (Need.CHUNKED,)
    per = "stream"
    bad = Example((b"data: a\n\n",), at=(9, 3), head=good_head(), ending="incomplete")
    good = Example((b"data: a\n\n",), head=good_head())

    def end(self) -> None:
        if self.stream.ending == "incomplete":
            how = self.stream.ending_detail or "the connection closed before the last chunk"
            self.mark_end(f"{how}, so the body is incomplete")
