"""Rules 4xx: what their examples do not show."""

import pytest

from sse_codec.ordering import load_profile
from sse_conform.check import StreamCheck

LONG = b"9" * 5000

ROWS = [
    pytest.param(b"message:\ndata: a\n\nmessage\ndata: b\n\n", ["SSE401 0:1"], id="an unknown field, with and without a colon, is said once"),
    pytest.param(b"foo: 1\nbar: 2\ndata: a\n\n", ["SSE401 0:1", "SSE401 7:2"], id="each unknown field"),
    pytest.param(b'meta: x\nmeta: {"a": 1}\nmeta: {"b": 2}\ndata: a\n\n', ["SSE401 0:1", "SSE401 8:2"], id="an unknown field, and once more when data is lost in it"),
    pytest.param(b"retry:\nretry: -1\nretry: 1.5\nretry:  5\nretry: \xd9\xa1\n\n", ["SSE402 0:1", "SSE402 7:2", "SSE402 17:3", "SSE402 28:4", "SSE402 38:5"], id="nothing, a sign, a point, a space, another script"),
    pytest.param(b"retry: 00\n\nretry: 0\n\n", ["SSE403 0:1", "SSE404 0:1"], id="zero is said once"),
    pytest.param(b"retry: 3600001\n\n", ["SSE403 0:1"], id="more than an hour"),
    pytest.param(b"retry: 2147483648\n\n", ["SSE403 0:1", "SSE404 0:1"], id="more than 32 bits"),
    pytest.param(b"retry: 2147483647\n\n", ["SSE403 0:1"], id="just 32 bits"),
    pytest.param(b"retry: " + LONG + b"\n\n", ["SSE403 0:1", "SSE404 0:1"], id="more digits than Python reads"),
    pytest.param(b"retry: 0001\n\n", ["SSE404 0:1"], id="leading zeros"),
    pytest.param(b"data: a\n\nretry: 0", [], id="a retry that is cut is not judged"),
    pytest.param(b": a\n\n", [], id="no event, so no id is missing"),
    pytest.param(b"data: a\n\ndata: b\n\n", ["SSE405 18:5"], id="no id"),
    pytest.param(b"id: 1\n\ndata: a\n\nid: 1\ndata: b\n\n", [], id="an id without an event is not held against another"),
    pytest.param(b"id:\ndata: a\n\nid:\ndata: b\n\n", [], id="an empty id resets, and may be repeated"),
    pytest.param(b"id: x\ndata: a\n\nid: x\ndata: b\n\nid: x\ndata: c\n\n", ["SSE406 15:4"], id="an id three times is said once"),
    pytest.param(b"id: 9\ndata: a\n\nid: 8\ndata: b\n\nid: 9\ndata: c\n\n", ["SSE407 15:4", "SSE406 30:7"], id="backwards, and back"),
    pytest.param(b"id: 9\ndata: a\n\nid: x\ndata: b\n\nid: 8\ndata: c\n\n", [], id="an id that is no number forgets the last"),
    pytest.param(b"id: " + LONG[:19] + b"\ndata: a\n\nid: 8\ndata: b\n\n", [], id="a number too long to be a count"),
    pytest.param(b"id: 9\ndata: a\n\ndata: b\n\nid: 8\n\n", [], id="only ids of events are compared"),
    pytest.param(b"id: 1\nid: 2\nevent: a\nevent: b\ndata: c\n\n", ["SSE409 6:2", "SSE409 21:4"], id="both fields twice"),
    pytest.param(b"id: 1\ndata: a\ndata: b\n\n", [], id="data may be repeated"),
    pytest.param(b"event: open\ndata: a\n\nevent: open\ndata: b\n\nevent: error\ndata: c\n\n", ["SSE410 0:1", "SSE410 42:7"], id="each name once"),
    pytest.param(b"event: Error\ndata: a\n\n", [], id="names are compared in their case"),
    pytest.param(b"event: " + "é".encode() * 513 + b"\ndata: a\n\n", ["SSE411 0:1"], id="bytes are counted, not characters"),
    pytest.param(b"data: a\nevent: b\n\ndata: c\nevent: d\n\n", ["SSE412 8:2"], id="the order of fields is said once"),
    pytest.param(b"data: a\nretry: 1\nid: 1\n\nid: 2\ndata: a\n\n", ["SSE412 17:3"], id="a retry has no place in the order"),
]  # fmt: skip


