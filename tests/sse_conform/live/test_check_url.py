"""`sse-conform check URL`, as a process against a real server: findings while the stream is open, and how it exits."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sse_conform.cli import main

from .conftest import Stage, Wire, cut

START = b"event: start\ndata: \n\n"
TOKEN = b"event: token\ndata: Once upon\n\n"
METADATA = b'event: metadata\ndata: {"chatId":"c1"}\n\n'
END = b"event: end\ndata: [DONE]\n\n"


@contextmanager
def checking(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-P", "-m", "sse_conform", "check", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        watchdog = threading.Timer(60, process.kill)
        watchdog.start()
        try:
            yield process
        finally:
            watchdog.cancel()
            process.kill()


def next_finding(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    return next(finding for line in process.stdout for finding in findings_of(line))


def rest(process: subprocess.Popen[str]) -> tuple[list[str], str, int]:
    """The codes that are still found, what is said on standard error, and the exit code."""
    stdout, stderr = process.communicate()
    return codes_of(stdout), stderr, process.returncode


def check(*arguments: str) -> tuple[list[str], str, int]:
    """The same of a check in this process."""
    result = CliRunner().invoke(main, ["check", *arguments, "--format", "jsonl"])
    return codes_of(result.stdout), result.stderr, result.exit_code


def codes_of(lines: str) -> list[str]:
    """The codes of the findings among JSON lines."""
    return [finding["code"] for finding in findings_of(lines)]


def findings_of(lines: str) -> list[dict[str, Any]]:
    return [record for record in map(json.loads, lines.splitlines()) if "code" in record]


def test_a_finding_is_told_while_the_stream_is_open(stage: Stage) -> None:
    gate, last = stage.gate(), stage.gate()
    url = stage.play(TOKEN, METADATA, END, gate, TOKEN, last)
    with checking(url, "--format", "jsonl", "--profile", "ciniterflow", "--ignore", "SSE3") as process:
        missing = next_finding(process)
        assert not gate.is_set()  # so the server has not sent the second token, and the stream is open
        gate.set()
        late = next_finding(process)
        assert not last.is_set()
        last.set()
        assert rest(process) == ([], "", 1)
    assert (missing["code"], missing["pos"]["event"], missing["pos"]["byte"]) == ("ORD101", 1, 0)
    assert (late["code"], late["pos"]["event"], late["pos"]["byte"]) == (
        "ORD103",
        4,
        len(TOKEN + METADATA + END),
    )
    assert missing["source"] == url
    assert (missing["pos"]["chunk"], late["pos"]["chunk"]) == (1, 4)
    assert 0 < missing["pos"]["t"] <= late["pos"]["t"]


def test_a_whole_stream_in_odd_chunks(stage: Stage) -> None:
    stream = b"event: start\r\ndata:\r\n\r\n" + "event: token\r\ndata: Grüße, 漢字\r\n\r\n".encode()
    stream += METADATA.replace(b"\n", b"\r\n") + END.replace(b"\n", b"\r\n")
    byte_by_byte = [stream[at : at + 1] for at in range(len(stream))]
    findings, stderr, code = check(stage.play(*byte_by_byte), "--profile", "ciniterflow", "--select", "ALL")
    assert "SSE104" in findings  # a CR LF was cut in two
    assert "SSE203" in findings  # and a character
    assert not [code for code in findings if code.startswith(("ORD", "SSE2")) and code != "SSE203"]
    assert (stderr, code) == ("", 0)


ENDINGS = [
    pytest.param(
        [START, b"event: error\ndata: no credit\n\n"],
        ["SSE509"],
        0,
        id="an error event, which is legal anywhere",
    ),
    pytest.param([START, TOKEN, b"event: tok", cut], ["ORD104"], 1, id="cut in an event"),
    pytest.param([START, TOKEN, METADATA], ["ORD104"], 1, id="closed before the end"),
    pytest.param([START, TOKEN, METADATA, END], [], 0, id="complete"),
]


@pytest.mark.parametrize(("steps", "findings", "code"), ENDINGS)
def test_how_a_prediction_ends(stage: Stage, steps: list[Any], findings: list[str], code: int) -> None:
    found, stderr, exit_code = check(stage.play(*steps), "--profile", "ciniterflow", "--ignore", "SSE4")
    assert sorted(found) == sorted(findings)
    assert (stderr, exit_code) == ("", code)


def test_a_chunked_body_without_its_last_chunk(wire: Wire) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
    url = wire.play(head + b"Transfer-Encoding: chunked\r\n\r\n9\r\ndata: a\n\n\r\n")
    assert check(url, "--fail-on", "warning") == (["SSE315"], "", 1)


WIRE_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"


@pytest.mark.parametrize(
    ("framing", "code", "level", "message"),
    [
        pytest.param(
            b"Content-Length: 10\r\n",
            "SSE316",
            "error",
            "the body ends after 9 of the 10 bytes of its Content-Length: the rest is lost",
            id="shorter than it said",
        ),
        pytest.param(
            b"Transfer-Encoding: chunked\r\n",
            "SSE315",
            "warning",
            "where the size of a chunk must stand is something else, so the body is incomplete",
            id="a broken chunk",
        ),
    ],
)
def test_a_body_that_is_cut_is_told_by_its_own_rule(
    wire: Wire, framing: bytes, code: str, level: str, message: str
) -> None:
    body = b"9\r\ndata: a\n\n\r\nx\r\n" if b"chunked" in framing else b"data: a\n\n"
    url = wire.play(WIRE_HEAD + framing + b"\r\n" + body)
    result = CliRunner().invoke(main, ["check", url, "--format", "jsonl", "--ignore", "SSE308"])
    (finding,) = findings_of(result.stdout)
    assert (finding["code"], finding["level"], finding["message"]) == (code, level, message)
    assert result.exit_code == (level == "error")


def test_a_reset_is_told_as_a_reset(wire: Wire) -> None:
    gate = wire.gate()
    url = wire.play(WIRE_HEAD + b"\r\nData: a\n\ndata: b\n\n", gate, reset=True)
    with checking(url, "--format", "jsonl", "--ignore", "SSE309") as process:
        assert (
            next_finding(process)["code"] == "SSE108"
        )  # so what was sent is read, which a reset would discard
        gate.set()
        assert rest(process) == (["SSE317"], "", 0)


def test_a_body_that_never_begins(wire: Wire) -> None:
    url = wire.play(WIRE_HEAD + b"\r\n", wire.gate())
    _, stderr, code = check(url, "--idle-timeout", "0.5")
    assert stderr == f"sse-conform: {url}: nothing came for 0.5 s (--idle-timeout)\n"
    assert code == 3


def test_a_stall(stage: Stage) -> None:
    url = stage.play(START, TOKEN, b"event: tok", stage.gate())
    found, _, code = check(url, "--profile", "ciniterflow", "--idle-timeout", "2")
    assert (found, code) == (["ORD104"], 1)


@pytest.mark.parametrize(
    "limit",
    [("--max-events", "1"), ("--max-time", "2")],
    ids=["by the number of events", "by time"],
)
def test_an_endless_stream_is_stopped_and_not_blamed(stage: Stage, limit: tuple[str, str]) -> None:
    url = stage.play(START, stage.gate())
    assert check(url, "--profile", "ciniterflow", *limit) == ([], "", 0)


def test_an_interrupt_writes_what_was_found(stage: Stage) -> None:
    url = stage.play(TOKEN, stage.gate())
    with checking(url, "--format", "concise", "--profile", "ciniterflow") as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate()
    assert "ORD101" in first
    assert stdout.splitlines()[-1] == "Interrupted: this report is partial."
    assert "Found 1 error" in stdout
    assert (stderr, process.returncode) == ("", 130)


def test_the_request_is_as_asked(stage: Stage) -> None:
    url = stage.play(START, TOKEN, METADATA, END)
    body = '{"question": "Hello", "streaming": true}'
    _, stderr, code = check(url, "-d", body, "-H", "Authorization: Bearer KEY", "--last-event-id", "41")
    assert (stderr, code) == ("", 0)
    (request,) = stage.requests
    assert (request.method, stage.bodies) == ("POST", [body.encode()])
    assert request.headers["content-type"] == "application/json"
    assert request.headers["authorization"] == "Bearer KEY"
    assert request.headers["last-event-id"] == "41"


@pytest.mark.parametrize("body", ["@-", "@body.json"], ids=["from standard input", "from a file"])
def test_the_body_of_the_request(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("body.json").write_bytes(b'{"a": "\xc3\xa9"}\n')
    arguments = ["check", stage.play(START, TOKEN, METADATA, END), "-X", "QUERY", "-d", body]
    result = CliRunner().invoke(main, arguments, input=b'{"a": "\xc3\xa9"}\n')
    assert result.exit_code == 0
    assert (stage.requests[0].method, stage.bodies) == ("QUERY", [b'{"a": "\xc3\xa9"}\n'])


def test_a_redirect_is_followed_and_told_unless_quiet(stage: Stage) -> None:
    url = stage.play(START, TOKEN, METADATA, END)
    start = f"{stage.base}/redirect?to={url}"
    assert check(start) == ([], f"sse-conform: {start}: redirected to {url}\n", 0)
    assert check(start, "-q") == ([], "", 0)


def test_a_server_that_is_not_there(closed_port: int) -> None:
    url = f"http://me:secret@127.0.0.1:{closed_port}/?token=secret"
    shown = f"http://127.0.0.1:{closed_port}/?token=REDACTED"
    sentence = f"sse-conform: {shown}: connection refused; is the server running, and is this its port?\n"
    assert check(url, "-H", "Authorization: secret") == ([], sentence, 3)


@pytest.mark.parametrize(
    ("body", "status", "headers", "codes", "reason"),
    [
        pytest.param(
            b'{"message": "no such \x1b flow"}',
            404,
            {"Content-Type": "application/json"},
            {"SSE303"},
            r'the server answered 404, not 200; its answer begins: {"message": "no such \x1b flow"}',
            id="an error in JSON",
        ),
        pytest.param(
            b"",
            200,
            {"Content-Type": "text/html", "Cache-Control": "no-store"},
            {"SSE301"},
            "the server answered with Content-Type text/html, not text/event-stream",
            id="an empty page",
        ),
    ],
)
def test_an_answer_that_is_no_stream(
    stage: Stage, body: bytes, status: int, headers: dict[str, str], codes: set[str], reason: str
) -> None:
    url = (
        stage.play(body, stage.gate(), status=status, headers=headers)
        if body
        else stage.play(status=status, headers=headers)
    )
    found, stderr, code = check(url)
    assert codes <= set(found)
    assert (stderr, code) == (f"sse-conform: {url}: {reason}\n", 3)


def test_a_body_that_is_no_stream_under_the_right_type(stage: Stage) -> None:
    url = stage.play(b"<!doctype html><title>502</title>")
    _found, stderr, code = check(url)
    assert code == 3
    assert stderr.endswith(": it is no event stream; it may show an error of the server or of a proxy\n")


@pytest.mark.parametrize(
    ("others", "code"),
    [
        pytest.param([], 1, id="findings"),
        pytest.param(["http://127.0.0.1:{port}/"], 3, id="findings and a server that is not there"),
        pytest.param(["http://127.0.0.1:{port}/", "nowhere"], 2, id="those and a file that is not there"),
    ],
)
def test_the_worst_of_a_run_counts(
    stage: Stage, closed_port: int, tmp_path: Path, others: list[str], code: int
) -> None:
    file = tmp_path / "cut.sse"
    file.write_bytes(b"data: a\n")
    good = stage.play(START, TOKEN, METADATA, END)
    found, _, exit_code = check(str(file), *(other.format(port=closed_port) for other in others), good)
    assert (found, exit_code) == (["SSE105"], code)


@pytest.mark.skipif(os.name == "nt", reason="a pipe is closed by a signal there")
def test_a_reader_that_goes_away_ends_a_live_check(stage: Stage) -> None:
    url = stage.play(TOKEN, gate := stage.gate(), END, stage.gate())
    with checking(url, "--format", "jsonl", "--profile", "ciniterflow") as process:
        assert process.stdout is not None
        next_finding(process)
        process.stdout.close()
        gate.set()
        assert process.stderr is not None
        assert process.wait() == 1
        assert process.stderr.read() == ""
