"""HAR 1.2: the log of exchanges that browsers and proxies save. Each event stream in one is a capture.

The format has no member for streams. A body is its text, or base64 of its bytes. Some keep the events of an EventSource as
``_eventSourceMessages``, and Chrome those of a WebSocket as ``_webSocketMessages``. Polly writes the same format.
"""

# What strangers wrote in JSON or YAML has no types.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import attrs

from ..ending import Ending, EndingKind
from ..head import RequestHead, ResponseHead
from ._events import event_bytes
from ._exchange import EVENT_STREAM, WITHOUT_EXCHANGE, Exchange, media_type, whole
from ._interaction import fields_of, from_base64, from_hex, http_version
from ._json_items import items
from ._shape import Capture, CaptureError, Format, Found, Recording, Skipped

_LISTS = frozenset({"entries"})
_NO_BODY = (
    "it is an event stream, and the recorder kept no body; browsers keep none of an EventSource in a HAR: "
    "record it with curl -isN URL > FILE"
)
_EMPTY = (
    "it is an event stream, and its text is empty: the server sent nothing, or the recorder passed the body on and did not keep it, "
    "as mitmproxy does without --set store_streamed_bodies=true"
)
DECODED = "its text, which the browser decoded as windows-1252, taken for the UTF-8 that it was"
_ENDINGS: Final[dict[str, EndingKind]] = {
    "net::ERR_ABORTED": "stopped",
    "net::ERR_CONTENT_DECODING_FAILED": "corrupt",
    "net::ERR_CONTENT_LENGTH_MISMATCH": "short",
    "net::ERR_INCOMPLETE_CHUNKED_ENCODING": "incomplete",
}
"""What Chromium calls an answer that broke off; all others are of a broken connection."""
_DAY = 24 * 60 * 60
_WINDOWS_1252 = {
    ord(character): byte
    for byte in range(0x80, 0xA0)
    if (character := bytes([byte]).decode("cp1252", "ignore"))
}
"""The characters that are no bytes of Latin-1, and the bytes that they were; the others are the same in both."""


def read(source: str, start: bytes, stream: Recording) -> Iterator[Found]:
    number = 0
    for number, (line, entry) in enumerate(items(source, start, stream, _LISTS), 1):
        yield entry if isinstance(entry, CaptureError) else found_in(source, number, line, entry, stream)
    if not number:
        yield Skipped(source, WITHOUT_EXCHANGE)


def found_in(source: str, number: int, line: int, entry: Any, recording: Recording) -> Found:
    """What an entry of a HAR holds, whose body may be in a file beside the recording."""
    try:
        return _found(source, number, line, entry, recording)
    except CaptureError as problem:
        return problem
    except ValueError as error:
        return CaptureError(f"{source}#{number}", f"the entry at line {line:,} cannot be read: {error}")
    except (AttributeError, KeyError, TypeError):
        words = f"the entry at line {line:,} has not the shape that HAR 1.2 gives it"
        return CaptureError(f"{source}#{number}", words)


def _found(source: str, number: int, line: int, entry: dict[str, Any], recording: Recording) -> Found:
    response = entry.get("response") or {}
    content = _with_attached(response.get("content") or {}, recording)
    exchange = Exchange(
        container=source,
        format=FORMAT.name,
        number=number,
        line=line,
        request=_request(entry.get("request") or {}),
        head=_head(response),
        is_exact=content.get("encoding") == "base64",
    )
    if messages := entry.get("_webSocketMessages"):
        return _messages(exchange, messages, _began(entry))
    ending = _ending(response)
    body = _of_windows_1252(content)
    if body is None:
        body = _body(content, is_broken=ending is not None)
    else:
        exchange = attrs.evolve(exchange, notes=(DECODED,))
    if not body and (messages := entry.get("_eventSourceMessages")):
        return exchange.of_events(_events(exchange, messages, _began(entry)), ending)
    if body or (body is not None and exchange.is_exact):
        return exchange.found(whole(body, ending))
    kind = media_type(exchange.head) or str(content.get("mimeType") or "").partition(";")[0].strip().lower()
    if kind != EVENT_STREAM:
        return Skipped(
            exchange.source, kind or ("without a body" if response.get("status") else "without a response")
        )
    if file := _file_of(content):
        return CaptureError(
            exchange.source, f"it is an event stream, and its body is in another file, {file}"
        )
    return CaptureError(exchange.source, _NO_BODY if body is None else _EMPTY)


def _request(request: Mapping[str, Any]) -> RequestHead | None:
    if not request.get("method"):
        return None
    return RequestHead(str(request["method"]), str(request.get("url") or ""), _fields(request))


def _head(response: Mapping[str, Any]) -> ResponseHead | None:
    """The response head; None where no response came, which a HAR says by the status 0, or the recorder kept no fields."""
    status = int(response.get("status") or 0)
    fields = _fields(response)
    if status <= 0 or not fields:
        return None
    return ResponseHead(http_version(response.get("httpVersion"), fields), status, fields)


