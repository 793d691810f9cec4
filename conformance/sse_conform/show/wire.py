"""The bytes as text: a line for each line, with its end spelled out."""

import re
from collections.abc import Iterator
from typing import Final

from ..render import visible_bytes
from ._base import DIM, ByteView

_LINE: Final = re.compile(rb"([^\r\n]*)(\r\n|\r|\n)?")
_LONGEST: Final = 64 * 1024
"""Bytes of a line that wait for its end."""


class StreamView(ByteView):
    """Each line of the stream, with the marks ``\\r`` and ``\\n`` where it ends."""

    _held = b""

    def data(self, data: bytes) -> Iterator[str]:
        data = self._held + data
        # Of edges that are nobody's a line is not cut, nor the CR LF at its end.
        keep = 0 if self._has_edges else _unfinished(data)
        self._held = data[len(data) - keep :]
        yield from self._lines(data[: len(data) - keep])

    def rest(self) -> Iterator[str]:
        held, self._held = self._held, b""
        yield from self._lines(held)

    def _lines(self, data: bytes) -> Iterator[str]:
        for match in _LINE.finditer(data):
            if match[0]:
                end = self._canvas.paint(DIM, visible_bytes(match[2] or b""))
                yield f"{visible_bytes(match[1])}{end}\n"


def _unfinished(data: bytes) -> int:
    """How many bytes at the end are a line that may go on."""
    line = len(data) - max(data.rfind(b"\n"), data.rfind(b"\r", 0, len(data) - 1)) - 1
    return line if line < _LONGEST else 0
