"""The clients of the guides against a server that does what servers do: what they show, and how they end."""

import os
import runpy
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sse_codec import Event
from sse_codec.ciniterflow import End, Error, Metadata, PredictionWriter, Start, Token
from sse_conform.testing import SseServer

from .conftest import SERVERS, Server, sending
from .programs import programs, write

Run = Callable[..., tuple[int, str, str]]
WRITER = PredictionWriter("envelope")
ANSWER = [
    WRITER.write(each) for each in [Start(), Token("Once"), Token(" upon"), Metadata(chat_id="c"), End()]
]
FAILED = [
    PredictionWriter("envelope", profile=None).write(each)
    for each in [Start(), Token("Once"), Error("The model failed."), End()]
]


@pytest.fixture(params=["httpx2", "requests", "aiohttp"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with the programs of a page."""
    page = f"client-{request.param}.md"
    assert [program.name for program in programs(page)] == ["ask.py", "follow.py"]
    assert [program.command.split()[:2] for program in programs(page)] == [
        ["python", "ask.py"],
        ["python", "follow.py"],
    ]
    write(tmp_path, page)
    return tmp_path


def start(folder: Path, *command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run a program in this process, as Python would; its exit code, and what it printed."""

    def run_program(name: str, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", [name, *arguments])
        try:
            runpy.run_path(name, run_name="__main__")
            code: object = 0
        except SystemExit as end:
            code = end.code
        shown, told = capsys.readouterr()
        return (code, shown, told) if isinstance(code, int) else (1, shown, f"{told}{code}\n")

    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(folder)
    yield run_program
    sys.modules.pop("ask", None)  # which each page has its own of


def ask(run: Run, server: SseServer, body: list[bytes], fault: str | None = None) -> tuple[int, str, str]:
    url = server.answer(body, path="/predict", faults=[] if fault is None else fault)
    return run("ask.py", url, "Who?")


@pytest.mark.parametrize("fault", [None, "bytewise", "burst", "gzip", "heartbeat", "crlf"])
def test_a_whole_answer_is_told(run: Run, sse_server: SseServer, fault: str | None) -> None:
    assert ask(run, sse_server, ANSWER, fault) == (0, "Once upon\n", "")
    (request,) = sse_server.requests
    assert (request.method, request.path, request.json()) == ("POST", "/predict", {"question": "Who?"})


@pytest.mark.parametrize(
    "fault",
    ["cut@event:2", "cut@inside:2", "incomplete@event:2", "short@event:2", "reset@event:2", "stall@event:2"],
)
def test_half_an_answer_is_told_from_a_whole_one(run: Run, sse_server: SseServer, fault: str) -> None:
    code, shown, told = ask(run, sse_server, ANSWER, fault)
    assert (code, shown.strip()) == (1, "Once" if "event" in fault else "")
    assert told.endswith("the answer is truncated: it stopped early\n")
    if fault.startswith("stall"):
        assert "imeout" in told


def test_a_failure_is_told_in_the_words_of_the_server(run: Run, sse_server: SseServer) -> None:
    assert ask(run, sse_server, FAILED) == (1, "Once\n", "the answer is failed: The model failed.\n")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("html", "no answer: content type 'text/html"),
        ("unauthorized", "no answer: status 401 is not 200: "),
        ("server-error", "no answer: status 500 is not 200: "),
        ("no-type", "no answer: content type None is not text/event-stream: data: "),
        ("no-content", "no answer: the server said 204"),
    ],
)
def test_what_is_no_stream_is_told_with_what_it_says(
    run: Run, sse_server: SseServer, fault: str, words: str
) -> None:
    code, shown, told = ask(run, sse_server, ANSWER, fault)
    assert (code, shown) == (1, "")
    assert told.startswith(words)


def test_a_server_that_is_not_there_is_told(run: Run) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        code, _, told = run("ask.py", f"http://127.0.0.1:{nobody.getsockname()[1]}/", "Who?")
    assert code == 1
    assert told.startswith("no answer: ")


def test_a_token_is_shown_when_it_comes_though_the_body_is_not_chunked(folder: Path) -> None:
    head = b"HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
    with (
        sending(head + b"".join(ANSWER[:2]), b"".join(ANSWER[2:])) as (url, go_on),
        start(folder, "ask.py", url, "Who?") as process,
    ):
        assert process.stdout is not None
        assert process.stdout.read(4) == "Once"
        assert not go_on.is_set()
        go_on.set()
        assert process.communicate(timeout=30) == (" upon\n", "")
    assert process.returncode == 0


def test_a_feed_is_taken_up_again_until_the_server_says_stop(run: Run, sse_server: SseServer) -> None:
    for body, fault in [
        ([b"retry: 50\n\nid: 1\nevent: step\ndata: one\n\n", b"id: 2\ndata: tw"], []),
        (b"", "unavailable"),
        (b"", "rate-limit"),
        ([b"id: 2\ndata: two\n\n", b"id: 3\ndata: thr"], "reset@event:1"),
        ([b"id: 3\ndata: three\n\n", b"id: 4\ndata: four\n\n"], "stall@event:1"),
        ([b"data: no id\n\n"], "incomplete@event:1"),
        (b"", "no-content"),
    ]:
        url = sse_server.answer(body, path="/feed", faults=fault)
    code, shown, told = run("follow.py", url)
    assert (code, shown.splitlines()) == (
        0,
        ["1 step one", "2 message two", "3 message three", "3 message no id"],
    )
    assert told.endswith("the server said 204 No Content, which tells a client to stop\n")
    assert len(told.splitlines()) == 4  # the reset, the silence, the end that is missing, and the stop
    sent = [request.header("Last-Event-ID") for request in sse_server.requests]
    assert sent == [None, "1", "1", "1", "2", "3", "3"]


@pytest.mark.parametrize("fault", ["html", "unauthorized", "server-error"])
def test_a_feed_that_is_none_ends_at_once(run: Run, sse_server: SseServer, fault: str) -> None:
    code, shown, told = run("follow.py", sse_server.answer([Event(data="x")], faults=fault))
    assert (code, shown) == (0, "")
    assert "is not" in told
    assert len(sse_server.requests) == 1


def test_an_interrupt_ends_a_feed(folder: Path, sse_server: SseServer) -> None:
    url = sse_server.answer([b"data: one\n\n", b"data: two\n\n"], faults="stall@event:1")
    (folder / "ask.py").write_text((folder / "ask.py").read_text().replace("0.9", "30"))
    (folder / "follow.py").write_text((folder / "follow.py").read_text().replace("0.9", "30"))
    with start(folder, "follow.py", url) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == " message one\n"
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=20) == ("", "")
    assert process.returncode == 130


