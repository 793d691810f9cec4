"""Cassettes as each recorder writes them: after its documentation and its own fixtures, with a stream of ours in them."""

import base64
import gzip
import json
from io import BytesIO
from typing import Any

import pytest

from sse_conform.captures import CaptureError, Ending, read_capture, read_captures
from sse_conform.head import RequestHead, ResponseHead

from .reading import Got, got, only

BODY = "event: a\ndata: caf\u00e9\n\ndata: b\n\n"
RAW = BODY.encode()
PACKED = gzip.compress(RAW, mtime=0)
URL = "https://quay.example/v1/chat"
STREAM = {"Content-Type": ["text/event-stream"]}


def indented(text: str, spaces: int) -> str:
    return "".join(" " * spaces + line if line.strip() else line for line in text.splitlines(keepends=True))


def coded(data: bytes) -> str:
    return base64.b64encode(data).decode()


# getsentry/responses, responses/_recorder.py.
RESPONSES = """\
responses:
- response:
    auto_calculate_content_length: false
    body: "event: a\\ndata: caf\\xC3\\xA9\\n\\ndata: b\\n\\n"
    content_type: text/event-stream
    headers:
      Transfer-Encoding: chunked
    method: POST
    status: 200
    url: https://quay.example/v1/chat
"""
# kevin1024/vcrpy, vcr/serializers/yamlserializer.py and tests/integration/cassettes.
VCRPY = f"""\
interactions:
- request:
    body: '{{"stream": true}}'
    headers:
      Accept:
      - '*/*'
      authorization: Bearer s3cret
    method: POST
    uri: {URL}
  response:
    body:
      string: {json.dumps(BODY)}
    headers:
      Content-Type:
      - text/event-stream; charset=utf-8
      Transfer-Encoding:
      - chunked
    status:
      code: 200
      message: OK
version: 1
"""
VCRPY_COMPRESSED = f"""\
interactions:
- request: {{body: null, headers: {{}}, method: POST, uri: '{URL}'}}
  response:
    body:
      string: !!binary |
        {coded(PACKED)}
    headers:
      Content-Encoding: [gzip]
      Content-Type: [text/event-stream]
      Content-Length: ['{len(PACKED)}']
    status: {{code: 200, message: OK}}
version: 1
"""
# The stub of vcrpy for httpx before its version 6, which undid codings and left the field.
VCRPY_OF_OLD_HTTPX = f"""\
interactions:
- request: {{body: '', headers: {{}}, method: POST, uri: '{URL}'}}
  response:
    content: {json.dumps(BODY)}
    headers:
      Content-Encoding: [gzip]
      Content-Length: ['9']
      Content-Type: [text/event-stream]
    http_version: HTTP/1.1
    status_code: 200
version: 1
"""
# vcr/vcr, lib/vcr/structs.rb.
VCR = f"""\
---
http_interactions:
- request:
    method: post
    uri: {URL}
    body:
      encoding: UTF-8
      string: '{{"stream":true}}'
    headers:
      Authorization:
      - Bearer s3cret
  response:
    status:
      code: 200
      message: OK
    headers:
      Content-Type:
      - text/event-stream
    body:
      encoding: ASCII-8BIT
      string: !binary |-
        {coded(RAW)}
    http_version: null
  recorded_at: Mon, 30 Nov 2026 10:00:00 GMT
recorded_with: VCR 6.3.1
"""
VCR_WITH_BASE64 = VCR.replace("string: !binary |-\n        ", "base64_string: ")
VCR_OF_LATIN = (
    VCR.replace("ASCII-8BIT", "ISO-8859-1")
    .replace("!binary |-\n        " + coded(RAW), json.dumps(RAW.decode("latin-1")))
    .replace("null", "'1.1'")
)
# dnaeon/go-vcr: example/fixtures of its versions 1 and 2, pkg/recorder/testdata of 3 and 4.
GO_VCR_1 = f"""\
---
version: 1
interactions:
- request:
    body: ""
    form: {{}}
    headers: {{}}
    url: {URL}
    method: POST
  response:
    body: |+
{indented(BODY, 6)}    headers:
      Content-Type:
      - text/event-stream
    status: 200 OK
    code: 200
    duration: 229.995489ms
"""
GO_VCR_4 = f"""\
---
version: 2
interactions:
    - id: 0
      request:
        proto: HTTP/1.1
        proto_major: 1
        proto_minor: 1
        content_length: 0
        host: quay.example
        url: {URL}
        method: POST
      response:
        proto: HTTP/2.0
        proto_major: 2
        proto_minor: 0
        content_length: -1
        uncompressed: true
        body: !!binary {coded(RAW)}
        headers:
            Content-Type:
                - text/event-stream
        status: 200 OK
        code: 200
        duration: 125.432436ms
"""


