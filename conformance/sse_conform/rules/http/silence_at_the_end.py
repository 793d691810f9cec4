"""A server that has nothing more to send closes the stream, or shows that it is alive."""

from ...finding import Level
from .._rule import AUTHORING, Example, Need, Rule


class SilenceAtTheEnd(Rule):
    code = "SSE320"
    name = "silence-at-the-end"
    level = Level.WARNING
    basis = "interop"
    summary = "The server sent nothing more and did not close the stream, so the check gave it up"
    why = (
        "A reader cannot tell a server that is thinking from one that is gone. Proxies cut a connection that is silent for "
        "30 to 60 seconds, and the answer is lost with it."
    )
    help = "close the stream after the last event; while there is nothing to send, send a comment every 15 seconds"
    reference = AUTHORING
    evidence = ("horizon#424 (a load balancer cuts after 60 s)", "gqlgen#3466")
    needs = (Need.CONNECTION,)
    per = "stream"
    bad = Example(b"data: a\n\n", at=(9, 3), ending="timeout")
    good = Example(b"data: a\n\n")

    def end(self) -> None:
        if self.stream.ending == "timeout":
            detail = self.stream.ending_detail or "nothing more came"
            self.mark_end(f"{detail}: the check gave up, and the stream was still open")
