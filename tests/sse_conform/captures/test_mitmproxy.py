"""Flow files of mitmproxy: its format as it writes it, and each way in which a file may not be one."""

from typing import Any

import pytest

from sse_conform.captures import CaptureError, Ending, _tnetstring, mitmproxy

from .reading import Got, got, only

BODY = b"data: a\n\ndata: b\n\n"
NAME = "x#1 POST https://example.com/chat?key=REDACTED"


def written(value: Any) -> bytes:
    """A value as mitmproxy writes it."""
    kind, text = {
        type(None): lambda: (b"~", b""),
        bool: lambda: (b"!", str(value).lower().encode()),
        int: lambda: (b"#", str(value).encode()),
        float: lambda: (b"^", str(value).encode()),
        bytes: lambda: (b",", value),
        str: lambda: (b";", value.encode()),
        list: lambda: (b"]", b"".join(map(written, value))),
        dict: lambda: (b"}", b"".join(written(key) + written(each) for key, each in value.items())),
    }[type(value)]()
    return b"%d:%b%b" % (len(text), text, kind)


def flow(**members: Any) -> dict[str, Any]:
    return {
        "websocket": None,
        "response": response(),
        "request": {
            "path": b"/chat?key=s3cret", "scheme": b"https", "method": b"POST", "port": 443, "host": "example.com",
            "timestamp_start": 100.0, "headers": [[b"Authorization", b"Bearer x"]], "http_version": b"HTTP/1.1", "content": b"{}",
        },
        "error": None,
        "type": "http",
        "version": 21,
    } | members  # fmt: skip


def response(**members: Any) -> dict[str, Any]:
    return {
        "status_code": 200, "content": BODY, "http_version": b"HTTP/1.1",
        "headers": [[b"Content-Type", b"text/event-stream"], [b"Transfer-Encoding", b"chunked"]],
    } | members  # fmt: skip


@pytest.mark.parametrize("piece", [7, 1 << 16])
def test_a_stream(piece: int) -> None:
    found = only(written(flow()), piece=piece)
    assert found == Got(NAME, "mitmproxy", "bytes", (BODY,), (None,), Ending())
    assert found.capture is not None
    assert found.capture.request is not None
    assert (found.capture.request.method, found.capture.request.headers) == (
        "POST",
        (("Authorization", "Bearer x"),),
    )
    assert found.capture.head is not None
    assert (found.capture.head.version, found.capture.head.status) == ("1.1", 200)


@pytest.mark.parametrize(
    ("written_as", "version"),
    [(b"HTTP/2.0", "2"), (b"HTTP/3", "3"), (b"HTTP/1.0", "1.0"), ("HTTP/1.1", "1.1")],
)
def test_versions_of_http(written_as: bytes | str, version: str) -> None:
    found = only(written(flow(response=response(http_version=written_as))))
    assert found.capture is not None
    assert found.capture.head is not None
    assert found.capture.head.version == version


def test_several_flows_of_which_some_are_no_stream() -> None:
    request = flow()["request"] | {"port": 8080, "scheme": b"http", "method": b"GET", "path": b"/"}
    data = [
        flow(
            response=response(headers=[[b"Content-Type", b"application/json"]], content=b"{}"),
            request=request,
        ),
        flow(type="tcp"),
        flow(response=None),
        flow(response=response(content=None, headers=[])),
        flow(response=response(content=b"", headers=[])),
        flow(),
    ]
    *others, stream = got(b"".join(map(written, data)))
    assert [(each.source, each.reason) for each in others] == [
        ("x#1 GET http://example.com:8080/", "application/json"),
        ("x#2", "flow of tcp"),
        (NAME.replace("#1", "#3"), "without a response"),
        (NAME.replace("#1", "#4"), "without a body"),
        (NAME.replace("#1", "#5"), "without a body"),
    ]
    assert (stream.source, stream.body) == (NAME.replace("#1", "#6"), BODY)


def test_a_connection_that_broke() -> None:
    found = only(written(flow(error={"msg": "Server disconnected.", "timestamp": 1.0})))
    assert (found.body, found.ending) == (BODY, Ending("reset", "the connection broke: Server disconnected."))
    nothing = only(written(flow(error={"msg": "x"}, response=response(content=b""))))
    assert (nothing.chunks, nothing.ending) == ((), Ending("reset", "the connection broke: x"))


def test_a_body_that_was_not_kept() -> None:
    assert only(written(flow(response=response(content=None)))).reason == (
        "mitmproxy passed the body on and did not keep it; record it with --set store_streamed_bodies=true"
    )


