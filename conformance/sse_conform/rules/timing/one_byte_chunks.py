"""A chunk for each byte costs many times what the stream does."""

from ...finding import Level
from .._rule import AUTHORING, Example, Need, Rule

_CHUNKS = 20
_SHARE = 0.9


class OneByteChunks(Rule):
    code = "SSE704"
    name = "one-byte-chunks"
    level = Level.INFO
    basis = "heuristic"
    summary = "Nearly all chunks hold a single byte"
    why = (
        "It is legal. But each chunk is a packet with its headers and a wake-up of the reader: a server that writes byte by byte, or "
        "character by character, sends fifty times the data and slows down every reader."
    )
    help = "write each event whole, and flush after it"
    reference = AUTHORING
    needs = (Need.CHUNKS,)
    per = "stream"
    bad = Example(tuple(bytes([byte]) for byte in b"data: 123456789012345\n\n"), at=(23, 3))
    good = Example((b"data: 1\n\n",) * 21)

    _all = 0
    _single = 0

    def chunk(self, chunk: bytes, offset: int) -> None:
        self._all += 1
        self._single += len(chunk) == 1

    def end(self) -> None:
        if self._all >= _CHUNKS and self._single >= _SHARE * self._all:
            self.mark_end(f"{self._single:,} of {self._all:,} chunks hold one byte")
