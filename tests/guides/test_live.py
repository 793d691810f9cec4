"""An event is handed on when it comes, by the lines that docs/codec.md has for each client, however the body is delimited."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import aclosing
from importlib.metadata import packages_distributions

import aiohttp
import httpx2
import pytest
import requests
import urllib3

from sse_codec import Event, aiter_events, iter_events

from .conftest import sending

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
FIRST, SECOND = b"data: one\n\n", b"data: two\n\n"
BODIES = {
    "chunked": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"b\r\n%s\r\n", b"0\r\n\r\n"),
    "until the connection closes": (HEAD + b"Connection: close\r\n\r\n", b"%s", b""),
    "with a length": (HEAD + b"Content-Length: %d\r\n\r\n" % len(FIRST + SECOND), b"%s", b""),
}


@pytest.fixture(params=BODIES)
def source(request: pytest.FixtureRequest) -> Iterator[tuple[str, threading.Event]]:
    """The address of a server that sends one event, and another when it is told to."""
    head, frame, end = BODIES[request.param]
    with sending(head + frame % FIRST, frame % SECOND + end) as source:
        yield source


def with_httpx2(url: str) -> Iterator[Event]:
    with httpx2.stream("GET", url) as response:
        yield from iter_events(response.iter_bytes())


def with_requests(url: str) -> Iterator[Event]:
    with requests.get(url, stream=True, timeout=10) as response:
        yield from iter_events(iter(lambda: response.raw.read1(65536, decode_content=True), b""))


def with_urllib3(url: str) -> Iterator[Event]:
    response = urllib3.request("GET", url, preload_content=False)
    yield from iter_events(iter(lambda: response.read1(65536, decode_content=True), b""))


def test_requests_stands_on_urllib3_and_not_on_what_niquests_puts_in_its_place() -> None:
    assert packages_distributions()["urllib3"] == ["urllib3"]


@pytest.mark.parametrize("client", [with_httpx2, with_requests, with_urllib3], ids=lambda each: each.__name__)
def test_an_event_does_not_wait_for_the_next(
    client: Callable[[str], Iterator[Event]], source: tuple[str, threading.Event]
) -> None:
    url, go_on = source
    events = client(url)
    assert next(events) == Event(data="one")
    assert not go_on.is_set()
    go_on.set()
    assert list(events) == [Event(data="two")]


async def with_httpx2_async(url: str) -> AsyncIterator[Event]:
    async with httpx2.AsyncClient() as client, client.stream("GET", url) as response:
        async for event in aiter_events(response.aiter_bytes()):
            yield event


async def with_aiohttp(url: str) -> AsyncIterator[Event]:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        async for event in aiter_events(response.content.iter_any()):
            yield event


@pytest.mark.parametrize("client", [with_httpx2_async, with_aiohttp], ids=lambda each: each.__name__)
def test_an_event_that_is_awaited_does_not_wait_for_the_next(
    client: Callable[[str], AsyncIterator[Event]], source: tuple[str, threading.Event]
) -> None:
    url, go_on = source

    async def read() -> None:
        async with aclosing(client(url)) as events:
            assert await anext(events) == Event(data="one")
            assert not go_on.is_set()
            go_on.set()
            assert [event async for event in events] == [Event(data="two")]

    asyncio.run(read())
