"""A server closes a connection in order."""

from ...finding import Level
from .._examples import good_head
from .._rule import Example, Need, Reference, Rule


class ConnectionReset(Rule):
    code = "SSE317"
    name = "connection-reset"
    level = Level.WARNING
    basis = "http"
    summary = "The connection broke before the body had ended"
    why = (
        "Clients raise, even when every event arrived, and bytes that were on their way may be lost. What is lost for "
        "certain, such as an unfinished event, is an error of its own."
    )
    help = "look for a server that crashed, or a proxy that ended the connection"
    reference = Reference("RFC 9112 9.6", "https://www.rfc-editor.org/rfc/rfc9112#section-9.6")
    needs = (Need.CONNECTION,)
    per = "stream"
    bad = Example((b"data: a\n\n",), at=(9, 3), head=good_head(), ending="reset")
    good = Example((b"data: a\n\n",), head=good_head())

    def end(self) -> None:
        if self.stream.ending == "reset":
            how = self.stream.ending_detail or "the connection was reset"
            self.mark_end(f"{how}, before the body had ended")
