"""`curl -i` output: the last of its heads is the stream's, and everything after it is the stream."""

from io import BytesIO

import pytest

from sse_conform.captures import Capture, CaptureError, Chunk, Ending, read_capture
from sse_conform.head import ResponseHead

BODY = b"data: one\n\ndata: two\n\n"


class Trickle:
    """A pipe that gives few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self.file = BytesIO(data)
        self.size = size

    def read1(self, size: int, /) -> bytes:
        return self.file.read(min(size, self.size))


def body(capture: Capture) -> bytes:
    *chunks, last = capture.reads
    assert last == Ending("eof")
    return b"".join(read.data for read in chunks if isinstance(read, Chunk))


def head(version: str, status: int, *fields: tuple[str, str]) -> ResponseHead:
    return ResponseHead(version, status, fields)


TYPE = ("Content-Type", "text/event-stream")

HEADS = [
    pytest.param(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", head("1.1", 200, TYPE), id="HTTP/1.1"
    ),
    pytest.param(
        b"HTTP/1.0 200 OK\nContent-Type: text/event-stream\n\n", head("1.0", 200, TYPE), id="HTTP/1.0 with LF"
    ),
    pytest.param(
        b"HTTP/2 200 \r\ncontent-type: text/event-stream\r\n\r\n",
        head("2", 200, ("content-type", "text/event-stream")),
        id="HTTP/2 has no reason",
    ),
    pytest.param(b"HTTP/3 204\r\n\r\n", head("3", 204), id="no reason, no blank after the status, no header"),
    pytest.param(
        b"HTTP/1.1 200 OK\r\nVary: a\r\nVary: b\r\n\r\n",
        head("1.1", 200, ("Vary", "a"), ("Vary", "b")),
        id="a repeated header is kept twice",
    ),
    pytest.param(
        b"HTTP/1.1 200 OK\r\nLink: a,\r\n\t b\r\n\r\n",
        head("1.1", 200, ("Link", "a, b")),
        id="a folded header",
    ),
    pytest.param(
        b"HTTP/1.1 200 OK\r\nX: a:b  \r\nY:\r\n\r\n",
        head("1.1", 200, ("X", "a:b"), ("Y", "")),
        id="colon in a value, blanks after it, no value",
    ),
    pytest.param(
        b"HTTP/1.1 200 OK\r\nX: caf\xe9\r\n\r\n",
        head("1.1", 200, ("X", "caf\xe9")),
        id="a value that is not ASCII",
    ),
    pytest.param(
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        head("1.1", 200),
        id="100 Continue comes first",
    ),
    pytest.param(
        b"HTTP/1.1 200 Connection established\r\n\r\nHTTP/2 200 \r\n\r\n",
        head("2", 200),
        id="a proxy's CONNECT",
    ),
    pytest.param(
        b"HTTP/1.1 302 Found\nLocation: /b\n\nHTTP/1.1 307 X\nLocation: /c\n\nHTTP/1.1 200 OK\nA: b\n\n",
        head("1.1", 200, ("A", "b")),
        id="two redirects",
    ),
]


@pytest.mark.parametrize("size", [1, 7, 64 * 1024], ids="{} bytes at a time".format)
@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_the_last_head_and_the_body(text: bytes, expected: ResponseHead, size: int) -> None:
    capture = read_capture("x", Trickle(text + BODY, size))
    assert (capture.format, capture.fidelity, capture.head) == ("curl", "bytes", expected)
    assert body(capture) == BODY


@pytest.mark.parametrize("rest", [b"", b"H", b"HTTP"], ids=["no body", "a body of H", "a body of HTTP"])
def test_a_body_shorter_than_a_status_line(rest: bytes) -> None:
    capture = read_capture("x", Trickle(b"HTTP/1.1 200 OK\r\n\r\n" + rest, 1))
    assert capture.head == head("1.1", 200)
    assert body(capture) == rest


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(
            b"HTTP/1.1 200 OK\r\nA: b\r\n",
            "it ends inside the response head; no blank line follows the headers",
            id="cut in the head",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nno header\r\n\r\n",
            "its response head has a line that is no header: 'no header'",
            id="a line without a colon",
        ),
        pytest.param(
            b"HTTP/1.1 100 Continue\r\n\r\nHTTP/9.x what\r\n\r\n",
            "it begins like a response head, but with b'HTTP/9.x what'",
            id="a second head without a status",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nA: " + b"a" * 300_000,
            "its response head is longer than 262144 bytes",
            id="an endless header",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\n folded\r\n\r\n",
            "its response head has a line that is no header: ' folded'",
            id="a fold with nothing before it",
        ),
    ],
)
def test_a_broken_head_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(CaptureError) as raised:
        read_capture("x.http", BytesIO(data))
    assert (raised.value.source, raised.value.reason) == ("x.http", reason)
    assert str(raised.value) == f"x.http: {reason}"
