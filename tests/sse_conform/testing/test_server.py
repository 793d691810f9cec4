"""The server answers with what a test gave it, to the byte, and breaks it as the fault says."""

import gzip
import json
import socket
import threading
import time
from pathlib import Path
from typing import Any

import httpx2
import pytest

from sse_codec import Decoder, Event
from sse_conform import Capture, CaptureError, Chunk, Ending, ResponseHead
from sse_conform.testing import FAULTS, Received, SseServer

A, B, C = b"data: a\n\n", "data: b€\n\n".encode(), b"data: c\n\n"
STREAM = [A, B, C]
WHOLE = b"".join(STREAM)
ROOT = Path(__file__).parents[3]


def fetched(url: str) -> httpx2.Response:
    return httpx2.get(url, timeout=5)


@pytest.mark.parametrize(
    "stream",
    [WHOLE, bytearray(WHOLE), memoryview(WHOLE), STREAM, iter(STREAM), [Event(data="a"), B, Event(data="c")]],
    ids=["bytes", "bytearray", "memoryview", "list", "iterator", "events"],
)
def test_what_is_given_is_sent(sse_server: SseServer, stream: Any) -> None:
    response = fetched(sse_server.answer(stream))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/event-stream")
    assert response.content == WHOLE


def test_one_event_is_a_stream(sse_server: SseServer) -> None:
    assert fetched(sse_server.answer(Event("token", "a", "7"))).content == b"id: 7\nevent: token\ndata: a\n\n"


def test_chunks_stay_chunks(sse_server: SseServer) -> None:
    with httpx2.stream("GET", sse_server.answer(STREAM, pace=0.05)) as response:
        assert list(response.iter_raw()) == STREAM


def test_answers_come_in_their_order_and_the_last_stays(sse_server: SseServer) -> None:
    sse_server.answer(A)
    sse_server.answer(B, status=201, headers={"X-Request-Id": "1", "content-type": "a/b"}, path=None)
    url = sse_server.answer(C, path="/own")
    found = [fetched(sse_server.url + "/x") for _ in range(3)]
    assert [response.content for response in found] == [A, B, B]
    assert (found[1].status_code, found[1].headers["x-request-id"], found[1].headers["content-type"]) == (201, "1", "a/b")  # fmt: skip
    assert fetched(url + "?q=1").content == C


def test_a_request_that_nobody_foresaw_is_told_so(sse_server: SseServer) -> None:
    response = fetched(sse_server.url + "/chat?a=b")
    assert response.status_code == 404
    assert response.text == "sse_server has no answer for /chat: call sse_server.answer(stream) first\n"
    url = sse_server.answer(A, path="/chat")
    sse_server.answer(A, path="/é")
    assert fetched(url).content == A
    assert fetched(url + "/chat").text == (
        f"sse_server has no answer for /chat/chat: only for /chat or /é; its base URL is {sse_server.url}\n"
    )


def test_requests_are_kept_and_their_secrets_are_not_shown(sse_server: SseServer) -> None:
    url = sse_server.answer(A, path="/v1/chat")
    httpx2.post(
        f"{url}?api_key=topsecret", json={"stream": True}, headers={"Authorization": "Bearer topsecret"}
    )
    httpx2.post(url, content=iter([b"[1,", b"2]"]))
    first, second = sse_server.requests
    assert (first.method, first.path, first.json()) == (
        "POST",
        "/v1/chat?api_key=topsecret",
        {"stream": True},
    )
    assert (first.header("authorization"), first.header("x-none")) == ("Bearer topsecret", None)
    assert second.json() == [1, 2]
    assert repr(first) == "<POST /v1/chat?api_key=REDACTED, 15 bytes>"
    assert repr(sse_server) == f"<SseServer {sse_server.url}>"


def test_a_body_in_chunks_with_a_trailer_is_read(sse_server: SseServer) -> None:
    sse_server.answer(A)
    host, port = sse_server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2;x=1\r\nab\r\n0\r\nX: y\r\n\r\n")  # fmt: skip
        while connection.recv(65536):
            pass
    assert sse_server.requests[0].body == b"ab"


def test_head_is_answered_without_a_body(sse_server: SseServer) -> None:
    assert httpx2.head(sse_server.answer(A)).status_code == 200


HEAD = "HTTP/1.1 201 Created\r\nContent-Type: text/event-stream\r\nX-Model: m\r\nTransfer-Encoding: chunked\r\nDate: then\r\n\r\n"


