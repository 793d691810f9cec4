"""HARs as browsers and proxies write them: after the format's documentation, with a stream of ours in them."""

import base64
import gzip
import json
from datetime import datetime
from typing import Any

import pytest

from sse_conform.captures import Ending

from .reading import Got, got, only

BODY = "event: a\ndata: caf\u00e9\n\ndata: b\n\n"
RAW = BODY.encode()
URL = "https://quay.example/v1/chat"
STARTED = "2026-11-30T10:00:00.000Z"
BEGAN = datetime.fromisoformat(STARTED).timestamp()
TYPE = {"name": "content-type", "value": "text/event-stream"}


def entry(content: Any, **members: Any) -> dict[str, Any]:
    """An entry with all that HAR 1.2 asks for."""
    response = {
        "status": 200, "statusText": "", "httpVersion": "http/2.0", "headers": [TYPE], "cookies": [], "content": content,
        "redirectURL": "", "headersSize": -1, "bodySize": -1,
    } | members.pop("response", {})  # fmt: skip
    return {
        "startedDateTime": STARTED,
        "time": 12.5,
        "request": {
            "method": "POST", "url": URL, "httpVersion": "http/2.0", "cookies": [], "queryString": [], "headersSize": -1,
            "headers": [{"name": ":authority", "value": "quay.example"}, {"name": "authorization", "value": "Bearer s3cret"}],
        },
        "response": response,
        "cache": {},
        "timings": {"send": 0, "wait": 1, "receive": 11.5},
    } | members  # fmt: skip


def har(*entries: Any, indent: int | None = None) -> bytes:
    log = {"version": "1.2", "creator": {"name": "x", "version": "1"}, "pages": [], "entries": list(entries)}
    return json.dumps({"log": log}, indent=indent).encode()


def coded(data: bytes) -> str:
    return base64.b64encode(data).decode()


TEXTS = [
    pytest.param({"size": 9, "mimeType": "text/event-stream", "text": BODY}, id="text"),
    pytest.param({"size": 9, "text": coded(RAW), "encoding": "base64"}, id="base64"),
    pytest.param({"size": 9, "text": json.dumps([coded(RAW[:5]), coded(RAW[5:])]), "encoding": "base64"}, id="Polly's pieces"),
    pytest.param({"size": 9, "text": json.dumps([RAW[:5].hex(), RAW[5:].hex()]), "_isBinary": True}, id="pieces of the old Polly"),
]  # fmt: skip


@pytest.mark.parametrize("piece", [7, 1 << 16])
@pytest.mark.parametrize("content", TEXTS)
def test_a_stream(content: dict[str, Any], piece: int) -> None:
    found = only(har(entry(content)), "log.har", piece=piece)
    assert found == Got(f"log.har#1 POST {URL}", "har", "bytes", (RAW,), (None,), Ending())
    capture = found.capture
    assert capture is not None
    assert capture.request is not None
    assert capture.request.headers == (("authorization", "Bearer s3cret"),)
    assert capture.head is not None
    assert (capture.head.version, capture.head.status) == ("2", 200)


SENT = [
    pytest.param("caf\u00e2\u201a\u00ac \u0081", 8, b"caf\xe2\x82\xac \x81", id="taken for windows-1252"),
    pytest.param(
        "caf\u00e2\u201a\u00ac",
        10,
        b"caf\xe2\x82\xac",
        id="taken for windows-1252, and the size is that of the text",
    ),
    pytest.param("caf\u00e9", 4, b"caf\xe9", id="bytes that are no UTF-8"),
    pytest.param("caf\u20ac", 6, "caf\u20ac".encode(), id="taken for UTF-8"),
    pytest.param("caf\u4e00", 4, "caf\u4e00".encode(), id="a size of characters"),
    pytest.param("caf\u00e9", -1, "caf\u00e9".encode(), id="no size"),
    pytest.param("caf", 3, b"caf", id="ASCII"),
]


@pytest.mark.parametrize(("text", "size", "data"), SENT)
def test_the_size_tells_what_the_bytes_of_a_text_were(text: str, size: int, data: bytes) -> None:
    found = only(har(entry({"text": f"data: {text}\n\n", "size": size + 8 if size > 0 else size})))
    assert found.body == b"data: " + data + b"\n\n"
    assert bool(found.notes) == (data != text.encode())


@pytest.mark.parametrize(
    ("written", "version"),
    [("HTTP/1.1", "1.1"), ("http/1.0", "1.0"), ("h2", "2"), ("h3", "3"), ("HTTP/3", "3"), ("unknown", "2"), ("", "2"), (None, "2")],
)  # fmt: skip
def test_versions_of_http(written: str | None, version: str) -> None:
    capture = only(har(entry({"text": BODY}, response={"httpVersion": written}))).capture
    assert capture is not None
    assert capture.head is not None
    assert capture.head.version == version


def test_a_coding_that_the_recorder_undid_is_left_and_another_is_undone() -> None:
    fields = {"headers": [TYPE, {"name": "content-encoding", "value": "gzip"}]}
    packed = gzip.compress(RAW)
    found = got(
        har(
            entry({"text": BODY}, response=fields),
            entry({"text": coded(packed), "encoding": "base64"}, response=fields),
        )
    )
    assert [each.body for each in found] == [RAW, RAW]


