"""Responses are known by what they offer: each class here has the shape of one client, whose package tests/clients brings."""

import asyncio
import urllib.request
from collections.abc import AsyncIterator, Iterator
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.responses import StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from sse_conform.head import ResponseHead
from sse_conform.testing import SseServer, assert_stream, assert_stream_async
from sse_conform.testing._endings import ending_of
from sse_conform.testing._responses import (
    address_of,
    body,
    body_async,
    head_of,
    is_async,
    is_read,
    response_in,
    sent_fields,
)

CHUNKS = [b"data: a\n\n", b"data: b\n\n"]
FIELDS = {"Content-Type": "text/event-stream", "Cache-Control": "no-cache"}


class Httpx:
    status_code = 200
    http_version = "HTTP/2"
    headers = httpx2.Headers([("A", "1"), ("a", " 2 ")])
    is_closed = False

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    @property
    def url(self) -> str:
        raise RuntimeError("made without a request")

    request = url

    def iter_bytes(self) -> Iterator[bytes]:
        yield from self.stream

    async def aiter_bytes(self) -> AsyncIterator[bytes]:
        async for chunk in self.stream:
            yield chunk


class Requests:
    status_code = 200
    url = "https://api.example/chat?api_key=abc"
    headers = FIELDS
    raw = SimpleNamespace(
        version=11, headers=SimpleNamespace(iteritems=lambda: iter([("A", "1"), ("A", "2")]))
    )
    request = SimpleNamespace(headers={"Authorization": "Bearer topsecret"})
    _content_consumed = False

    def iter_content(self, chunk_size: int | None) -> Iterator[bytes]:
        assert chunk_size is None
        yield from CHUNKS


class Urllib3:
    status = 200
    version = 20
    headers = FIELDS
    closed = False
    data = b"data: all\n\n"

    def stream(self, amt: int, decode_content: bool) -> Iterator[bytes]:
        assert decode_content
        yield from CHUNKS


class Aiohttp:
    status = 200
    version = (1, 1)
    headers = FIELDS
    raw_headers = ()
    closed = False
    request_info = SimpleNamespace(headers={"A": "1"})

    @property
    def content(self) -> Any:
        async def iter_any() -> AsyncIterator[bytes]:
            for chunk in CHUNKS:
                yield chunk

        return SimpleNamespace(iter_any=iter_any)

    async def read(self) -> bytes:
        return b"data: all\n\n"


class AsyncNiquests:
    __module__ = "niquests.models"
    status_code = 200
    headers = FIELDS

    async def iter_content(self, chunk_size: int) -> AsyncIterator[bytes]:
        assert chunk_size == -1

        async def chunks() -> AsyncIterator[bytes]:
            for chunk in CHUNKS:
                yield chunk

        return chunks()


class Django:
    status_code = 200
    headers = FIELDS

    def __init__(self, streaming_content: Any, is_async: bool = False) -> None:
        self.streaming_content = streaming_content
        self.is_async = is_async


class Flask:
    status_code = 200
    status = "200 OK"
    headers = FIELDS

    def iter_encoded(self) -> Iterator[bytes]:
        yield from CHUNKS


async def awaited() -> AsyncIterator[bytes]:
    for chunk in CHUNKS:
        yield chunk


async def gathered(response: Any) -> list[bytes]:
    return [chunk async for chunk in body_async(response)]


@pytest.mark.parametrize(
    "response",
    [
        Httpx(CHUNKS),
        Requests(),
        Urllib3(),
        Django(CHUNKS),
        Flask(),
        SimpleNamespace(response=Flask()),
        SimpleNamespace(http_response=Flask()),
    ],
    ids=["httpx", "requests", "urllib3", "Django", "Flask", "a stream of an SDK", "another"],
)
def test_the_chunks_are_those_of_the_client(response: Any) -> None:
    found = response_in(response)
    assert list(body(found)) == CHUNKS
    assert not is_read(found)
    assert not is_async(found)
    assert assert_stream(response, None, ignore="SSE301").events == 2


@pytest.mark.parametrize(
    "response",
    [Httpx(awaited()), Aiohttp(), AsyncNiquests(), Django(awaited(), is_async=True)],
    ids=lambda response: type(response).__name__,
)
def test_the_chunks_of_one_that_is_awaited(response: Any) -> None:
    assert is_async(response)
    assert asyncio.run(gathered(response)) == CHUNKS


def test_async_responses_are_asserted() -> None:
    assert asyncio.run(assert_stream_async(Aiohttp(), None)).events == 2
    with pytest.raises(TypeError, match="await assert_stream_async"):
        assert_stream(Aiohttp(), None)


def test_a_body_that_was_read_is_taken_whole() -> None:
    read = Urllib3()
    read.closed = True
    assert is_read(read)
    assert list(body(read)) == [b"data: all\n\n"]
    closed = Aiohttp()
    closed.closed = True
    assert is_read(closed)
    assert asyncio.run(gathered(closed)) == [b"data: all\n\n"]
    plain = SimpleNamespace(status_code=200, headers=FIELDS, content=b"data: all\n\n")
    assert is_read(plain)
    assert list(body(plain)) == [b"data: all\n\n"]


