"""The last bytes of a stream, so that a finding can show those around its place."""

from typing import Final

from ..finding import Finding
from ..redaction import Redactor
from ._clipped import MARGIN
from ._values import Surroundings

_KEPT: Final = 1 << 18
"""Bytes behind the place of which nobody asks any more; a chunk that is larger is kept whole until the next."""
_AROUND: Final = 120
"""Bytes before and after a place."""
_OF_HTTP: Final = "SSE3"
"""How the codes begin of the rules about the response that carries the stream."""
_AT: Final = 400
"""Bytes of the place itself."""


def is_about_head(finding: Finding) -> bool:
    """Return True if the place of a finding is the response head, which has no bytes in the stream."""
    return finding.code.startswith(_OF_HTTP) and finding.pos.byte == finding.span == 0


class Window:
    """The bytes that came last."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self._bytes = bytearray()
        self._start = 0
        self._asked: list[tuple[int, int, int]] = []
        """For each request: the number of the finding, its place, and how many bytes to show."""
        self._found: list[Surroundings | None] = []

    def add(self, chunk: bytes) -> None:
        """Take a chunk."""
        if excess := max(0, len(self._bytes) - _KEPT):
            del self._bytes[:excess]
            self._start += excess
        self._bytes += chunk
        self._answer(_AROUND + MARGIN)

    def ask(self, finding: Finding) -> None:
        """Want the bytes around the place of a finding. They are taken once enough has come behind it."""
        if finding.pos.byte >= self._start and not is_about_head(finding):
            self._asked.append((len(self._found), finding.pos.byte, finding.span))
        self._found.append(None)

    def finish(self) -> tuple[Surroundings | None, ...]:
        """Return what was asked for, in the order of the findings; None for a place whose bytes are no longer there, or that has none."""
        self._answer(0)
        return tuple(self._found)

    def _answer(self, behind: int) -> None:
        end = self._start + len(self._bytes)
        ready = [each for each in self._asked if each[1] + min(each[2], _AT) + behind <= end]
        if ready:
            self._asked = [each for each in self._asked if each not in ready]
            for number, byte, span in ready:
                self._found[number] = self._around(byte - self._start, span)

    def _around(self, first: int, span: int) -> Surroundings:
        shown = min(span, _AT)
        start, stop = max(0, first - _AROUND - MARGIN), first + shown + _AROUND + MARGIN
        raw = bytes(self._bytes[start:stop])
        is_start, is_end = start + self._start == 0, stop >= len(self._bytes)
        clean, at = self._redactor.data_at(raw, first - start)
        _, after = self._redactor.data_at(raw, first - start + shown)
        # What may be the rest of a secret that was cut by the edge is not shown.
        low = max(at - _AROUND, 0 if is_start else min(MARGIN, at))
        high = min(after + _AROUND, len(clean) if is_end else max(len(clean) - MARGIN, after))
        return Surroundings(
            clean[low:at],
            clean[at:after],
            span - shown,
            clean[after:high],
            is_start=is_start and low == 0,
            is_end=is_end and high == len(clean),
        )
