"""nginx buffers answers unless the answer says no."""

from ...finding import Level
from ...head import ResponseHead
from .._examples import good_head
from .._rule import Example, Need, Reference, Rule


class AccelBufferingHintMissing(Rule):
    code = "SSE310"
    name = "accel-buffering-hint-missing"
    level = Level.INFO
    basis = "interop"
    summary = "There is no `X-Accel-Buffering: no`"
    why = "Behind nginx, and what is built on it, events wait in the proxy's buffer unless its configuration is changed."
    help = "send X-Accel-Buffering: no"
    reference = Reference(
        "nginx proxy_buffering", "https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering"
    )
    evidence = ("serverfault 801628", "Flowise and sse-starlette send it")
    needs = (Need.OK_HEAD,)
    per = "stream"
    bad = Example(b"data: a\n\n", at=(0, 1), head=good_head(X_Accel_Buffering=None))
    good = Example(b"data: a\n\n", head=good_head())

    def head(self, head: ResponseHead) -> None:
        if "no" not in head.tokens("x-accel-buffering"):
            self.mark_start("there is no X-Accel-Buffering: no")
