"""`assert_stream` over the responses of each client that the documentation names, and the SDKs of OpenAI and Anthropic against
`sse_server`: offline, and each fault at its place.
"""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import anthropic
import django
import flask
import httpx
import httpx2
import niquests
import openai
import pytest
import requests
import urllib3
from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse

from sse_conform.report import Report
from sse_conform.testing import SseServer, assert_stream, assert_stream_async

PROFILES = Path(__file__).parents[2] / "fixtures" / "profiles"
CHAT = PROFILES / "openai-chat" / "text.sse"
MESSAGES = PROFILES / "anthropic-messages" / "tool-use.sse"


@pytest.fixture(scope="module", autouse=True)
def django_is_set_up() -> None:
    settings.configure()
    django.setup()


def with_httpx(url: str) -> Report:
    with httpx.stream("GET", url) as response:
        return assert_stream(response, outcome="completed")


def with_httpx2(url: str) -> Report:
    with httpx2.stream("GET", url) as response:
        return assert_stream(response, outcome="completed")


def with_requests(url: str) -> Report:
    with requests.get(url, stream=True, timeout=5) as response:
        return assert_stream(response, outcome="completed")


def with_niquests(url: str) -> Report:
    with niquests.get(url, stream=True, timeout=5) as response:
        return assert_stream(response, outcome="completed")


def with_urllib3(url: str) -> Report:
    return assert_stream(urllib3.request("GET", url, preload_content=False), outcome="completed")


def with_aiohttp(url: str) -> Report:
    async def check() -> Report:
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            return await assert_stream_async(response, outcome="completed")

    return asyncio.run(check())


def with_httpx_async(url: str) -> Report:
    async def check() -> Report:
        async with httpx.AsyncClient() as client, client.stream("GET", url) as response:
            return await assert_stream_async(response, outcome="completed")

    return asyncio.run(check())


def with_niquests_async(url: str) -> Report:
    async def check() -> Report:
        async with niquests.AsyncSession() as session:
            return await assert_stream_async(await session.get(url, stream=True), outcome="completed")

    return asyncio.run(check())


CLIENTS = [
    with_httpx,
    with_httpx2,
    with_requests,
    with_niquests,
    with_urllib3,
    with_aiohttp,
    with_httpx_async,
    with_niquests_async,
]
each_client = pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.__name__)


@each_client
def test_a_stream_in_order_passes(client: Callable[[str], Report], sse_server: SseServer) -> None:
    report = client(sse_server.answer(CHAT, faults="bytewise"))
    assert (report.profile, report.outcome) == ("openai-chat", "completed")
    assert not [part.lacks for part in report.parts if part.name == "http" and part.lacks]


@each_client
@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("cut@event:3", "the stream stopped early"),
        ("incomplete@event:3", "the connection closed before the last chunk"),
        ("reset@event:3", "the connection was reset"),
        ("short@event:3", "the body ends after"),
        ("html", "the body is a page of HTML or XML"),
        ("unauthorized", "SSE303"),
        ("no-type", "SSE301"),
    ],
)
def test_what_a_server_does_wrong_is_told(
    client: Callable[[str], Report], sse_server: SseServer, fault: str, words: str
) -> None:
    with pytest.raises(AssertionError) as raised:
        client(sse_server.answer(CHAT, faults=fault))
    told = str(raised.value)
    # The urllib3 of niquests, which the others here get too, says of a reset no more than that the body is not whole.
    assert words in told or (fault.startswith("reset") and "closed before the last chunk" in told)


READ = {
    "httpx": lambda url: httpx.get(url),
    "httpx2": lambda url: httpx2.get(url),
    "requests": lambda url: requests.get(url, timeout=5),
    "niquests": lambda url: niquests.get(url, timeout=5),
    "urllib3": lambda url: urllib3.request("GET", url),
}


@pytest.mark.parametrize("get", READ.values(), ids=READ)
def test_a_body_that_the_client_has_read_is_checked(get: Callable[[str], Any], sse_server: SseServer) -> None:
    url = sse_server.answer(CHAT)
    assert assert_stream(get(url), "openai-chat", outcome="completed").findings == 0
    assert assert_stream(get(url), "openai-chat", outcome="completed").bytes == CHAT.stat().st_size


def test_a_body_that_aiohttp_has_read_is_checked(sse_server: SseServer) -> None:
    async def check(url: str) -> Report:
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            await response.read()
            return await assert_stream_async(response, outcome="completed")

    assert asyncio.run(check(sse_server.answer(CHAT))).bytes == CHAT.stat().st_size


def chunks() -> Iterator[bytes]:
    yield CHAT.read_bytes()[:100]
    yield CHAT.read_bytes()[100:]


def test_the_test_client_of_flask() -> None:
    app = flask.Flask(__name__)
    app.add_url_rule("/", view_func=lambda: flask.Response(chunks(), mimetype="text/event-stream"))
    app.add_url_rule("/html", endpoint="html", view_func=lambda: "<p>no")
    assert assert_stream(app.test_client().get("/"), outcome="completed").profile == "openai-chat"
    with pytest.raises(AssertionError, match="SSE301"):
        assert_stream(app.test_client().get("/html"))


