"""A redirect says where to."""

from ...finding import Level
from ...head import ResponseHead
from .._examples import good_head
from .._rule import Example, Need, Reference, Rule

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class RedirectWithoutLocation(Rule):
    code = "SSE312"
    name = "redirect-without-location"
    level = Level.ERROR
    basis = "http"
    summary = "A redirect has no Location"
    why = "There is nothing to follow: clients fail the connection."
    help = "send Location with the redirect"
    reference = Reference("RFC 9110 15.4", "https://www.rfc-editor.org/rfc/rfc9110#section-15.4")
    evidence = ("launchdarkly/sse-contract-tests: HTTP behaviour",)
    needs = (Need.HEAD,)
    per = "stream"
    bad = Example(b"data: a\n\n", at=(0, 1), head=ResponseHead("1.1", 307, good_head().headers))
    good = Example(b"data: a\n\n", head=ResponseHead("1.1", 307, good_head(Location="/stream").headers))

    def head(self, head: ResponseHead) -> None:
        if head.status in _REDIRECTS and head.get("location") is None:
            self.mark_start(f"the status is {head.status}, and there is no Location to follow")
