"""A flow file of mitmproxy: requests with their responses, and the messages of WebSockets.

The format is mitmproxy's own, read here without it: its releases pin what a toolkit needs in other versions. The bodies are
those that came, without the chunked transfer coding; a flow has no time for each of their chunks.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ..ending import Ending
from ..head import RequestHead, ResponseHead
from ._exchange import EVENT_STREAM, Exchange, media_type, whole
from ._shape import CHUNK_SIZE, ByteSource, CaptureError, Format, Found, Skipped
from ._tnetstring import MAX_DIGITS, MAX_SIZE, BrokenError, parse

OLDEST = 7
"""The first version of flows that has the members which are read here, as mitmproxy 5 wrote them."""
_TEXT = 1
"""Opcode of a message of text."""
_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Found]:
    for number, flow in enumerate(_flows(source, start, stream), 1):
        try:
            yield _found(source, number, flow)
        except (BrokenError, AttributeError, KeyError, TypeError, ValueError) as error:
            yield CaptureError(f"{source}#{number}", f"the flow is broken: {error}")


def _flows(source: str, start: bytes, stream: ByteSource) -> Iterator[bytes]:
    """The bytes of each flow, one after the other."""
    window = _Window(start, stream)
    while window.has(1):
        digits, colon, _ = window.look(MAX_DIGITS + 1).partition(b":")
        if not colon or not digits.isdigit():
            raise CaptureError(source, f"no flow begins at byte {window.taken:,}")
        size = len(digits) + 1 + int(digits) + 1
        if size > MAX_SIZE:
            raise CaptureError(source, f"it has a flow of more than {MAX_SIZE:,} bytes")
        if not window.has(size):
            raise CaptureError(source, f"its last flow, at byte {window.taken:,}, breaks off")
        yield window.take(size)


class _Window:
    """The bytes that were read and not yet used."""

    def __init__(self, start: bytes, stream: ByteSource) -> None:
        self.taken = 0
        self._buffer = bytearray(start)
        self._stream = stream

    def has(self, size: int) -> bool:
        """Return True if so many bytes are there, or come."""
        while len(self._buffer) < size and (more := self._stream.read1(CHUNK_SIZE)):
            self._buffer += more
        return len(self._buffer) >= size

    def look(self, size: int) -> bytes:
        self.has(size)
        return bytes(self._buffer[:size])

    def take(self, size: int) -> bytes:
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        self.taken += size
        return data


def _found(source: str, number: int, data: bytes) -> Found:
    flow = parse(data)
    version = flow["version"]
    if not isinstance(version, int) or version < OLDEST:
        return CaptureError(
            f"{source}#{number}", "an old mitmproxy wrote it; write it anew, as in: mitmdump -nr FILE -w NEW"
        )
    if flow["type"] != "http":
        return Skipped(f"{source}#{number}", f"flow of {flow['type']}")
    request = _request(flow["request"])
    response = flow.get("response")
    exchange = Exchange(
        container=source,
        format=FORMAT.name,
        number=number,
        line=1,
        request=request,
        head=_head(response) if response else None,
    )
    if flow.get("websocket"):
        return exchange.of_messages(_messages(flow))
    if not response:
        return Skipped(exchange.source, "without a response")
    if response["content"] is None:
        return _without_body(exchange)
    error = flow.get("error")
    broken = Ending("reset", f"the connection broke: {error['msg']}") if error else None
    return exchange.found(whole(response["content"], broken))


def _without_body(exchange: Exchange) -> Skipped | CaptureError:
    if media_type(exchange.head) == EVENT_STREAM:
        return CaptureError(
            exchange.source,
            "mitmproxy passed the body on and did not keep it; record it with --set store_streamed_bodies=true",
        )
    return Skipped(exchange.source, "without a body")


def _messages(flow: Mapping[str, Any]) -> list[tuple[str, float | None]]:
    """The texts that the server sent over a WebSocket, with their times."""
    return [
        (bytes(content).decode("utf-8", "replace"), when - flow["request"]["timestamp_start"])
        for kind, is_from_client, content, when, *_ in flow["websocket"]["messages"]
        if kind == _TEXT and not is_from_client
    ]


def _request(request: Mapping[str, Any]) -> RequestHead:
    scheme, host, port = _text(request["scheme"]), _text(request["host"]), request["port"]
    authority = host if port == _PORTS.get(scheme) else f"{host}:{port}"
    url = f"{scheme}://{authority}{_text(request['path'])}"
    return RequestHead(_text(request["method"]), url, _fields(request["headers"]))


def _head(response: Mapping[str, Any]) -> ResponseHead:
    version = _text(response["http_version"]).removeprefix("HTTP/")
    return ResponseHead(
        version.removesuffix(".0") if version != "1.0" else version,
        response["status_code"],
        _fields(response["headers"]),
    )


def _fields(headers: list[list[bytes]]) -> tuple[tuple[str, str], ...]:
    return tuple((_text(name), _text(value)) for name, value in headers)


def _text(value: bytes | str) -> str:
    return value if isinstance(value, str) else value.decode("latin-1")


FORMAT = Format("mitmproxy", read)