def test_messages_of_a_web_socket_are_events() -> None:
    messages = [
        [1, True, b'{"ask": 1}', 100.5, False, False],
        [1, False, b'{"a": 1}', 101.0, False, False],
        [2, False, b"\x00", 101.5, False, False],
        [1, False, b'{"b":\n2}', 102.5, False],
    ]
    found = only(written(flow(websocket={"messages": messages})))
    assert (found.source, found.fidelity, found.ending) == (NAME, "events", Ending())
    assert (found.chunks, found.times) == ((b'data: {"a": 1}\n\n', b'data: {"b":\ndata: 2}\n\n'), (1.0, 2.5))


@pytest.mark.parametrize("messages", [[], [[1, False, b"ping", 1.0, False]]])
def test_messages_of_another_kind_are_passed_over(messages: list[Any]) -> None:
    assert (
        only(written(flow(websocket={"messages": messages}))).reason == "WebSocket without messages in JSON"
    )


BROKEN = [
    pytest.param(written(flow(version=4)), "an old mitmproxy wrote it; write it anew, as in: mitmdump -nr FILE -w NEW", id="an old flow"),
    pytest.param(written(flow(version=[0, 18])), "an old mitmproxy wrote it; write it anew, as in: mitmdump -nr FILE -w NEW", id="a very old flow"),
    pytest.param(written({"type": "http"}), "the flow is broken: 'version'", id="no version"),
    pytest.param(written(flow(request=None)), "the flow is broken: 'NoneType' object is not subscriptable", id="no request"),
    pytest.param(written(flow(websocket=7)), "the flow is broken: 'int' object is not subscriptable", id="no messages"),
    pytest.param(b"14:4:type;4:http?}", "the flow is broken: the value at byte 10 has no type that is known", id="no type"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), BROKEN)
def test_a_broken_flow_leaves_the_others(data: bytes, reason: str) -> None:
    broken, whole = got(data + written(flow()))
    assert (broken.source, broken.reason) == ("x#1", reason)
    assert whole.body == BODY


CUT = [
    pytest.param(b"more", r"no flow begins at byte \d", id="text"),
    pytest.param(b"99:4:type", r"its last flow, at byte \d+, breaks off", id="a flow that breaks off"),
    pytest.param(
        b"999999999999:4:type", "it has a flow of more than 268,435,456 bytes", id="a flow that is too large"
    ),
]


@pytest.mark.parametrize(("rest", "reason"), CUT)
def test_a_file_that_goes_on_otherwise(rest: bytes, reason: str) -> None:
    with pytest.raises(CaptureError, match=reason):
        got(written(flow()) + rest)


VALUES = [None, True, False, 7, -7, 1.5, b"\xff", "é", [], [1, [2]], {"a": {"b": b"c"}}]


@pytest.mark.parametrize("value", VALUES)
def test_values_are_read_as_they_were_written(value: Any) -> None:
    assert _tnetstring.parse(written(value)) == value


def test_keys_may_be_bytes() -> None:
    assert _tnetstring.parse(written({b"a": 1})) == {"a": 1}


NO_VALUES = [
    pytest.param(b"", "there is no length at byte 0", id="nothing"),
    pytest.param(b"-1:x,", "there is no length at byte 0", id="a sign"),
    pytest.param(b"9999999999999:x,", "there is no length at byte 0", id="too many digits"),
    pytest.param(b"5:x,", "the value at byte 0 is longer than what holds it", id="too long"),
    pytest.param(b"5:3:xx,]", "the value at byte 2 is longer than what holds it", id="longer than its list"),
    pytest.param(b"1:x,1:y,", "4 bytes follow a value", id="two values"),
    pytest.param(b"1:x#", "the value at byte 0 is no number", id="no integer"),
    pytest.param(b"1:x^", "the value at byte 0 is no number", id="no float"),
    pytest.param(b"5:maybe!", "the value at byte 0 has no type that is known", id="no truth"),
    pytest.param(b"1:x~", "the value at byte 0 has no type that is known", id="more than nothing"),
    pytest.param(b"4:1:x,}", "a key of the dictionary at byte 0 has no value", id="a key alone"),
]


@pytest.mark.parametrize(("data", "words"), NO_VALUES)
def test_what_is_no_value_says_where(data: bytes, words: str) -> None:
    with pytest.raises(_tnetstring.BrokenError) as raised:
        _tnetstring.parse(data)
    assert str(raised.value) == words


def test_values_that_are_too_deep() -> None:
    data = b"0:~"
    for _ in range(50):
        data = b"%d:%b]" % (len(data), data)
    with pytest.raises(_tnetstring.BrokenError, match="its values are nested deeper than 40"):
        _tnetstring.parse(data)


def test_the_limit_is_one_that_a_file_can_meet() -> None:
    assert mitmproxy.MAX_SIZE < 10**_tnetstring.MAX_DIGITS