def test_only_bytes_are_held_against_the_length() -> None:
    fields = {"headers": [TYPE, {"name": "Content-Length", "value": "999"}]}
    text, data = got(
        har(
            entry({"text": BODY}, response=fields),
            entry({"text": coded(RAW), "encoding": "base64"}, response=fields),
        )
    )
    assert text.ending == Ending()
    assert data.ending is not None
    assert data.ending.kind == "short"


NOT_STREAMS = [
    pytest.param(entry({"text": "{}"}, response={"headers": [{"name": "Content-Type", "value": "application/json"}]}), "application/json", id="JSON"),
    pytest.param(entry({"mimeType": "image/png; a"}, response={"headers": []}), "image/png", id="without its content"),
    pytest.param(entry({}, response={"headers": []}), "without a body", id="of no type"),
    pytest.param(entry({}, response={"status": 0, "headers": []}), "without a response", id="no response"),
    pytest.param(entry(None, response={"status": 0, "headers": []}), "without a response", id="no content"),
    pytest.param({"request": {"method": "POST", "url": URL}, "response": None}, "without a response", id="null for a response"),
]  # fmt: skip


@pytest.mark.parametrize(("each", "reason"), NOT_STREAMS)
def test_what_is_no_stream(each: dict[str, Any], reason: str) -> None:
    assert only(har(each), "log.har") == Got(f"log.har#1 POST {URL}", reason=reason)


LOST = [
    pytest.param(entry({"size": 0, "mimeType": "text/event-stream"}), id="no text"),
    pytest.param(entry({"size": 120, "text": ""}), id="a size and no text"),
    pytest.param(entry({"mimeType": "text/event-stream"}, response={"headers": []}), id="by its media type"),
    pytest.param(
        entry({}, _resourceType="eventsource", _eventSourceMessages=[]), id="Chrome, an EventSource"
    ),
]


@pytest.mark.parametrize("each", LOST)
def test_a_stream_whose_body_the_recorder_lost(each: dict[str, Any]) -> None:
    lost, whole = got(har(each, entry({"text": BODY})))
    assert lost.reason == (
        "it is an event stream, and the recorder kept no body; browsers keep none of an EventSource in a HAR: "
        "record it with curl -isN URL > FILE"
    )
    assert whole.body == RAW


def test_a_body_in_another_file() -> None:
    found = only(har(entry({"_file": "a1b2.txt", "mimeType": "text/event-stream"})))
    assert found.reason == "it is an event stream, and its body is in another file, a1b2.txt"


def test_a_stream_of_nothing() -> None:
    found = only(har(entry({"size": 0, "text": "", "encoding": "base64"})))
    assert (found.reason, found.body, found.ending) == ("", b"", Ending())


ERRORS = [
    pytest.param(
        "net::ERR_ABORTED", Ending("stopped", "the page left: net::ERR_ABORTED"), id="the page left"
    ),
    pytest.param(
        "net::ERR_INCOMPLETE_CHUNKED_ENCODING",
        Ending("incomplete", "the connection broke: net::ERR_INCOMPLETE_CHUNKED_ENCODING"),
        id="no last chunk",
    ),
    pytest.param(
        "net::ERR_HTTP2_PROTOCOL_ERROR",
        Ending("reset", "the connection broke: net::ERR_HTTP2_PROTOCOL_ERROR"),
        id="any other",
    ),
]


@pytest.mark.parametrize(("error", "ending"), ERRORS)
def test_how_an_answer_broke_off(error: str, ending: Ending) -> None:
    found = only(har(entry({"text": BODY}, response={"content": {"text": BODY}, "_error": error})))
    assert (found.body, found.ending) == (RAW, ending)
    events = entry({}, _eventSourceMessages=MESSAGES, response={"content": {}, "_error": error})
    assert only(har(events)).ending == ending


def test_a_body_of_nothing_that_broke_off_is_lost() -> None:
    lost = only(har(entry({}, response={"content": {"size": 0, "text": ""}, "_error": "net::ERR_ABORTED"})))
    assert lost.reason.startswith("it is an event stream, and the recorder kept no body")


def test_an_empty_text_may_be_a_body_that_was_lost() -> None:
    # mitmproxy writes it so where it passed the body on.
    found = only(har(entry({"size": 0, "compression": 0, "mimeType": "text/event-stream", "text": ""})))
    assert found.reason == (
        "it is an event stream, and its text is empty: the server sent nothing, or the recorder passed the body on and did not "
        "keep it, as mitmproxy does without --set store_streamed_bodies=true"
    )


def test_an_empty_text_of_another_answer_is_no_stream() -> None:
    answer = entry({"size": 0, "mimeType": "application/json", "text": ""}, response={"headers": []})
    assert only(har(answer)).reason == "application/json"


MESSAGES = [
    {"time": BEGAN + 0.5, "eventName": "message", "eventId": "", "data": "one\ntwo"},
    {"time": BEGAN + 0.75, "eventName": "tick", "eventId": "7", "data": "{}"},
    {"time": BEGAN + 1, "eventName": "tick", "eventId": "7", "data": ""},
]


