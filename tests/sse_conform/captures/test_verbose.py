"""`curl -v` on one terminal: the body is told apart from the messages, or refused."""

import pytest

from sse_conform.captures import Ending, verbose

from .reading import Got, got, only

TRYING = b"*   Trying 192.0.2.1:80...\n* Connected to example.com (192.0.2.1) port 80 (#0)\n"
SENT = b"> POST /chat?key=s3cret HTTP/1.1\r\n> Host: example.com\r\n> Accept: */*\r\n> \r\n"
HEAD = b"< HTTP/1.1 200 OK\r\n< Content-Type: text/event-stream\r\n< Transfer-Encoding: chunked\r\n< \r\n"
BODY = b'event: token\ndata: {"text": "a"}\n\n: keep-alive\n\n'
LEFT = b"* Connection #0 to host example.com left intact\n"
CLOSED = b"* Closing connection 0\n"
NAME = "x#1 POST http://example.com/chat?key=REDACTED"
NOTES = ("the body told apart from the messages of curl -v",)
METER = b"\r100    48    0    48    0     0    458      0 --:--:-- --:--:-- --:--:--   457"
FIRST_METER = b"\r  0     0    0     0    0     0      0      0 --:--:--  0:00:01 --:--:--     0"


def test_a_body_behind_its_head() -> None:
    assert only(TRYING + SENT + HEAD + BODY + LEFT, piece=9) == Got(
        NAME, "curl-verbose", "bytes", (BODY,), (None,), Ending(), NOTES
    )


BODIES = [
    pytest.param(b"{ [40 bytes data]\n" + BODY + CLOSED, id="a size before it"),
    pytest.param(BODY[:9] + b"{ [40 bytes data]\n" + BODY[9:] + CLOSED, id="a size inside a line"),
    pytest.param(BODY[:9] + METER + BODY[9:] + METER + b"\n" + CLOSED, id="the progress of the transfer"),
    pytest.param(BODY + METER + b"\n", id="the progress at the end"),
    pytest.param(b"* Mark bundle as not supporting multiuse\n" + BODY + CLOSED, id="a message before it"),
    pytest.param(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + BODY + CLOSED, id="the head once more, for -i"),
    pytest.param(CLOSED + b"* any words\n" + BODY, id="all messages before it, where curl held it back"),
    pytest.param(BODY + b"* TLSv1.3 (IN), TLS alert, close notify (256):\n" + CLOSED, id="a message of TLS"),
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
def test_what_curl_writes_is_taken_out(body: bytes) -> None:
    assert only(TRYING + SENT + HEAD + body).body == BODY


def test_what_was_sent_is_no_part_of_the_body() -> None:
    assert only(TRYING + SENT + b"} [7 bytes data]\n" + HEAD + BODY + CLOSED).body == BODY


def test_the_progress_may_stand_before_any_line() -> None:
    data = (
        b"  % Total    % Received\n"
        + FIRST_METER
        + TRYING
        + FIRST_METER
        + SENT
        + FIRST_METER
        + HEAD
        + BODY
        + CLOSED
    )
    found = only(data)
    assert (found.source, found.body) == (NAME, BODY)


def test_a_body_without_a_line_end_before_the_last_message() -> None:
    found = only(TRYING + SENT + HEAD + b"data: a" + CLOSED)
    assert (found.body, found.ending) == (b"data: a", Ending())


ENDINGS = [
    pytest.param(CLOSED, Ending(), id="closed"),
    pytest.param(
        b"* transfer closed with outstanding read data remaining\n" + CLOSED, Ending("incomplete"), id="cut"
    ),
    pytest.param(b"* Recv failure: Connection reset by peer\n" + CLOSED, Ending("reset"), id="reset"),
    pytest.param(b"", Ending("stopped", "the recording ends before the transfer does"), id="no last word"),
]


@pytest.mark.parametrize(("end", "ending"), ENDINGS)
def test_how_it_ended(end: bytes, ending: Ending) -> None:
    assert only(TRYING + SENT + HEAD + BODY + end).ending == ending


def test_several_requests_and_a_redirect() -> None:
    moved = b"< HTTP/1.1 302 Found\r\n< Location: /b\r\n< \r\n* Issue another request to this URL: 'http://example.com/b'\n"
    secure = b"* SSL connection using TLSv1.3\n" + SENT
    first, second, third = got(TRYING + SENT + moved + SENT + HEAD + BODY + LEFT + secure + HEAD + LEFT)
    assert (first.source, first.reason) == (NAME, "redirect that curl followed")
    assert (second.body, second.ending) == (BODY, Ending())
    assert third.source == "x#3 POST https://example.com/chat?key=REDACTED"


def test_an_interim_head_is_left_out() -> None:
    found = only(
        TRYING
        + SENT
        + b"< HTTP/1.1 100 Continue\r\n< \r\n* We are completely uploaded\n"
        + HEAD
        + BODY
        + CLOSED
    )
    assert found.body == BODY
    assert found.capture is not None
    assert found.capture.head is not None
    assert found.capture.head.status == 200


REFUSED = [
    pytest.param(TRYING + SENT + HEAD + b"data: a\n* an item\n\n" + LEFT, "a line of it may be of curl -v or of the body: '* an item'; record the head and the body alone, as in: curl -isN URL > FILE", id="a line that may be of either"),
    pytest.param(TRYING + SENT + CLOSED, "no response came", id="no response"),
    pytest.param(TRYING + SENT + b"< HTTP/1.1 200 OK\r\n< x\r\n< \r\n" + BODY, "its response head has a line that is no header: 'x'", id="a head that is none"),
    pytest.param(TRYING + CLOSED, "it is the output of curl -v without a request; record the head and the body alone, as in: curl -isN URL > FILE", id="no request"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), REFUSED)
def test_what_cannot_be_told_apart_is_refused(data: bytes, reason: str) -> None:
    assert only(data).reason == reason


def test_what_is_no_stream_is_passed_over() -> None:
    json = HEAD.replace(b"text/event-stream", b"application/json")
    assert only(TRYING + SENT + json + b"{}\n" + LEFT).reason == "application/json"


def test_a_body_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbose, "MAX_BODY", 20)
    with pytest.raises(verbose.CaptureError, match="it has a body of more than 20 bytes"):
        got(TRYING + SENT + HEAD + BODY)
