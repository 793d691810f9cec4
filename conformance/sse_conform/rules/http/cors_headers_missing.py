"""A page of another origin may read only what the server lets it."""

from ...finding import Level
from ...head import ResponseHead
from .._examples import good_head
from .._rule import Example, Need, Reference, Rule
from .._words import quoted


class CorsHeadersMissing(Rule):
    code = "SSE313"
    name = "cors-headers-missing"
    level = Level.INFO
    basis = "http"
    summary = "The origin of the page may not read the stream"
    why = "A browser fails the connection, and tells the page nothing but that it failed."
    help = "send Access-Control-Allow-Origin with the origin of the page, or *"
    reference = Reference("Fetch standard 3.3.5", "https://fetch.spec.whatwg.org/#cors-check")
    needs = (Need.OK_HEAD, Need.ORIGIN)
    per = "stream"
    bad = Example(b"data: a\n\n", at=(0, 1), head=good_head(), origin="https://app.example")
    good = Example(
        b"data: a\n\n",
        head=good_head(Access_Control_Allow_Origin="https://app.example"),
        origin="https://app.example",
    )

    def head(self, head: ResponseHead) -> None:
        allowed = head.get("access-control-allow-origin")
        if allowed is None:
            self.mark_start(f"there is no Access-Control-Allow-Origin for {self.stream.origin}")
        elif allowed not in ("*", self.stream.origin):
            self.mark_start(f"the Access-Control-Allow-Origin {quoted(allowed)} is not {self.stream.origin}")
