"""A stream comes with status 200."""

from ...finding import Level
from ...head import ResponseHead
from .._examples import good_head
from .._rule import PROCESSING, Example, Need, Rule

_TELLS_TO_STOP = 204
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class StatusNot200(Rule):
    code = "SSE303"
    name = "status-not-200"
    level = Level.ERROR
    basis = "standard"
    summary = "The status is not 200"
    why = (
        "An EventSource fails the connection and does not come back. 204, which tells a client to stop, and redirects, "
        "which are followed, are not reported."
    )
    help = "answer 200 when a stream follows; look at the body for what went wrong"
    reference = PROCESSING
    needs = (Need.HEAD,)
    per = "stream"
    bad = Example(b"data: a\n\n", at=(0, 1), head=ResponseHead("1.1", 500, good_head().headers))
    good = Example(b"data: a\n\n", head=good_head())

    def head(self, head: ResponseHead) -> None:
        if head.status not in (200, _TELLS_TO_STOP) and head.status not in _REDIRECTS:
            self.mark_start(f"the status is {head.status}: clients fail the connection")
