"""A JSON list with the text of each chunk, and its time where there is one, as fixtures of clients and of mock servers are written."""

import json

from ..captures import Chunk
from ._shape import OneStream, WriteError


class FileWriter(OneStream):
    """Writes the list, a line for each chunk."""

    _separator = "["
    _number = 0

    def read(self, chunk: Chunk) -> None:
        self._number += 1
        try:
            text = chunk.data.decode()
        except UnicodeDecodeError:
            raise WriteError(
                f"chunk {self._number:,} is not UTF-8 by itself, and a list of texts cannot hold it; write *.ssecap"
            ) from None
        entry = text if chunk.t is None else {"elapsed_ms": round(chunk.t * 1000, 3), "chunk": text}
        self.write(f"{self._separator}\n{json.dumps(entry)}".encode())
        self._separator = ","

    def close(self) -> None:
        self.write(b"\n]\n" if self._number else b"[]\n")
