"""The body of a stream, kept until it is known if it is text; a large one waits in a temporary file."""

import codecs
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Final

_IN_MEMORY: Final = 1024 * 1024
"""Bytes of a body that are kept in memory."""
_PIECE: Final = 3 * 16 * 1024
"""Bytes that are taken up at a time; of three, base64 makes four without a rest."""


class Body:
    """Bytes that are added one by one, and then taken once, in pieces."""

    def __init__(self) -> None:
        self.size = 0
        self.is_text = True
        """Whether all of them are UTF-8, which is known when `close` was called."""
        self._file = SpooledTemporaryFile[bytes](max_size=_IN_MEMORY)
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def add(self, data: bytes) -> None:
        self.size += len(data)
        self._file.write(data)
        self._decode(data)

    def close(self) -> None:
        """No more bytes come."""
        self._decode(b"", final=True)

    def pieces(self) -> Iterator[bytes]:
        """All of it."""
        self._file.seek(0)
        with self._file as file:
            while piece := file.read(_PIECE):
                yield piece

    def texts(self) -> Iterator[str]:
        """All of a text."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        yield from map(decoder.decode, self.pieces())

    def _decode(self, data: bytes, *, final: bool = False) -> None:
        if self.is_text:
            try:
                self._decoder.decode(data, final)
            except UnicodeDecodeError:
                self.is_text = False