def test_a_recording_brings_its_head(sse_server: SseServer, tmp_path: Path) -> None:
    path = tmp_path / "answer.http"
    path.write_bytes(HEAD.encode() + WHOLE)
    response = fetched(sse_server.replay(path))
    assert (response.status_code, response.headers["x-model"], response.content) == (201, "m", WHOLE)
    assert "date" not in response.headers
    assert fetched(sse_server.answer(path, status=200, path="/200")).status_code == 200
    bare = tmp_path / "bare.sse"
    bare.write_bytes(WHOLE)
    assert fetched(sse_server.answer(str(bare), path="/bare")).headers["content-type"] == "text/event-stream"
    with pytest.raises(CaptureError, match="it cannot be read"):
        sse_server.replay(tmp_path / "none")


def capture(*reads: Chunk | Ending, head: ResponseHead | None = None) -> Capture:
    return Capture("a", "test", "timed", head, iter(reads))


def test_a_recording_keeps_its_times(sse_server: SseServer) -> None:
    reads = (Chunk(A, 0.5), Chunk(B, 0.9), Chunk(C), Ending())
    url = sse_server.answer(capture(*reads), path="/timed")
    before = time.monotonic()
    assert fetched(url).content == WHOLE
    assert time.monotonic() - before >= 0.9
    before = time.monotonic()
    assert fetched(sse_server.answer(capture(*reads), pace=0, path="/fast")).content == WHOLE
    assert time.monotonic() - before < 0.8


PLACES = [
    ("cut@event:0", b""),
    ("cut@event:1", A),
    ("cut@inside:1", A[:4]),
    ("cut@character:2", A + B[:8]),
    ("cut@byte:3", WHOLE[:3]),
    ("cut@chunk:2", A + B),
    ("drop@event:2", A + C),
    ("drop@event:3", A + B),
    ("duplicate@event:2", A + B + B + C),
    ("swap@event:1", B + A + C),
    ("heartbeat", b"".join(b": ping\n\n" + each for each in STREAM)),
    ("retry", b"".join(b"retry: soon\n\n" + each for each in STREAM)),
    ("nul-id", b"".join(b"id: a\0b\n\n" + each for each in STREAM)),
    ("bom", b"\xef\xbb\xbf" + WHOLE),
    ("cr", WHOLE.replace(b"\n", b"\r")),
    ("crlf", WHOLE.replace(b"\n", b"\r\n")),
    ("bytewise", WHOLE),
    ("burst", WHOLE),
    ("gzip", WHOLE),
]


@pytest.mark.parametrize(("fault", "body"), PLACES)
def test_a_fault_of_the_bytes(sse_server: SseServer, fault: str, body: bytes) -> None:
    assert fetched(sse_server.answer(STREAM, faults=fault)).content == body


def test_faults_follow_each_other(sse_server: SseServer) -> None:
    url = sse_server.answer(STREAM, faults=["bom", "crlf", "cut@event:1"])
    assert fetched(url).content == b"\xef\xbb\xbf" + A.replace(b"\n", b"\r\n")


def test_an_empty_stream_takes_faults(sse_server: SseServer) -> None:
    assert fetched(sse_server.answer(b"", faults=["crlf", "cut@byte:0"])).content == b""
    assert (
        fetched(sse_server.answer([], faults=["cut@byte:0", "bom"], path="/none")).content == b"\xef\xbb\xbf"
    )


def test_chunks_by_the_byte_and_at_once(sse_server: SseServer) -> None:
    with httpx2.stream("GET", sse_server.answer(A, faults="bytewise", pace=0.0, path="/bytes")) as response:
        decoder = Decoder()
        assert [event for chunk in response.iter_raw() for event in decoder.feed(chunk)] == [Event(data="a")]
    before = time.monotonic()
    with httpx2.stream("GET", sse_server.answer(STREAM, pace=0.1, faults="burst")) as response:
        assert list(response.iter_raw()) == [WHOLE]
    assert time.monotonic() - before >= 0.2


