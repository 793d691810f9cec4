"""An HTTP archive, HAR 1.2: an entry for each stream. What the format demands and nobody knows is -1, or the year 1970."""

import base64
import json
from typing import Any, Final

from ..captures import Capture, Chunk, Ending
from ..head import RequestHead, ResponseHead
from ._bodies import Body
from ._safe import safe_exchange
from ._shape import Writer

_UNKNOWN_TIME: Final = "1970-01-01T00:00:00.000Z"


class FileWriter(Writer):
    """Writes the entries one after another; a body is kept until its end."""

    _separator = ""
    _body: Body
    _about: dict[str, Any]

    def begin(self, capture: Capture) -> None:
        if not self._separator:
            self.write(b'{"log":{"version":"1.2","creator":{"name":"sse-conform","version":""},"entries":[')
        self.write(f"{self._separator}\n".encode())
        self._separator = ","
        self._body = Body()
        self._about = _entry(*safe_exchange(capture))

    def read(self, chunk: Chunk) -> None:
        self._body.add(chunk.data)

    def end(self, ending: Ending) -> None:
        body = self._body
        body.close()
        content: dict[str, Any] = self._about["response"]["content"]
        content["size"] = body.size
        # An empty text also stands for a body that nobody kept.
        is_text = body.is_text and body.size > 0
        if not is_text:
            content["encoding"] = "base64"
        # The text goes last into its object, so that it need not be in memory.
        before, after = json.dumps(self._about, ensure_ascii=True).split('"text": ""')
        self.write(f'{before}"text": "'.encode())
        if is_text:
            for text in body.texts():
                self.write(json.dumps(text)[1:-1].encode())
        else:
            for piece in body.pieces():
                self.write(base64.b64encode(piece))
        self.write(f'"{after}'.encode())

    def close(self) -> None:
        self.write(b"\n]}}\n")


def _entry(request: RequestHead, response: ResponseHead) -> dict[str, Any]:
    return {
        "startedDateTime": _UNKNOWN_TIME,
        "time": -1,
        "request": {
            "method": request.method,
            "url": request.url,
            "httpVersion": f"HTTP/{response.version}",
            "cookies": [],
            "headers": _headers(request.headers),
            "queryString": [],
            "headersSize": -1,
            "bodySize": -1,
        },
        "response": {
            "status": response.status,
            "statusText": "",
            "httpVersion": f"HTTP/{response.version}",
            "cookies": [],
            "headers": _headers(response.headers),
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": -1,
            "content": {
                "mimeType": response.get("Content-Type") or "",
                "text": "",
            },
        },
        "cache": {},
        "timings": {"send": -1, "wait": -1, "receive": -1},
    }


def _headers(headers: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in headers]