def test_the_events_of_an_event_source() -> None:
    each = entry({"size": 0}, _resourceType="eventsource", _eventSourceMessages=MESSAGES)
    found = only(har(each), "log.har")
    assert (found.format, found.fidelity) == ("har", "events")
    assert found.chunks == (
        b"data: one\ndata: two\n\n",
        b"id: 7\nevent: tick\ndata: {}\n\n",
        b"event: tick\ndata:\n\n",
    )
    assert found.times == (0.5, 0.75, 1.0)
    assert found.notes == ("only the events are known: nothing is said of the bytes that carried them",)


def test_the_text_of_a_stream_counts_for_more_than_its_events() -> None:
    found = only(har(entry({"text": BODY}, _eventSourceMessages=MESSAGES)))
    assert (found.fidelity, found.body) == ("bytes", RAW)


@pytest.mark.parametrize("started", ["yesterday", None, "2020-01-01T00:00:00"])
def test_times_by_another_clock_count_from_the_first_message(started: str | None) -> None:
    found = only(har(entry({}, startedDateTime=started, _eventSourceMessages=MESSAGES)))
    assert found.times == (0.0, 0.25, 0.5)


def test_messages_without_times() -> None:
    messages = [{"data": "a", "event": "x", "id": "1"}, {"data": "b", "time": True}]
    found = only(har(entry({}, _eventSourceMessages=messages)))
    assert found.times == (None, None)
    assert b"event: x" in found.body


def frame(data: str, **members: Any) -> dict[str, Any]:
    return {"type": "receive", "time": BEGAN + 1, "opcode": 1, "data": data} | members


def test_messages_of_a_web_socket_are_events() -> None:
    frames = [frame('{"hello": 1}', type="send"), frame('{"a": 1}'), frame("AAE=", opcode=2), frame('{"b": 2}', time=BEGAN + 2)]  # fmt: skip
    each = entry({}, response={"status": 101, "headers": []}, _webSocketMessages=frames)
    found = only(har(each))
    assert (found.fidelity, found.chunks, found.times) == (
        "events",
        (b'data: {"a": 1}\n\n', b'data: {"b": 2}\n\n'),
        (1.0, 2.0),
    )


@pytest.mark.parametrize("frames", [[frame("hello")], [frame("{}", type="send")]])
def test_other_web_sockets_are_passed_over(frames: list[dict[str, Any]]) -> None:
    assert only(har(entry({}, _webSocketMessages=frames))).reason == "WebSocket without messages in JSON"


BROKEN = [
    pytest.param(1, "the entry at line 1 has not the shape that HAR 1.2 gives it", id="no object"),
    pytest.param(entry([1]), "the entry at line 1 has not the shape that HAR 1.2 gives it", id="a list for its content"),
    pytest.param(entry({"text": "%", "encoding": "base64"}), "the entry at line 1 cannot be read: its body is no base64", id="no base64"),
    pytest.param(entry({"text": "[1]", "encoding": "base64"}), "the entry at line 1 has not the shape that HAR 1.2 gives it", id="pieces that are no text"),
    pytest.param(entry({"text": "[", "encoding": "base64"}), "the entry at line 1 cannot be read: Expecting", id="pieces that are no list"),
    pytest.param(entry({}, response={"status": "x"}), "the entry at line 1 cannot be read: invalid literal", id="a status that is none"),
    pytest.param(entry({}, _eventSourceMessages={"a": 1}), "the entry at line 1 has not the shape that HAR 1.2 gives it", id="messages that are no list"),
    pytest.param(entry({}, _eventSourceMessages=[{"data": "\ud800"}]), "message 1 is no event: ", id="a message that is no event"),
]  # fmt: skip


@pytest.mark.parametrize(("each", "reason"), BROKEN)
def test_an_entry_that_is_broken_is_told_of_and_the_others_are_read(each: Any, reason: str) -> None:
    broken, whole = got(har(each, entry({"text": BODY})), "log.har")
    assert broken.source.startswith("log.har#1")
    assert broken.reason.startswith(reason)
    assert (whole.source, whole.body) == (f"log.har#2 POST {URL}", RAW)


def test_json_that_is_broken_inside_an_entry() -> None:
    data = har(entry({"text": BODY}), entry({"text": BODY}), indent=1).replace(b'"method": ', b'"method" ', 1)
    line = data[: data.index(b'"method" ')].count(b"\n") + 1
    broken, whole = got(data, "log.har")
    assert (broken.source, broken.reason.split(":")[0]) == ("log.har#1", f"its JSON is broken at line {line}")
    assert whole.body == RAW


def test_an_entry_without_a_request() -> None:
    found = only(har({"response": {"content": {"text": BODY}}}), "log.har")
    assert (found.source, found.body) == ("log.har#1", RAW)


@pytest.mark.parametrize("data", [har(), b'\xef\xbb\xbf{"log": {"entries": []}}'])
def test_a_har_of_nothing(data: bytes) -> None:
    assert only(data, "log.har") == Got("log.har", reason="recording without an exchange")
