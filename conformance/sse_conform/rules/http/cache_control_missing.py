"""An answer that goes on for ever is not to be kept."""

from ...finding import Level
from ...head import ResponseHead
from .._examples import good_head
from .._rule import PROCESSING, Example, Need, Rule
from .._words import quoted

_ENOUGH = frozenset({"no-store", "no-cache", "private", "max-age=0"})


class CacheControlMissing(Rule):
    code = "SSE305"
    name = "cache-control-missing"
    level = Level.WARNING
    basis = "interop"
    summary = "Nothing forbids a cache to keep the stream"
    why = (
        "A cache in the path may hold the answer back until it is whole, or give it to the next client. No cache keeps the answer "
        "to a POST; the finding is information in that case."
    )
    help = "send Cache-Control: no-store, or no-cache"
    reference = PROCESSING
    evidence = ("sse-starlette sends no-store",)
    needs = (Need.OK_HEAD,)
    per = "stream"
    bad = Example(b"data: a\n\n", at=(0, 1), head=good_head(Cache_Control=None))
    good = Example(b"data: a\n\n", head=good_head(Cache_Control="no-store"))

    def head(self, head: ResponseHead) -> None:
        value = head.get("cache-control")
        level = Level.INFO if self.stream.method == "POST" else None
        if value is None:
            self.mark_start("there is no Cache-Control", level=level)
        elif not _ENOUGH.intersection(head.tokens("cache-control")):
            self.mark_start(f"the Cache-Control {quoted(value)} lets caches keep the stream", level=level)