def written(interactions: Any, name: str = "interactions", **more: Any) -> str:
    return json.dumps({name: interactions, **more})


def exchange(body: Any, **members: Any) -> dict[str, Any]:
    return {
        "request": {"method": "POST", "uri": URL, "headers": {}},
        "response": {"status": {"code": 200}, "headers": STREAM, "body": body} | members,
    }


VCRPY_JSON = json.dumps({"version": 1, "interactions": [exchange({"string": BODY})]}, indent=4)
# betamax/betamax, docs/source/cassettes.rst.
BETAMAX = written(
    [{**exchange({"encoding": "utf-8", "base64_string": coded(RAW)}), "recorded_at": "2026-11-30T10:00:00"}],
    "http_interactions",
    recorded_with="betamax/0.9.0",
)
BETAMAX_TEXT = written([exchange({"encoding": "utf-8", "string": BODY})], "http_interactions")
# nock/nock, README, "Recording".
NOCK = json.dumps(
    [
        {
            "scope": "https://quay.example:443",
            "method": "POST",
            "path": "/v1/chat",
            "body": {"stream": True},
            "status": 200,
            "response": BODY,
            "rawHeaders": ["Content-Type", "text/event-stream", "X-A", "b"],
            "reqheaders": {"authorization": "Bearer s3cret"},
            "responseIsBinary": False,
        }
    ]
)
NOCK_CODED = NOCK.replace(json.dumps(BODY), json.dumps([PACKED[:9].hex(), PACKED[9:].hex()])).replace(
    '"X-A", "b"', '"Content-Encoding", "gzip"'
)
NOCK_BINARY = NOCK.replace("false", "true").replace(json.dumps(BODY), json.dumps(RAW.hex()))
# WireMock's documentation, "Stub Mapping" and "Record and Playback".
WIREMOCK = json.dumps(
    {
        "id": "b9b7",
        "name": "v1_chat",
        "request": {"urlPath": "/v1/chat", "method": "POST"},
        "response": {"status": 200, "body": BODY, "headers": {"Content-Type": "text/event-stream"}},
        "uuid": "b9b7",
    }
)
WIREMOCK_LIST = written(
    [
        {
            "request": {"url": "/v1/chat", "method": "POST"},
            "response": {"status": 200, "base64Body": coded(RAW), "headers": {"Content-Type": "text/event-stream"}},
        }
    ],
    "mappings",
)  # fmt: skip
# DataDog/dd-apm-test-agent, ddapm_test_agent/vcr_proxy.py.
DDTRACE = json.dumps(exchange(BODY))

RECORDERS = [
    pytest.param(VCRPY, URL, "1.1", id="vcrpy"),
    pytest.param(VCRPY_COMPRESSED, URL, "2", id="vcrpy, compressed"),
    pytest.param(VCRPY_OF_OLD_HTTPX, URL, "1.1", id="vcrpy, httpx"),
    pytest.param(VCR, URL, "2", id="VCR"),
    pytest.param(VCR_WITH_BASE64, URL, "2", id="VCR with base64"),
    pytest.param(VCR_OF_LATIN, URL, "1.1", id="VCR of another encoding"),
    pytest.param(GO_VCR_1, URL, "2", id="go-vcr 1"),
    pytest.param(GO_VCR_4, URL, "2", id="go-vcr 4"),
    pytest.param(VCRPY_JSON, URL, "2", id="vcrpy, JSON"),
    pytest.param(BETAMAX, URL, "2", id="betamax"),
    pytest.param(BETAMAX_TEXT, URL, "2", id="betamax, text"),
    pytest.param(NOCK, "https://quay.example:443/v1/chat", "2", id="nock"),
    pytest.param(NOCK_CODED, "https://quay.example:443/v1/chat", "2", id="nock, compressed"),
    pytest.param(NOCK_BINARY, "https://quay.example:443/v1/chat", "2", id="nock, no text"),
    pytest.param(WIREMOCK, "/v1/chat", "2", id="WireMock"),
    pytest.param(WIREMOCK_LIST, "/v1/chat", "2", id="WireMock, a list"),
    pytest.param(DDTRACE, URL, "2", id="ddtrace"),
]


