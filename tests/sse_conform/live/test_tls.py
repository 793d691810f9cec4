"""Streams from a server with a certificate that nobody knows, by HTTP/1.1 and HTTP/2; and the heads that are shown."""

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from click.testing import CliRunner, Result
from hypercorn.asyncio import serve
from hypercorn.config import Config
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from sse_conform.cli import main

from .conftest import Stage

Run = Callable[..., Result]

STREAM = b"data: a\n\ndata: b\n\n"
NOT_TRUSTED = (
    "the server's certificate is not trusted: unable to get local issuer certificate (--insecure takes any)"
)
NOT_CHECKED = "the certificate of the server was not checked (--insecure)"


async def _play(_request: Request) -> Response:
    async def steps() -> AsyncIterator[bytes]:
        yield STREAM

    fields = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "Set-Cookie": "sid=c00kie1"}
    return StreamingResponse(steps(), headers=fields)


async def _redirect(_request: Request) -> Response:
    return RedirectResponse("/stream?token=t0ken123")


async def _refuse(_request: Request) -> Response:
    return Response('{"error": "no"}', 401, media_type="application/json")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def serving(folder: Path, authority: trustme.CA, protocols: list[str]) -> Iterator[str]:
    """The address of a server that speaks these protocols."""
    certificate = authority.issue_cert("localhost")
    certificate.private_key_pem.write_to_path(folder / "key.pem")
    for number, part in enumerate(certificate.cert_chain_pems):
        part.write_to_path(folder / "chain.pem", append=number > 0)
    app = Starlette(
        routes=[Route("/stream", _play), Route("/redirect", _redirect), Route("/refuse", _refuse)]
    )
    listener = socket.create_server(("127.0.0.1", 0))
    config = Config.from_mapping(
        bind=[f"fd://{listener.fileno()}"],
        certfile=str(folder / "chain.pem"),
        keyfile=str(folder / "key.pem"),
        alpn_protocols=protocols,
        errorlog=None,
        graceful_timeout=0.1,
    )
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve(app, config, shutdown_trigger=stop.wait))
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    yield f"https://localhost:{listener.getsockname()[1]}"
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    listener.detach()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, authority: trustme.CA) -> Iterator[str]:
    yield from serving(tmp_path_factory.mktemp("both"), authority, ["h2", "http/1.1"])


@pytest.fixture(scope="module")
def old_server(tmp_path_factory: pytest.TempPathFactory, authority: trustme.CA) -> Iterator[str]:
    yield from serving(tmp_path_factory.mktemp("old"), authority, ["http/1.1"])


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="sse-conform")


