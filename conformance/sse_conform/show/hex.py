"""The bytes as numbers, sixteen in a line, with what of them is ASCII beside."""

from collections.abc import Iterator
from typing import Final

from ._base import DIM, ByteView

_EACH: Final = 16


class StreamView(ByteView):
    """Offset, bytes, and characters."""

    _held = b""

    def data(self, data: bytes) -> Iterator[str]:
        start = self._offset - len(self._held)
        data = self._held + data
        whole = len(data) if self._has_edges else len(data) - len(data) % _EACH
        self._held = data[whole:]
        yield from self._lines(data[:whole], start)

    def rest(self) -> Iterator[str]:
        held, self._held = self._held, b""
        yield from self._lines(held, self._offset - len(held))

    def _lines(self, data: bytes, start: int) -> Iterator[str]:
        for at in range(0, len(data), _EACH):
            line = data[at : at + _EACH]
            offset = self._canvas.paint(DIM, f"{start + at:08x}")
            text = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in line)
            yield f"{offset}  {line[:8].hex(' '):<23}  {line[8:].hex(' '):<23}  {text}\n"
