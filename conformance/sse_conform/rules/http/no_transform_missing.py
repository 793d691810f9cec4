"""What is in the path may change a body unless told not to."""

from ...finding import Level
from ...head import ResponseHead
from .._examples import good_head
from .._rule import Example, Need, Reference, Rule


class NoTransformMissing(Rule):
    code = "SSE306"
    name = "no-transform-missing"
    level = Level.INFO
    basis = "interop"
    summary = "Nothing forbids a proxy to compress the stream"
    why = "Some proxies compress what passes, and hold events back while they fill a block."
    help = "add no-transform to Cache-Control"
    reference = Reference("RFC 9111 5.2.2.6", "https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.6")
    needs = (Need.OK_HEAD,)
    per = "stream"
    bad = Example(b"data: a\n\n", at=(0, 1), head=good_head(Cache_Control="no-cache"))
    good = Example(b"data: a\n\n", head=good_head(Cache_Control="no-cache, no-transform"))

    def head(self, head: ResponseHead) -> None:
        if "no-transform" not in head.tokens("cache-control"):
            self.mark_start("Cache-Control does not say no-transform")
