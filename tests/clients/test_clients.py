"""The one line that each HTTP client needs, as docs/codec.md shows it, against a real server on this machine."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator

import aiohttp
import httpx
import httpx2
import niquests
import pytest
import requests
import starlette.testclient
import urllib3
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from sse_codec import Event, Subscription, aiter_events, iter_events

# A byte order mark, a character and a CR LF cut in two, characters that are line ends elsewhere, an unfinished event.
CHUNKS = [
    b"\xef\xbb",
    b"\xbfid: 7\r",
    b"\ndata: \xe2\x82",
    b"\xac\xe2\x80\xa8\xc2\x85\r\n\r",
    b"\ndata: b\n\ndata: cut",
]
EVENTS = [Event("message", "€\u2028\u0085", "7"), Event("message", "b", "7")]


async def stream(_: Request) -> StreamingResponse:
    async def body() -> AsyncIterator[bytes]:
        for chunk in CHUNKS:
            yield chunk
            await asyncio.sleep(0.01)

    return StreamingResponse(body(), media_type="text/event-stream")


async def resumed(request: Request) -> StreamingResponse:
    """One event whose data is the id that the client resumes from."""
    sent = [value for name, value in request.headers.raw if name == b"last-event-id"]

    async def body() -> AsyncIterator[bytes]:
        yield b"data: %s\n\n" % b"|".join(sent)

    return StreamingResponse(body(), media_type="text/event-stream")


APP = Starlette(routes=[Route("/", stream), Route("/resumed", resumed)])
Headers = dict[str, str]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(APP, port=0, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.01)
        assert thread.is_alive(), "the server did not start"
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    server.should_exit = True
    thread.join()


def with_httpx(url: str, headers: Headers) -> list[Event]:
    with httpx.stream("GET", url, headers=headers) as response:
        return list(iter_events(response.iter_bytes()))


def with_httpx2(url: str, headers: Headers) -> list[Event]:
    with httpx2.stream("GET", url, headers=headers) as response:
        return list(iter_events(response.iter_bytes()))


def with_requests(url: str, headers: Headers) -> list[Event]:
    with requests.get(url, headers=headers, stream=True, timeout=10) as response:
        return list(iter_events(iter(lambda: response.raw.read1(65536, decode_content=True), b"")))


def with_urllib3(url: str, headers: Headers) -> list[Event]:
    response = urllib3.request("GET", url, headers=headers, preload_content=False)
    return list(iter_events(iter(lambda: response.read1(65536, decode_content=True), b"")))


def with_niquests(url: str, headers: Headers) -> list[Event]:
    with niquests.get(url, headers=headers, stream=True) as response:
        return list(iter_events(response.iter_content(-1)))


def with_starlette(url: str, headers: Headers) -> list[Event]:
    with starlette.testclient.TestClient(APP, url).stream("GET", url, headers=headers) as response:
        return list(iter_events(response.iter_bytes()))


def with_httpx_async(url: str, headers: Headers) -> list[Event]:
    async def read() -> list[Event]:
        async with httpx.AsyncClient() as client, client.stream("GET", url, headers=headers) as response:
            return [event async for event in aiter_events(response.aiter_bytes())]

    return asyncio.run(read())


def with_httpx2_async(url: str, headers: Headers) -> list[Event]:
    async def read() -> list[Event]:
        async with httpx2.AsyncClient() as client, client.stream("GET", url, headers=headers) as response:
            return [event async for event in aiter_events(response.aiter_bytes())]

    return asyncio.run(read())


def with_aiohttp(url: str, headers: Headers) -> list[Event]:
    async def read() -> list[Event]:
        async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as response:
            return [event async for event in aiter_events(response.content.iter_any())]

    return asyncio.run(read())


CLIENTS = [
    with_httpx,
    with_httpx2,
    with_requests,
    with_urllib3,
    with_niquests,
    with_starlette,
    with_httpx_async,
    with_httpx2_async,
    with_aiohttp,
]


each_client = pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.__name__)
Client = Callable[[str, Headers], list[Event]]


@each_client
def test_one_line_reads_the_events_through(client: Client, url: str) -> None:
    assert client(url, {}) == EVENTS


@each_client
@pytest.mark.parametrize(
    ("field", "sent"),
    [
        pytest.param(b"id: 7", "7", id="an id"),
        pytest.param(b"id:  7 \t", "7", id="an id with spaces around it"),
        pytest.param("id: \u20ac1".encode(), "\u20ac1", id="an id that is not in Latin-1"),
        pytest.param("id: \u00e9".encode(), "\u00e9", id="an id that is not in ASCII"),
        pytest.param(b"id:  \t", "", id="an id of spaces"),
        pytest.param(b"id: a\x0bb", "", id="an id with a control character"),
        pytest.param(b"foo", "", id="no id"),
    ],
)
def test_a_subscription_resumes_through(client: Client, url: str, field: bytes, sent: str) -> None:
    subscription = Subscription()
    subscription.receive_head(200, "text/event-stream")
    subscription.feed(field + b"\n\n")
    assert client(url + "resumed", subscription.headers) == [Event(data=sent)]