@pytest.mark.parametrize(("stream", "expected"), ROWS)
def test_fields(found, stream: bytes, expected: list[str]) -> None:
    selected = "SSE4" if any(row.startswith("SSE405") for row in expected) else ALL_BUT_405
    assert found(stream, select=selected) == expected
    assert found(*(bytes([byte]) for byte in stream), select=selected) == expected


ALL_BUT_405 = " ".join(f"SSE{number}" for number in range(401, 413) if number not in (405, 408))

MESSAGES = [
    pytest.param(b"dat: a\ndata: b\n\n", "no field is named 'dat': the line is ignored; did you mean data?", id="a letter left out"),
    pytest.param(b"data : a\ndata: b\n\n", "no field is named 'data ': the line is ignored; did you mean data?", id="a space before the colon"),
    pytest.param(b"message: a\ndata: b\n\n", "no field is named 'message': the line is ignored", id="nothing is near"),
    pytest.param(b"x" * 100 + b": a\ndata: b\n\n", "no field is named '" + "x" * 60 + "'...: the line is ignored", id="a long name is cut"),
    pytest.param(b"\x1b[31m: a\ndata: b\n\n", "no field is named '\\x1b[31m': the line is ignored", id="a terminal's control is escaped"),
    pytest.param(b'meta: [{"a": 1}]\ndata: b\n\n', "no field is named 'meta', so clients never see what it holds: '[{\"a\": 1}]'", id="JSON in an unknown field"),
    pytest.param(b"error: no credit\ndata: b\n\n", "no field is named 'error', so clients never see what it holds: 'no credit'", id="text in the field error"),
    pytest.param(b"error:\ndata: b\n\n", "no field is named 'error': the line is ignored", id="nothing in the field error"),
    pytest.param(b"meta: {}\ndata: b\n\n", "no field is named 'meta': the line is ignored", id="an empty object"),
    pytest.param(b"retry: 3s\ndata: a\n\n", "the retry '3s' is not all digits, so it is ignored", id="a unit"),
    pytest.param(b"event: open\ndata: a\n\n", "the name open is taken by EventSource: a listener cannot tell it from the event that says the connection is open", id="open"),
    pytest.param(b"event: message\ndata: a\n\n", "message is the name of an event without a name: the line changes nothing", id="message"),
    pytest.param(b"id: " + LONG[:1025] + b"\ndata: a\n\n", "the value of id is 1,025 bytes long", id="a long id"),
]  # fmt: skip


@pytest.mark.parametrize(("stream", "message"), MESSAGES)
def test_messages(message_of, stream: bytes, message: str) -> None:
    assert message_of(stream) == message


def test_data_that_is_lost_in_a_field_is_an_error_whatever_a_profile_allows() -> None:
    check = StreamCheck("stream", profile=load_profile("flowise"))
    check.feed(b'message: x\nmessage: {"event": "token"}\ndata: {"event": "token", "data": "a"}\n\n')
    check.close("stopped")
    (total,) = [total for total in check.report.totals if total.code == "SSE401"]
    assert (total.level.label, total.reported) == ("error", 2)


def test_an_id_is_remembered_for_a_thousand_others(found) -> None:
    def events(first: int, last: int) -> bytes:
        return b"".join(b"id: %d\ndata: a\n\n" % number for number in range(first, last))

    assert found(events(0, 1024) + events(0, 1)) == ["SSE406 17322:3073"]
    assert found(events(0, 1025) + events(0, 1)) == []


def test_an_id_too_long_to_be_remembered_is_not_compared(found) -> None:
    event = b"id: " + b"x" * 257 + b"\ndata: a\n\n"
    assert found(event, event) == []
