"""A cassette of vcrpy: YAML with an interaction for each stream, in strings that JSON would also take."""

import base64
import re
from typing import Final

from ..captures import Capture, Chunk, Ending
from ..head import RequestHead, ResponseHead
from ._bodies import Body
from ._safe import safe_exchange
from ._shape import Writer

_SPECIAL: Final = re.compile(r"[^\x20\x21\x23-\x5b\x5d-\x7e]")
_NAMES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class FileWriter(Writer):
    """Writes the interactions one after another; a body is kept until its end."""

    _is_begun = False
    _body: Body
    _about: tuple[RequestHead, ResponseHead]

    def begin(self, capture: Capture) -> None:
        if not self._is_begun:
            self.write(b"interactions:\n")
        self._is_begun = True
        self._body = Body()
        self._about = safe_exchange(capture)

    def read(self, chunk: Chunk) -> None:
        self._body.add(chunk.data)

    def end(self, ending: Ending) -> None:
        body = self._body
        body.close()
        request, response = self._about
        self._say("- request:", "    body: null", *_headers(request.headers))
        self._say(f"    method: {_quoted(request.method)}", f"    uri: {_quoted(request.url)}")
        self._say("  response:", "    body:")
        self.write(b'      string: "' if body.is_text else b'      string: !!binary "')
        if body.is_text:
            for text in body.texts():
                self.write(_escaped(text).encode())
        else:
            for piece in body.pieces():
                self.write(base64.b64encode(piece))
        message = "OK" if response.status == 200 else ""
        self._say('"', *_headers(response.headers))
        self._say("    status:", f"      code: {response.status}", f"      message: {_quoted(message)}")

    def close(self) -> None:
        self._say("version: 1")

    def _say(self, *lines: str) -> None:
        self.write("".join(f"{line}\n" for line in lines).encode())


def _headers(headers: tuple[tuple[str, str], ...]) -> list[str]:
    """The headers, each name with the list of its values."""
    values: dict[str, list[str]] = {}
    for name, value in headers:
        values.setdefault(name, []).append(value)
    if not values:
        return ["    headers: {}"]
    lines = ["    headers:"]
    for name, found in values.items():
        lines += [f"      {_quoted(name)}:", *(f"      - {_quoted(value)}" for value in found)]
    return lines


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    """The inside of a double-quoted scalar (YAML 1.1, section 5.6): what is not seen as itself is spelled out."""
    return _SPECIAL.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    character = match[0]
    if character in _NAMES:
        return _NAMES[character]
    if character.isprintable():
        return character
    point = ord(character)
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