def test_gzip_is_sent_as_such(sse_server: SseServer) -> None:
    with httpx2.stream("GET", sse_server.answer(STREAM, faults="gzip")) as response:
        assert gzip.decompress(b"".join(response.iter_raw())) == WHOLE


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("reset@event:1", httpx2.ReadError),
        ("reset", httpx2.ReadError),
        ("incomplete@inside:2", httpx2.RemoteProtocolError),
        ("incomplete", httpx2.RemoteProtocolError),
        ("short@event:2", httpx2.RemoteProtocolError),
    ],
)
def test_a_fault_of_the_connection(sse_server: SseServer, fault: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        fetched(sse_server.answer(STREAM, faults=fault))


def test_a_stall_lasts_until_the_client_leaves_or_the_server_closes() -> None:
    with SseServer() as server:
        url = server.answer(STREAM, faults="stall@event:1")
        with pytest.raises(httpx2.ReadTimeout):
            httpx2.get(url, timeout=0.1)
        waiting = httpx2.stream("GET", url, timeout=5)
        response = waiting.__enter__()
        chunks = response.iter_raw()
        assert next(chunks) == A
    with pytest.raises(httpx2.HTTPError):
        next(chunks)
    waiting.__exit__(None, None, None)
    assert not [thread for thread in threading.enumerate() if "sse_server" in thread.name]


def test_a_client_that_talks_on_while_nothing_comes_is_kept(sse_server: SseServer) -> None:
    sse_server.answer(A, faults="stall")
    host, port = sse_server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert connection.recv(12) == b"HTTP/1.1 200"
        connection.sendall(b"GET / ")
        time.sleep(0.1)
        assert A in connection.recv(65536)


def test_closing_breaks_a_connection_that_is_kept_alive() -> None:
    with SseServer() as server:
        server.answer(A)
        host, port = server.url.removeprefix("http://").split(":")
        connection = socket.create_connection((host, int(port)), timeout=5)
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        answer = b""
        while not answer.endswith(b"0\r\n\r\n"):
            answer += connection.recv(65536)
    with connection:
        assert connection.recv(1) == b""


def test_closing_does_not_wait_for_a_pause() -> None:
    with SseServer() as server:
        url = server.answer([A, B], pace=60)
        with httpx2.stream("GET", url, timeout=5) as response:
            assert next(response.iter_raw()) == A
            before = time.monotonic()
            server.close()
    assert time.monotonic() - before < 5


@pytest.mark.parametrize(
    ("fault", "status", "field", "value"),
    [
        ("wrong-type", 200, "content-type", "text/plain"),
        ("no-type", 200, "content-type", None),
        ("html", 200, "content-type", "text/html"),
        ("unauthorized", 401, "retry-after", None),
        ("rate-limit", 429, "retry-after", "1"),
        ("server-error", 500, "retry-after", None),
        ("unavailable", 503, "retry-after", "1"),
        ("no-content", 204, "transfer-encoding", None),
        ("redirect-loop", 307, "location", "/a?b=1"),
    ],
)
def test_a_fault_of_the_head(
    sse_server: SseServer, fault: str, status: int, field: str, value: str | None
) -> None:
    response = fetched(sse_server.answer(STREAM, faults=fault, path="/a") + "?b=1")
    assert (response.status_code, response.headers.get(field)) == (status, value)
    if status >= 400:
        assert json.loads(response.content)["error"]["message"]


def test_every_fault_is_tried_here_and_stands_in_the_docs() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in FAULTS if f'("{name}' not in text and f'"{name}@' not in text] == []
    rows = [f"| `{name}` | {fault.place} | {fault.meaning} |" for name, fault in FAULTS.items()]
    page = (ROOT / "docs" / "pytest.md").read_text(encoding="utf-8").splitlines()
    assert [row for row in rows if row not in page] == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("cut@event", "is not written like bom, cut@event:5"),
        ("resett", "there is no fault 'resett'; did you mean reset"),
        ("zzz", "there is no fault 'zzz'; choose cut, incomplete"),
        ("cut", "the fault cut needs a place, as in cut@event:2"),
        ("bom@event:1", "the fault bom has no place"),
        ("cut@event:4", "the stream has 3 events, and not 4"),
        ("cut@chunk:4", "the stream has 3 chunks, and not 4"),
        ("cut@byte:99", "the stream has 30 bytes, and not 99"),
        ("cut@inside:0", "events are counted from 1, and inside:0 is in none"),
        ("cut@character:1", "event 1 has no character of several bytes"),
        ("drop@event:0", "there is no event at this place"),
    ],
)
def test_a_fault_that_there_is_not_is_refused(sse_server: SseServer, fault: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        sse_server.answer(STREAM, faults=fault)


def test_what_is_no_stream_is_refused(sse_server: SseServer) -> None:
    with pytest.raises(TypeError, match="int is no stream: give bytes"):
        sse_server.answer(5)
    with pytest.raises(TypeError, match="chunk 1 is str, and a stream is bytes"):
        sse_server.answer(["data"])


def test_a_request_shows_itself() -> None:
    assert repr(Received("GET", "/", (), b"")) == "<GET /, 0 bytes>"