def test_the_responses_of_django() -> None:
    stream = StreamingHttpResponse(chunks(), content_type="text/event-stream")
    assert assert_stream(stream, outcome="completed").profile == "openai-chat"
    whole = HttpResponse(CHAT.read_bytes(), content_type="text/event-stream")
    assert assert_stream(whole, outcome="completed").profile == "openai-chat"

    async def awaited() -> Any:
        for chunk in chunks():
            yield chunk

    stream = StreamingHttpResponse(awaited(), content_type="text/event-stream")
    assert asyncio.run(assert_stream_async(stream, outcome="completed")).profile == "openai-chat"


OPEN: list[openai.OpenAI | anthropic.Anthropic] = []


@pytest.fixture(autouse=True)
def clients_are_closed() -> Iterator[None]:
    yield
    while OPEN:
        OPEN.pop().close()


def ask_openai(server: SseServer) -> Any:
    client = openai.OpenAI(base_url=server.url, api_key="sk-topsecret", max_retries=0)
    OPEN.append(client)
    return client.chat.completions.create(
        model="m", messages=[{"role": "user", "content": "Hi"}], stream=True
    )


def ask_anthropic(server: SseServer) -> Any:
    client = anthropic.Anthropic(base_url=server.url, api_key="sk-topsecret", max_retries=0)
    OPEN.append(client)
    return client.messages.create(
        model="m", max_tokens=9, messages=[{"role": "user", "content": "Hi"}], stream=True
    )


SDKS = [
    pytest.param(ask_openai, CHAT, "openai-chat", "/chat/completions", id="openai"),
    pytest.param(ask_anthropic, MESSAGES, "anthropic-messages", "/v1/messages", id="anthropic"),
]
each_sdk = pytest.mark.parametrize(("ask", "stream", "profile", "path"), SDKS)


@each_sdk
def test_the_stream_of_an_sdk_is_checked(
    ask: Callable[[SseServer], Any], stream: Path, profile: str, path: str, sse_server: SseServer
) -> None:
    sse_server.answer(stream, path=path)
    assert assert_stream(ask(sse_server), profile, outcome="completed").profile == profile
    (request,) = sse_server.requests
    assert (request.method, request.path, request.json()["stream"]) == ("POST", path, True)


@each_sdk
@pytest.mark.parametrize("fault", ["cut@event:3", "reset@event:3", "stall@event:3"])
def test_a_stream_of_an_sdk_that_breaks_off_fails(
    ask: Callable[[SseServer], Any], stream: Path, profile: str, path: str, fault: str, sse_server: SseServer
) -> None:
    sse_server.answer(stream, path=path, faults=fault)
    answer = ask(sse_server)
    if fault.startswith("stall"):
        answer.response.request.extensions["timeout"]["read"] = 0.2
    with pytest.raises(AssertionError, match="ORD104") as raised:
        assert_stream(answer, profile, outcome="completed")
    assert "topsecret" not in str(raised.value)


@each_sdk
@pytest.mark.parametrize("fault", ["bytewise", "crlf", "cr", "heartbeat"])
def test_an_sdk_reads_what_a_server_may_send(
    ask: Callable[[SseServer], Any], stream: Path, profile: str, path: str, fault: str, sse_server: SseServer
) -> None:
    sse_server.answer(stream, path=path)
    sse_server.answer(stream, path=path, faults=fault)
    plain = [event.model_dump() for event in ask(sse_server)]
    assert [event.model_dump() for event in ask(sse_server)] == plain


def test_an_async_stream_of_an_sdk_is_checked(sse_server: SseServer) -> None:
    sse_server.answer(CHAT)

    async def check() -> Report:
        async with openai.AsyncOpenAI(base_url=sse_server.url, api_key="k", max_retries=0) as client:
            answer = await client.chat.completions.create(
                model="m", messages=[{"role": "user", "content": "Hi"}], stream=True
            )
            return await assert_stream_async(answer, "openai-chat", outcome="completed")

    assert asyncio.run(check()).findings == 0


PROJECT = """
import openai
from sse_conform.testing import assert_stream


def test_the_answer_is_whole(sse_replay):
    client = openai.OpenAI(base_url=sse_replay({stream!r}, faults="cut@event:3"), api_key="k")
    answer = client.chat.completions.create(model="m", messages=[], stream=True)
    assert_stream(answer, "openai-chat", outcome="completed")
"""


def test_a_fresh_project_fails_readably(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(PROJECT.format(stream=str(CHAT)))
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--color=no", "."]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    shown = [line for line in run.stdout.splitlines() if line.startswith(("E ", ">"))]
    assert shown[:2] == [
        '>       assert_stream(answer, "openai-chat", outcome="completed")',
        "E       AssertionError: the outcome is truncated, and should be completed; 1 error",
    ]
    assert "error ORD104 the stream stopped early" in shown[3]
    assert "sse_conform/" not in run.stdout