@pytest.mark.parametrize(
    ("response", "head"),
    [
        (Httpx([]), ResponseHead("2", 200, (("a", "1"), ("a", "2")))),
        (Requests(), ResponseHead("1.1", 200, (("A", "1"), ("A", "2")))),
        (Urllib3(), ResponseHead("2", 200, tuple(FIELDS.items()))),
        (Aiohttp(), ResponseHead("1.1", 200, tuple(FIELDS.items()))),
        (Flask(), ResponseHead("1.1", 200, tuple(FIELDS.items()))),
        (SimpleNamespace(status=200, version=(2, 0), headers={}), ResponseHead("2", 200, ())),
    ],
    ids=["httpx", "requests", "urllib3", "aiohttp", "Flask", "two numbers"],
)
def test_the_head_is_told(response: Any, head: ResponseHead) -> None:
    assert head_of(response) == head


def test_headers_of_no_known_shape_are_none() -> None:
    assert head_of(SimpleNamespace(status=200, headers=[1])) == ResponseHead("1.1", 200, ())


def test_what_is_no_response_is_none() -> None:
    assert response_in(SimpleNamespace(status_code="200", headers={})) is None
    assert response_in(b"") is None


def test_the_request_is_known_where_the_client_tells() -> None:
    assert sent_fields(Requests()) == [("Authorization", "Bearer topsecret")]
    assert sent_fields(Aiohttp()) == [("A", "1")]
    assert sent_fields(Httpx([])) == []
    assert address_of(Httpx([])) == ""


def test_secrets_of_the_request_are_not_shown() -> None:
    response = Requests()
    response.iter_content = lambda size: iter([b"event: topsecret\ndata: abc-topsecret\nbad\xff\n\n"])  # type: ignore[method-assign]
    with pytest.raises(AssertionError) as raised:
        assert_stream(response, "ciniterflow", level="info")
    assert "topsecret" not in str(raised.value)
    assert "https://api.example/chat?api_key=REDACTED" in str(raised.value)


def error(name: str, module: str = "httpx", **members: Any) -> Exception:
    made = type(name, (Exception,), {"__module__": module})()
    for key, value in members.items():
        setattr(made, key, value)
    return made


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (error("ReadTimeout"), "timeout"),
        (error("ReadError"), "reset"),
        (error("RemoteProtocolError"), "incomplete"),
        (error("DecodingError"), "corrupt"),
        (error("ChunkedEncodingError", "requests.exceptions"), "incomplete"),
        (error("ContentDecodingError", "requests.exceptions"), "corrupt"),
        (error("ProtocolError", "urllib3.exceptions", args=("broken", ConnectionResetError())), "reset"),
        (error("ConnectionError", "requests.exceptions", args=(error("ReadTimeoutError"),)), "timeout"),
        (error("ClientPayloadError", "aiohttp.client_exceptions"), "incomplete"),
        (error("ClientPayloadError", "aiohttp", args=("ConnectionResetError(104)",)), "reset"),
        (ConnectionResetError(), "reset"),
        (TimeoutError(), "timeout"),
        (error("StreamConsumed"), None),
        (error("ReadTimeout", "elsewhere"), None),
        (ValueError(), None),
    ],
    ids=lambda value: f"{type(value).__module__}.{value!r}" if isinstance(value, Exception) else str(value),
)
def test_the_errors_of_clients_are_endings(raised: Exception, kind: str | None) -> None:
    found = ending_of(raised)
    assert (found and found.kind) == kind


def test_an_error_within_itself_is_followed_once() -> None:
    ring = error("ReadError")
    ring.args = (ring,)
    assert ending_of(ring) is not None


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("reset@event:1", "SSE317"),
        ("incomplete@event:1", "SSE315"),
        ("short@event:1", "SSE316"),
        ("wrong-type", "SSE301"),
        ("server-error", "SSE303"),
    ],
)
def test_what_a_server_does_is_found_through_a_client(sse_server: SseServer, fault: str, code: str) -> None:
    url = sse_server.answer(CHUNKS, faults=fault)
    with httpx2.stream("GET", url) as response, pytest.raises(AssertionError, match=code):
        assert_stream(response, None, level="info")


def test_a_silent_server_is_a_timeout(sse_server: SseServer) -> None:
    url = sse_server.answer(CHUNKS, faults="stall@event:1")
    with httpx2.stream("GET", url, timeout=0.2) as response, pytest.raises(AssertionError, match="SSE320"):
        assert_stream(response, None, level="info")


def test_a_short_body_is_told_where_a_client_says_nothing() -> None:
    response = SimpleNamespace(status_code=200, headers=FIELDS | {"Content-Length": "18"}, content=CHUNKS[0])
    with pytest.raises(AssertionError, match="the body ends after 9 of the 18 bytes"):
        assert_stream(response, None)
    response.headers["Content-Encoding"] = "gzip"
    assert assert_stream(response, None).events == 1
    response.headers = FIELDS | {"Content-Length": "9"}
    assert assert_stream(response, None).events == 1


def test_the_client_of_python_itself(sse_server: SseServer) -> None:
    with urllib.request.urlopen(sse_server.answer(CHUNKS)) as response:
        assert assert_stream(response, None).events == 2


def test_httpx2_and_the_test_client_of_starlette(sse_server: SseServer) -> None:
    url = sse_server.answer(CHUNKS)
    assert assert_stream(httpx2.get(url), None).events == 2

    async def check() -> int:
        async with httpx2.AsyncClient() as client, client.stream("GET", url) as response:
            return (await assert_stream_async(response, None)).events

    assert asyncio.run(check()) == 2
    app = Starlette(
        routes=[Route("/", lambda _: StreamingResponse(iter(CHUNKS), media_type="text/event-stream"))]
    )
    assert assert_stream(TestClient(app).get("/"), None).events == 2
