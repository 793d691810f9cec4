"""HAR 1.2: the log of exchanges that browsers and proxies save. Each event stream in one is a capture.

The format has no member for streams. A body is its text, or base64 of its bytes. Chrome keeps the events of an EventSource as
``_eventSourceMessages``, and the messages of a WebSocket as ``_webSocketMessages``. Polly writes the same format.
"""

# What strangers wrote in JSON or YAML has no types.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..ending import Ending
from ..head import RequestHead, ResponseHead
from ..report import FilePlace
from ..sniff import sniff
from ._events import OURS, event_bytes, timed
from ._exchange import Exchange, is_event_stream, whole
from ._interaction import fields_of, http_version
from ._json import text_of
from ._json_items import items
from ._shape import ByteSource, Capture, CaptureError, Chunk, Format, Found, Skipped

_LISTS = frozenset({"entries"})
_NO_BODY = (
    "the recorder kept no body of this event stream; most browsers keep none in a HAR: "
    "record it with curl -isN, or with sse-conform check URL -o FILE.ssecap"
)


def claims(start: bytes) -> bool:
    """Whether it begins as a HAR does."""
    return sniff(start) == "har"


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Found]:
    for number, (line, entry) in enumerate(items(source, text_of(source, start, stream), _LISTS), 1):
        try:
            yield _found(source, number, line, entry)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            words = f"the entry at line {line:,} cannot be read: {type(error).__name__}: {error}"
            yield CaptureError(f"{source}#{number}", words)


def _found(source: str, number: int, line: int, entry: dict[str, Any]) -> Found:
    request, response = entry["request"], entry.get("response") or {}
    status = int(response.get("status") or 0)
    exchange = Exchange(
        container=source,
        format=FORMAT.name,
        number=number,
        line=line,
        request=RequestHead(str(request["method"]), str(request["url"]), _fields(request)),
        head=_head(response, status),
        is_exact=False,
    )
    if messages := entry.get("_webSocketMessages"):
        return _messages(exchange, messages)
    content = response.get("content") or {}
    body = _body(content)
    if body:
        return exchange.found(whole(body))
    if messages := entry.get("_eventSourceMessages"):
        return _events(exchange, messages, entry)
    if not status:
        return Skipped(exchange.source, "without a response")
    if is_event_stream(exchange.head) or str(content.get("mimeType", "")).startswith("text/event-stream"):
        return CaptureError(exchange.source, _NO_BODY)
    return exchange.found(whole(b""))


def _head(response: Mapping[str, Any], status: int) -> ResponseHead | None:
    if not status:
        return None
    fields = _fields(response)
    return ResponseHead(http_version(response.get("httpVersion"), fields), status, fields)


def _fields(message: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The header fields, without the pseudo-fields of HTTP/2."""
    fields = fields_of(message.get("headers"))
    return tuple((name, value) for name, value in fields if not name.startswith(":"))


def _body(content: Mapping[str, Any]) -> bytes:
    text = content.get("text")
    if not isinstance(text, str):
        return b""
    if content.get("encoding") != "base64":
        return text.encode("utf-8", "surrogatepass")
    try:
        # Polly writes the chunks of a binary body as a JSON list of base64.
        pieces = json.loads(text) if text.startswith("[") else [text]
        return b"".join(base64.b64decode(piece, validate=True) for piece in pieces)
    except (binascii.Error, TypeError) as error:
        raise ValueError(f"its body is no base64: {error}") from error


def _events(exchange: Exchange, messages: list[dict[str, Any]], entry: Mapping[str, Any]) -> Capture:
    """The events that a browser dispatched."""
    began = _seconds(messages[0].get("time"))
    found = [
        (
            event_bytes(
                exchange.source,
                f"message {number}",
                str(message.get("data", "")),
                type=str(message.get("eventName") or message.get("event") or "message"),
                id=str(message.get("eventId") or message.get("id") or "") or None,
            ),
            _since(message.get("time"), began),
        )
        for number, message in enumerate(messages, 1)
    ]
    return _of_events(exchange, found)


def _messages(exchange: Exchange, messages: list[dict[str, Any]]) -> Capture | Skipped:
    """The messages of text that the server sent, where they are JSON."""
    began = _seconds(messages[0].get("time"))
    sent = [
        (str(message.get("data", "")), _since(message.get("time"), began))
        for message in messages
        if message.get("type") == "receive" and message.get("opcode", 1) == 1
    ]
    if not sent or not sent[0][0].lstrip().startswith(("{", "[")):
        return Skipped(exchange.source, "WebSocket without messages in JSON")
    found = [(event_bytes(exchange.source, f"message {n}", text), t) for n, (text, t) in enumerate(sent, 1)]
    return _of_events(exchange, found)


def _of_events(exchange: Exchange, events: list[tuple[bytes, float | None]]) -> Capture:
    reads: Iterator[Chunk | Ending] = timed(events)
    place = FilePlace(exchange.container, exchange.line, is_verbatim=False)
    return Capture(
        exchange.source, FORMAT.name, "events", None, reads, (OURS,), request=exchange.request, place=place
    )


def _seconds(time: Any) -> float | None:
    return float(time) if isinstance(time, int | float) and not isinstance(time, bool) else None


def _since(time: Any, began: float | None) -> float | None:
    seconds = _seconds(time)
    return None if seconds is None or began is None else max(0.0, seconds - began)


FORMAT = Format("har", frozenset({".har"}), claims, read)