STOPPING = """
import threading
import sys
from follow import Feed

feed = Feed(sys.argv[1])
for event in feed.events():
    print(event.data, flush=True)
    threading.Timer(0.2, feed.stop).start()
print("stopped")
"""


def test_another_thread_stops_the_feed_of_requests_while_it_waits(
    tmp_path: Path, sse_server: SseServer
) -> None:
    write(tmp_path, "client-requests.md")
    (tmp_path / "ask.py").write_text((tmp_path / "ask.py").read_text().replace("0.9", "30"))
    (tmp_path / "stopping.py").write_text(STOPPING)
    url = sse_server.answer([b"data: one\n\n", b"data: two\n\n"], faults="stall@event:1")
    with start(tmp_path, "stopping.py", url) as process:
        assert process.communicate(timeout=20) == ("one\nstopped\n", "")


@pytest.mark.parametrize("server", SERVERS[:1], indirect=True)
def test_the_clients_of_the_guides_read_the_servers_of_the_guides(run: Run, server: Server) -> None:
    assert run("ask.py", f"{server.url}/predict", "Who?") == (0, "Once upon a time\n", "")
    code, shown, _ = run("follow.py", f"{server.url}/progress")
    assert (code, shown.splitlines()) == (
        0,
        ["1 step queued", "2 step started", "3 step half of it", "4 step nearly", "5 step done"],
    )
