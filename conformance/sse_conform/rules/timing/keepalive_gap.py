"""Idle servers have to send comments, since proxies cut silent connections."""

from sse_codec import Block

from ...finding import Level
from .._rule import AUTHORING, Example, Need
from ._silence import AfterSilence

_LONG = 30.0


class KeepaliveGap(AfterSilence):
    code = "SSE601"
    name = "keepalive-gap"
    level = Level.WARNING
    basis = "standard"
    summary = "Nothing came for more than 30 seconds, or for more than 15 (info)"
    why = (
        "Proxies and load balancers cut a connection on which nothing comes for 30 to 60 seconds, and the rest of the answer is "
        "lost. The standard advises a comment about every 15 seconds."
    )
    help = "send a comment, such as `: keep-alive` and an empty line, every 15 seconds while there is nothing else to send"
    reference = AUTHORING
    evidence = ("horizon#424 (a load balancer cuts after 60 s)", "DeepSeek-Reasonix#3064", "gqlgen#3466")
    needs = (Need.TIMES,)
    per = "level"
    bad = Example((b"data: a\n\n", b"data: b\n\n"), at=(9, 3), times=(0.1, 40.1))
    good = Example((b"data: a\n\n", b": keep-alive\n\n", b"data: b\n\n"), times=(0.1, 14.1, 28.1))

    shortest = 15.0

    def judge(self, block: Block, index: int, silence: float) -> None:
        level = Level.WARNING if silence > _LONG else Level.INFO
        words = f"nothing came for {silence:.1f} s, not even a comment"
        self.mark_bytes(block, index, 0, words, subject=level.label, level=level)