COMMANDS = [
    pytest.param(("check", "--format", "jsonl"), id="check"),
    pytest.param(("show",), id="show"),
    pytest.param(("decode",), id="decode"),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_certificate_that_nobody_knows_is_refused(command: tuple[str, ...], server: str) -> None:
    result = run(*command, f"{server}/stream")
    assert f"{server}/stream: {NOT_TRUSTED}\n" in result.stderr
    assert result.exit_code == 3


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("insecure", ["-k", "--insecure"])
def test_any_certificate_is_taken_where_somebody_asks_so(
    command: tuple[str, ...], insecure: str, server: str
) -> None:
    result = run(*command, insecure, f"{server}/stream")
    assert result.stderr == f"sse-conform: {server}/stream: {NOT_CHECKED}\n"
    assert (result.stdout != "", result.exit_code) == (True, 0)


def test_a_certificate_that_is_trusted_needs_no_word(
    server: str, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    result = run("decode", f"{server}/stream")
    assert (result.stderr, result.exit_code) == ("", 0)


def heads(result: Result) -> list[str]:
    return [line for line in result.stderr.splitlines() if line.startswith(("> ", "< "))]


def test_http2_is_offered_where_somebody_asks_so(server: str) -> None:
    assert "< HTTP/1.1 200" in heads(run("check", "-kv", f"{server}/stream"))
    result = run("check", "-kv", "--http2", f"{server}/stream")
    assert "< HTTP/2 200" in heads(result)
    assert "2 events, 18 B" in result.stdout
    assert result.exit_code == 0


def test_a_server_that_has_no_http2_is_named(old_server: str) -> None:
    result = run("decode", "-k", "--http2", f"{old_server}/stream")
    assert "asked by HTTP/1.1, and not by HTTP/2 (--http2): the server chose it\n" in result.stderr
    assert result.stdout.count("\n") == 2


def test_http2_is_for_https(stage: Stage) -> None:
    result = run("decode", "--http2", stage.play(STREAM))
    assert "not by HTTP/2 (--http2): HTTP/2 is asked for at https URLs alone\n" in result.stderr


def test_http2_that_is_not_installed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: Any) -> None:
        raise ImportError("no h2")

    monkeypatch.setattr("sse_conform.live._client.httpx2.AsyncClient", refuse)
    monkeypatch.setattr("sse_conform.live._client.find_spec", lambda _name: None)
    result = run("decode", "--http2", stage.play(STREAM))
    assert result.stderr.endswith("HTTP/2 needs the package h2; install httpx2[http2]\n")
    assert result.exit_code == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_heads_are_written_as_they_go_and_come(command: tuple[str, ...], server: str) -> None:
    secret = ("-H", "Authorization: Bearer s3cret-value", "-H", "X-Trace: tr4ce-value")
    result = run(*command, "-kv", *secret, f"{server}/redirect?key=k3y-value")
    told = heads(result)
    assert told[0] == f"> GET {server}/redirect?key=REDACTED"
    assert [line for line in told if " GET " in line or " HTTP/" in line] == [
        f"> GET {server}/redirect?key=REDACTED",
        "< HTTP/1.1 307",
        f"> GET {server}/stream?token=REDACTED",
        "< HTTP/1.1 200",
    ]
    assert {"> Accept: text/event-stream", "> Authorization: REDACTED", "> X-Trace: REDACTED"} <= set(told)
    assert {"< content-type: text/event-stream", "< set-cookie: REDACTED"} <= set(told)
    assert not any(word in result.output for word in ("s3cret", "tr4ce", "k3y", "t0ken", "c00kie"))


def test_the_head_of_a_request_is_written_before_it_is_answered(closed_port: int) -> None:
    result = run("check", "-v", f"http://127.0.0.1:{closed_port}/")
    assert heads(result)[0] == f"> GET http://127.0.0.1:{closed_port}/"
    assert result.exit_code == 3


def test_the_head_is_included_where_somebody_asks_so(server: str) -> None:
    url = f"{server}/stream"
    shown = run("show", "-ki", url).stdout
    assert shown.startswith(f"{url}\nHTTP/1.1 200\ncontent-type: text/event-stream\n")
    assert "\nset-cookie: REDACTED\n" in shown
    checked = run("check", "-ki", "--format", "json", url)
    assert "\nHTTP/1.1 200\ncontent-type: text/event-stream\n" in checked.stderr
    assert json.loads(checked.stdout)["summary"]["captures"] == 1
    first, *events = map(json.loads, run("decode", "-ki", url).stdout.splitlines())
    assert (first["head"]["version"], first["head"]["status"]) == ("1.1", 200)
    assert ["set-cookie", "REDACTED"] in first["head"]["headers"]
    assert [event["data"] for event in events] == ["a", "b"]


@pytest.mark.parametrize("command", ["show", "check", "decode"])
def test_the_head_of_what_is_no_stream_is_included(command: str, server: str) -> None:
    result = run(command, "-ki", f"{server}/refuse")
    assert "401" in result.output.partition("the server answered")[0]
    assert result.exit_code == 3


def test_a_head_is_no_part_of_the_stream(server: str) -> None:
    lines = run("decode", "-ki", f"{server}/stream").stdout
    result = CliRunner().invoke(main, ["encode"], input=lines)
    assert result.stdout_bytes == STREAM


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"head": {}, "data": "x"}', "a head stands on a line of its own"),
        ('{"head": "HTTP/1.1 200"}', "head must be an object, not 'HTTP/1.1 200'"),
    ],
)
def test_what_is_no_head_is_refused(line: str, reason: str) -> None:
    result = CliRunner().invoke(main, ["encode"], input=line)
    assert (result.stderr, result.exit_code) == (f"sse-conform: -:1: {reason}\n", 2)