def _fields(message: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The header fields, without the pseudo-fields of HTTP/2."""
    fields = fields_of(message.get("headers"))
    return tuple((name, value) for name, value in fields if not name.startswith(":"))


def _ending(response: Mapping[str, Any]) -> Ending | None:
    """How the browser says that the answer broke off; None where it says nothing."""
    error = response.get("_error")
    if not error:
        return None
    words = str(error)
    kind = _ENDINGS.get(words, "reset")
    return Ending(kind, f"the {'page left' if kind == 'stopped' else 'connection broke'}: {words}")


def _file_of(content: Mapping[str, Any]) -> str:
    """The name of the file that has the body; "" for none. Playwright wrote the member `_sha1` in older traces."""
    file, digest = content.get("_file"), content.get("_sha1")
    if isinstance(file, str):
        return file
    return f"resources/{digest}" if isinstance(digest, str) else ""


def _with_attached(content: Mapping[str, Any], recording: Recording) -> Mapping[str, Any]:
    """The content with the body that is in a file beside the recording, if there is one."""
    file = _file_of(content)
    data = recording.beside(file) if file and "text" not in content else None
    if data is None:
        return content
    try:
        return {**content, "text": data.decode("utf-8"), "size": len(data)}
    except UnicodeDecodeError:
        return {**content, "text": base64.b64encode(data).decode(), "encoding": "base64"}


def _body(content: Mapping[str, Any], *, is_broken: bool) -> bytes | None:
    """The bytes of the body; None where the recorder kept none."""
    text = content.get("text")
    if not isinstance(text, str):
        return None
    if not text and (content.get("size") or is_broken):
        return None
    if content.get("_isBinary"):
        # Polly before its version 6 wrote the chunks of a compressed body as a JSON list of hexadecimal.
        return from_hex(_pieces(text))
    if content.get("encoding") == "base64":
        # Polly still writes such a list, of base64.
        return b"".join(map(from_base64, _pieces(text)))
    return text.encode("utf-8", "surrogatepass")


def _of_windows_1252(content: Mapping[str, Any]) -> bytes | None:
    """The bytes of a text that was decoded as windows-1252; None for any other.

    Where a Content-Type names no charset, Chromium decodes a body so, and an event stream is UTF-8 all the same. Each character was a
    byte then: the size may say so, and else that all of them together are UTF-8, which text that was decoded well hardly ever is.
    """
    text = content.get("text")
    if not isinstance(text, str) or text.isascii() or content.get("encoding") == "base64":
        return None
    try:
        data = text.translate(_WINDOWS_1252).encode("latin-1")
        if content.get("size") != len(data):
            data.decode("utf-8")
    except UnicodeError:
        return None
    return data


def _pieces(text: str) -> list[str]:
    pieces: list[str] = json.loads(text) if text.startswith("[") else [text]
    return pieces


def _began(entry: Mapping[str, Any]) -> float | None:
    """When the request was sent, in seconds since 1970; None where that is not known."""
    try:
        instant = datetime.fromisoformat(str(entry.get("startedDateTime")))
    except ValueError:
        return None
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp()


def _events(
    exchange: Exchange, messages: list[dict[str, Any]], began: float | None
) -> list[tuple[bytes, float | None]]:
    """The events that a browser dispatched. It shows the last event id beside each, whether it was sent with it or before."""
    found: list[tuple[bytes, float | None]] = []
    last_id = ""
    for number, (message, t) in enumerate(_with_times(messages, began), 1):
        id = str(message.get("eventId") or message.get("id") or "")
        event = event_bytes(
            exchange.source,
            f"message {number}",
            str(message.get("data", "")),
            type=str(message.get("eventName") or message.get("event") or ""),
            id=id if id != last_id else None,
        )
        last_id = id
        found.append((event, t))
    return found


def _messages(exchange: Exchange, messages: list[dict[str, Any]], began: float | None) -> Capture | Skipped:
    """The messages of text that the server sent, where they are JSON."""
    sent = [
        (str(message.get("data", "")), t)
        for message, t in _with_times(messages, began)
        if message.get("type") == "receive" and message.get("opcode", 1) == 1
    ]
    return exchange.of_messages(sent)


def _with_times(
    messages: list[dict[str, Any]], began: float | None
) -> Iterator[tuple[dict[str, Any], float | None]]:
    """Each message with the seconds since the request, or since the first message where they have another clock."""
    times = [_seconds(message.get("time")) for message in messages]
    known = [time for time in times if time is not None]
    first = known[0] if known else 0.0
    start = began if began is not None and 0 <= first - began < _DAY else first
    for message, time in zip(messages, times, strict=True):
        yield message, None if time is None else max(0.0, time - start)


def _seconds(time: Any) -> float | None:
    return float(time) if isinstance(time, int | float) and not isinstance(time, bool) else None


FORMAT = Format("har", read)
