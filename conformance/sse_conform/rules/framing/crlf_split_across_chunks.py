"""CR LF is one line end, also when a chunk ends between the two."""

from sse_codec import Block

from ...finding import Level
from .._rule import PARSING, Example, Need, Rule


class CrlfSplitAcrossChunks(Rule):
    code = "SSE104"
    name = "crlf-split-across-chunks"
    level = Level.INFO
    basis = "interop"
    summary = "A chunk ends between CR and LF"
    why = (
        "Chunks may end anywhere. Readers that look at one chunk at a time take the two halves for two line ends: "
        "an event is cut in two, or empty events appear."
    )
    help = "write whole events, each in one piece; read with a decoder that keeps state between chunks"
    reference = PARSING
    evidence = ("eventsource-parser#17", "akka-sse#129")
    needs = (Need.CHUNKS,)
    per = "stream"
    bad = Example((b"data: a\r", b"\n\r\n"), at=(7, 1))
    good = Example((b"data: a\r\n", b"\r\n"))

    _after_cr = False
    _split: int | None = None

    def chunk(self, chunk: bytes, offset: int) -> None:
        if self._after_cr and chunk[0] == 0x0A and self._split is None:
            self._split = offset - 1
        self._after_cr = chunk[-1] == 0x0D

    def block(self, block: Block) -> None:
        if self._split is not None and self._split < block.offset + len(block.raw):
            self.mark_bytes(block, self._split - block.offset, 2, "a chunk ends between CR and LF")
            self._split = None
