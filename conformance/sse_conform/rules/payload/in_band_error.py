"""A stream in perfect order may tell of a failed answer."""

from sse_codec import Block

from ...finding import Level
from .._failure import Failure
from .._rule import PROCESSING, Example, Rule


class InBandError(Rule):
    code = "SSE509"
    name = "in-band-error"
    level = Level.WARNING
    basis = "interop"
    summary = "An event tells that the answer failed"
    why = (
        "The status was sent before anything went wrong, so a server can only tell of a failure in the stream itself. Clients "
        "that look at the status, or wait for the end marker, take the answer for a success. This is no fault of the format: "
        "the finding shows what the server said."
    )
    help = "look at what failed; a client must treat this event as an error, whatever comes after it"
    reference = PROCESSING
    bad = Example(b'data: {"error": {"code": 429, "message": "quota exceeded"}}\n\n', at=(0, 1))
    good = Example(b'data: {"type": "tool", "error": {"code": 429, "message": "quota exceeded"}}\n\n')

    def failure(self, block: Block, failure: Failure) -> None:
        bom = 3 * (block.offset == 0 and block.raw.startswith(b"\xef\xbb\xbf"))
        message = f"the stream tells that the answer failed: {failure.words}"
        self.mark_bytes(block, bom, len(block.raw.rstrip(b"\r\n")) - bom, message)