@pytest.mark.parametrize("piece", [7, 1 << 16])
@pytest.mark.parametrize(("text", "url", "version"), RECORDERS)
def test_the_stream_of_each_recorder(text: str, url: str, version: str, piece: int) -> None:
    found = only(text.encode(), "tape", piece=piece)
    assert (found.source, found.format, found.fidelity) == (f"tape#1 POST {url}", "cassette", "bytes")
    assert (found.body, found.ending, found.reason) == (RAW, Ending(), "")
    capture = found.capture
    assert capture is not None
    assert capture.head is not None
    assert capture.request is not None
    assert (capture.head.version, capture.head.status) == (version, 200)
    assert (capture.head.get("Content-Type") or "").startswith("text/event-stream")


@pytest.mark.parametrize("text", [VCRPY, VCR, NOCK])
def test_the_request_is_known(text: str) -> None:
    capture = only(text.encode()).capture
    assert capture is not None
    assert isinstance(capture.request, RequestHead)
    assert {name.lower(): value for name, value in capture.request.headers}[
        "authorization"
    ] == "Bearer s3cret"


def test_each_stream_has_its_number_and_line_and_the_rest_its_reason() -> None:
    interactions = [
        exchange({"string": "{}"}, headers={"content-type": "application/json; charset=utf-8"}),
        exchange({"string": BODY}),
        exchange({"string": BODY}, headers={}),
        exchange({"string": ""}, headers={}),
        exchange({"string": "<p>"}, headers={}),
    ]
    text = json.dumps({"interactions": interactions}, indent=1)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line == "  {"]
    found = got(text.encode(), "tape")
    name = f"POST {URL}"
    assert [(each.source, each.reason) for each in found] == [
        (f"tape#1 {name}", "application/json"),
        (f"tape#2 {name}", ""),
        (f"tape#3 {name}", ""),
        (f"tape#4 {name}", "without a body"),
        (f"tape#5 {name}", "without a Content-Type"),
    ]
    assert [each.capture.place.line for each in found if each.capture and each.capture.place] == lines[1:3]
    assert [each.capture.head for each in found if each.capture][1] is None


def test_a_secret_in_an_address_is_in_no_name() -> None:
    text = VCRPY.replace(URL, URL + "?api_key=s3cret")
    assert only(text.encode(), "tape").source == f"tape#1 POST {URL}?api_key=REDACTED"


def test_the_end_is_held_against_the_length() -> None:
    text = VCRPY_COMPRESSED.replace(str(len(PACKED)), "9999")
    ending = only(text.encode()).ending
    assert ending is not None
    assert ending.kind == "short"


UNREAD = [
    pytest.param(exchange({"base64_string": "%"}), "the interaction at line 1 cannot be read: its body is no base64: ", id="no base64"),
    pytest.param(exchange(None), "the recorder kept no body", id="no body"),
    pytest.param(exchange(None, bodyFileName="body.txt"), "its body is in another file, body.txt", id="another file"),
]  # fmt: skip


@pytest.mark.parametrize(("interaction", "reason"), UNREAD)
def test_a_stream_that_cannot_be_read_is_told_of_and_the_others_are_read(
    interaction: dict[str, Any], reason: str
) -> None:
    broken, whole = got(written([interaction, exchange(BODY)]).encode(), "tape")
    assert broken.source == f"tape#1 POST {URL}"
    assert broken.reason.startswith(f"it is an event stream, and {reason}")
    assert whole.body == RAW


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        pytest.param({"body": {"base64_string": "%"}, "headers": {"a": "b"}}, "without a body", id="of no type"),
        pytest.param({"body": None, "headers": {"Content-Type": "Text/HTML; a"}}, "text/html", id="a page"),
        pytest.param({"body": {"base64": "%"}, "headers": {"Content-Type": "a/b"}}, "a/b", id="JSON that looks like base64"),
    ],
)  # fmt: skip
def test_what_is_no_stream_is_no_problem(members: dict[str, Any], reason: str) -> None:
    interaction = {**exchange(""), "response": {"status": 200, **members}}
    assert only(written([interaction]).encode()).reason == reason


