"""Writes ``.ssecap``, one line for each read as it comes. A killed run leaves all lines so far."""

import json
import re
from typing import Any, Final

from ..captures import Capture, Chunk, Ending
from ..captures._coding import codings
from ..captures._ssecap import BYTES, CONNECTION, ENDINGS, MAX_LINE, TEXT, VERSION
from ._safe import redactor_of, safe_request, safe_response
from ._shape import WriteError, Writer

_BEYOND_ASCII: Final = re.compile("[^\\x20-\\x7e]+")
_CODES: Final = {kind: code for code, kind in ENDINGS.items()}
_BLOCK_END: Final = re.compile(rb"(?<=\n\n)|(?<=\n\r\n)")
_PIECE: Final = 64 * 1024
"""Bytes of a line where edges say nothing and no blank line comes."""


class FileWriter(Writer):
    """Writes connections one after another, the lines of each as they come."""

    captured = ""
    """When the recording began (RFC 3339); "" where nobody knows."""
    tool = ""
    """The program that made the recording, and its version."""
    _is_begun = False
    _has_edges = True
    _held = b""
    _t: float | None = None

    def begin(self, capture: Capture) -> None:
        about = _opening(capture)
        self._has_edges = capture.fidelity in ("timed", "chunks")
        if self._is_begun:
            self._line(None, CONNECTION, _json(about))
            return
        self._is_begun = True
        known = {"captured": self.captured, "tool": self.tool}
        first = {"ssecap": VERSION} | {name: value for name, value in known.items() if value} | about
        self.write(f"{_json(first)}\n".encode())

    def read(self, chunk: Chunk) -> None:
        if self._has_edges:
            self._data(chunk.t, chunk.data)
            return
        # The edges are those of somebody's buffer: a line for each block is read, searched and compared more easily.
        *whole, self._held = _BLOCK_END.split(self._held + chunk.data)
        self._t = chunk.t
        for block in whole:
            self._data(chunk.t, block)
        while len(self._held) >= _PIECE:
            self._data(chunk.t, self._held[:_PIECE])
            self._held = self._held[_PIECE:]

    def end(self, ending: Ending) -> None:
        if self._held:
            self._data(self._t, self._held)
            self._held = b""
        self._line(ending.t, _CODES[ending.kind], _json(ending.detail))

    def _data(self, t: float | None, data: bytes) -> None:
        try:
            self._line(t, TEXT, _json(data.decode()))
        except UnicodeDecodeError:
            self._line(t, BYTES, json.dumps(data.decode("latin-1")))

    def _line(self, t: float | None, code: str, value: str) -> None:
        time = "null" if t is None else f"{max(t, 0):.6f}"
        line = f'[{time},"{code}",{value}]\n'.encode()
        if len(line) > MAX_LINE:
            raise WriteError(f"a read is larger than a line of .ssecap may be, which is {MAX_LINE >> 20} MiB")
        self.write(line)


def _opening(capture: Capture) -> dict[str, Any]:
    about: dict[str, Any] = {"fidelity": capture.fidelity}
    if codings(capture.head):
        about["decoded"] = True  # as in every capture
    redactor = redactor_of(capture)
    if capture.notes:
        about["notes"] = [redactor.text(note) for note in capture.notes]
    request, response = safe_request(capture), safe_response(capture)
    if request is not None:
        about["request"] = {"method": request.method, "url": request.url, "headers": request.headers}
    if response is not None:
        about["response"] = {
            "version": response.version,
            "status": response.status,
            "headers": response.headers,
        }
    return about


def _json(value: Any) -> str:
    """JSON in which every character is seen as itself or spelled out: each line end, control and mark of direction."""
    return _BEYOND_ASCII.sub(_shown, json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _shown(match: re.Match[str]) -> str:
    text = match[0]
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else json.dumps(each)[1:-1] for each in text)
