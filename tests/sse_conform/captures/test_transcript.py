"""A request and its response in one file, as HTTPie prints them."""

import gzip

import pytest

from sse_conform.captures import CaptureError, Ending, transcript
from sse_conform.head import RequestHead
from sse_conform.report import FilePlace

from .reading import got, only

REQUEST = b"POST /v1/chat?key=s3cret HTTP/1.1\r\nHost: quay.example\r\nAuthorization: Bearer s3cret\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
STREAM = b"event: a\ndata: HTTP/1.1 200 OK\n\n"


@pytest.mark.parametrize("piece", [1, 1 << 16])
@pytest.mark.parametrize("body", [b"", b'{"stream": true}\n\n'])
def test_a_request_and_its_response(body: bytes, piece: int) -> None:
    found = only(REQUEST + body + HEAD + b"\r\n" + STREAM, piece=piece)
    assert (found.format, found.body, found.ending) == ("transcript", STREAM, Ending())
    capture = found.capture
    assert capture
    assert capture.head
    assert capture.head.status == 200
    headers = (("Host", "quay.example"), ("Authorization", "Bearer s3cret"))
    assert capture.request == RequestHead("POST", "quay.example/v1/chat?key=s3cret", headers)
    before = (REQUEST + body + HEAD + b"\r\n").count(b"\n")
    assert capture.place == FilePlace("x", before + 1, is_verbatim=True)


def test_a_coding_that_is_still_there_is_undone() -> None:
    found = only(REQUEST + HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(STREAM))
    assert found.body == STREAM


def test_a_request_to_a_proxy_has_the_whole_address() -> None:
    found = only(REQUEST.replace(b" /v1", b" http://quay.example/v1") + HEAD + b"\r\n" + STREAM)
    assert found.capture
    assert found.capture.request
    assert found.capture.request.url == "http://quay.example/v1/chat?key=s3cret"


def test_a_byte_order_mark_hides_the_request_and_not_the_stream() -> None:
    found = only(b"\xef\xbb\xbf" + REQUEST + HEAD + b"\r\n" + STREAM)
    assert found.capture
    assert (found.body, found.capture.request) == (STREAM, None)


def refused(data: bytes) -> str:
    with pytest.raises(CaptureError) as error:
        got(data, piece=100)
    return error.value.reason


def test_what_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(REQUEST) == "it is a request without its response, which may be in another file"
    broken = REQUEST.replace(b"Host: ", b"Host ") + HEAD + b"\r\n" + STREAM
    assert refused(broken) == "its request head has a line that is no header: 'Host quay.example'"
    monkeypatch.setattr(transcript, "MAX_REQUEST", 200)
    assert refused(REQUEST + b"a" * 200) == "it is a request of more than 200 bytes"