def test_hexadecimal_that_is_none() -> None:
    found = only(NOCK_CODED.replace(PACKED[:9].hex(), "xy").encode())
    assert found.reason.startswith(
        "it is an event stream, and the interaction at line 1 cannot be read: its body is no text in hex"
    )


@pytest.mark.parametrize(
    "text", ["interactions: []\n", '{"interactions": []}', "version: 1\ninteractions: [ ]\n"]
)
def test_a_cassette_of_nothing(text: str) -> None:
    assert only(text.encode(), "tape") == Got("tape", reason="recording without an exchange")


def test_an_interaction_that_is_none() -> None:
    found = got(b"interactions:\n- 1\n- [a]\n- {}\n- *a\n")
    assert [each.reason for each in found] == [
        "the interaction at line 2 is no object",
        "the interaction at line 3 is no object",
        "without a body",
        "its YAML names *a, which is not there, or not yet whole, at line 5",
    ]


BODIES = [
    pytest.param(["data: a\n", "\n"], b"data: a\n\n", id="pieces"),
    pytest.param({"data": "data: a\n\n"}, b"data: a\n\n", id="data"),
    pytest.param({"string": "data: \u20ac\n\n", "encoding": "latin-1"}, "data: \u20ac\n\n".encode(), id="more than its encoding has"),
    pytest.param({"string": "data: a\n\n", "encoding": "nonsense"}, b"data: a\n\n", id="an encoding that is none"),
    pytest.param({"text": 1}, b'{"text": 1}', id="JSON with such a member"),
    pytest.param([{"a": 1}], b'[{"a": 1}]', id="a list in JSON"),
    pytest.param(12, b"12", id="a number"),
    pytest.param({"string": "data: \ud83d\n\n"}, b"data: \xed\xa0\xbd\n\n", id="half a character"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), BODIES)
def test_bodies(body: Any, expected: bytes) -> None:
    assert only(written([exchange(body)]).encode()).body == expected


def test_a_body_that_yaml_has_as_bytes() -> None:
    text = f"interactions:\n- response: {{status: 200, headers: {{a: !!binary Yg==, c: }}, body: {{string: {{x: !!binary Yg==}}}}}}\n- response: {{status: 200, body: [!!binary {coded(RAW)}]}}\n- response: {{status: 200, body: {{string: !!binary {coded(RAW)}}}}}\n"
    odd, *others = got(text.encode())
    assert odd.reason == "without a Content-Type"
    assert [each.body for each in others] == [RAW, RAW]


HEADERS = [
    pytest.param({"a": "b", "c": ["d", "e"]}, (("a", "b"), ("c", "d"), ("c", "e")), id="a mapping"),
    pytest.param([["a", " b "], ["c"], ["d", "e"]], (("a", "b"), ("d", "e")), id="pairs"),
    pytest.param([{"name": "a", "value": "b"}, {"x": 1}, 1], (("a", "b"),), id="names and values"),
    pytest.param(["a", "b", "c"], (("a", "b"),), id="a flat list"),
    pytest.param({"a": 1, "b": None}, (("a", "1"), ("b", "")), id="values that are no text"),
]


@pytest.mark.parametrize(("headers", "fields"), HEADERS)
def test_headers(headers: Any, fields: tuple[tuple[str, str], ...]) -> None:
    capture = only(written([exchange(BODY, headers=headers)]).encode()).capture
    assert capture is not None
    assert capture.head == ResponseHead("2", 200, fields)


@pytest.mark.parametrize("headers", ["text", None, 1])
def test_headers_that_are_none(headers: Any) -> None:
    capture = only(written([exchange(BODY, headers=headers)]).encode()).capture
    assert capture is not None
    assert capture.head is None


@pytest.mark.parametrize("request_of_it", [None, [], {"uri": URL}, {"method": 1}])
def test_no_request(request_of_it: Any) -> None:
    text = written([{**exchange(BODY), "request": request_of_it}])
    found = only(text.encode(), "tape")
    assert (found.source, found.body) == ("tape#1", RAW)


@pytest.mark.parametrize(
    ("members", "status"),
    [
        ({"status": "404 Not Found"}, 404),
        ({"status": None, "code": 201}, 201),
        ({"status": {"code": 500}}, 500),
    ],
)
def test_statuses(members: dict[str, Any], status: int) -> None:
    capture = only(written([exchange(BODY, **members)]).encode()).capture
    assert capture is not None
    assert capture.head is not None
    assert capture.head.status == status


