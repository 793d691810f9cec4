"""The first byte of a stream comes soon, if only a comment: it shows that the server streams at all."""

from sse_codec import Block

from ...finding import Level
from .._rule import AUTHORING, Example, Need, Rule

_LONG = 10.0


class SlowFirstByte(Rule):
    code = "SSE701"
    name = "slow-first-byte"
    level = Level.INFO
    basis = "heuristic"
    summary = "The first byte came more than 10 seconds after the request"
    why = (
        "Until then nobody can tell a server that thinks from one that hangs, or from something on the way that holds the stream back. "
        "Clients have a time limit for the first byte, and begin anew."
    )
    help = "send a comment as soon as the request is accepted, and flush it"
    reference = AUTHORING
    needs = (Need.TIMES,)
    per = "stream"
    wants = 0
    bad = Example((b"data: a\n\n",), at=(0, 1), times=(12.5,))
    good = Example((b": here\n\n", b"data: a\n\n"), times=(0.1, 12.5))

    _came: float | None = None
    """When the first byte came, as long as nothing was said of it."""
    _is_known = False

    def chunk(self, chunk: bytes, offset: int) -> None:
        if not self._is_known and self.stream.t is not None:
            self._is_known = True
            if self.stream.t > _LONG:
                self._came = self.stream.t
                self.want(None)

    def block(self, block: Block) -> None:
        if self._came is not None:
            self.mark_bytes(block, 0, 0, f"the first byte came {self._came:.1f} s after the request")
            self._came = None
            self.want(0)