def test_a_length_that_the_recorder_added_is_left_out() -> None:
    headers = {"Content-Type": "text/event-stream", "Transfer-Encoding": "chunked", "content-length": ["9"]}
    found = only(written([exchange(BODY, headers=headers)]).encode())
    assert found.ending == Ending()
    assert found.capture is not None
    assert found.capture.head is not None
    assert found.capture.head.get("Content-Length") is None


def test_no_status() -> None:
    capture = only(written([exchange(BODY, status="OK")]).encode()).capture
    assert capture is not None
    assert capture.head is None


def test_what_follows_broken_yaml_is_lost_and_what_is_before_it_is_not() -> None:
    found = read_captures("tape", BytesIO(VCRPY.replace("version: 1", "- [").encode()))
    assert not isinstance(next(found), CaptureError)
    with pytest.raises(CaptureError, match="its YAML is broken at line 2"):
        next(found)


def recorded(body: Any, **headers: str) -> dict[str, Any]:
    response = {
        "status": {"code": 200},
        "headers": {"Content-Type": "text/event-stream"} | headers,
        "body": body,
    }
    return {"request": {"method": "POST", "uri": URL, "headers": {}}, "response": response}


def tape(*interactions: Any) -> bytes:
    return json.dumps({"interactions": interactions}).encode()


def test_a_long_body() -> None:
    body = BODY * 500
    assert only(tape(recorded(body))).body == body.encode()


def test_a_coding_that_nobody_can_undo() -> None:
    packed = {"base64_string": coded(bytes(range(256)))}
    each = only(tape(recorded(packed, **{"Content-Encoding": "rot13"})))
    assert each.reason == "its Content-Encoding is 'rot13', which nobody here can undo"


def test_the_first_stream_of_a_cassette() -> None:
    image = recorded("x", **{"Content-Type": "image/png"})
    assert read_capture("x", BytesIO(tape(image, recorded(BODY)))).source == f"x#2 POST {URL}"
    with pytest.raises(CaptureError, match=r"^x: it holds no event stream$"):
        read_capture("x", BytesIO(tape(image)))
    with pytest.raises(CaptureError, match="the recorder kept no body"):
        read_capture("x", BytesIO(tape(recorded(None))))


def with_type(kind: str, body: str) -> bytes:
    """What responses records of a body of that type."""
    written = json.dumps(body, ensure_ascii=False)
    return RESPONSES.replace("text/event-stream", kind).replace(
        '"event: a\\ndata: caf\\xC3\\xA9\\n\\ndata: b\\n\\n"', written
    ).encode()  # fmt: skip


def test_responses() -> None:
    found = only(RESPONSES.encode())
    assert (found.format, found.body, found.source) == ("cassette", RAW, f"x#1 POST {URL}")
    assert found.capture
    assert found.capture.head == ResponseHead(
        "1.1", 200, (("Transfer-Encoding", "chunked"), ("Content-Type", "text/event-stream"))
    )


@pytest.mark.parametrize(
    ("kind", "text", "body"),
    [
        pytest.param(
            "text/event-stream", "data: \u00e9\n\n", b"data: \xe9\n\n", id="what requests takes for Latin-1"
        ),
        pytest.param(
            "text/event-stream; charset=utf-8", "data: \u00e9\n\n", b"data: \xc3\xa9\n\n", id="a charset"
        ),
        pytest.param(
            "text/event-stream", "data: \u20ac\n\n", b"data: \xe2\x82\xac\n\n", id="written by hand"
        ),
    ],
)
def test_the_text_of_responses_has_the_bytes_that_requests_decoded(kind: str, text: str, body: bytes) -> None:
    assert only(with_type(kind, text)).body == body


def test_responses_of_other_kinds() -> None:
    assert only(with_type("application/json", "{}")).reason == "application/json"
    bare = RESPONSES.replace("    headers:\n      Transfer-Encoding: chunked\n", "")
    assert only(bare.encode()).body == RAW
    lost = bare.replace("    body: ", "    was: ").encode()
    assert only(lost).reason == "it is an event stream, and the recorder kept no body"
    untyped = bare.replace("    content_type: text/event-stream\n", "").encode()
    assert only(untyped).body.startswith(b"event: a\ndata: caf")


def test_responses_with_something_else_in_the_list() -> None:
    first, second = got(RESPONSES.encode() + b"- response: 7\n")
    assert (first.body, second.reason) == (RAW, "without a body")
