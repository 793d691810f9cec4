"""What a live check comes to in the end: each way to end has its own exit code, and its own true sentence."""

import json
import signal
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sse_conform.cli import main

from .conftest import STREAM, Stage, Wire, cut
from .test_check_url import END, METADATA, START, TOKEN, WIRE_HEAD, checking, findings_of

WHOLE = START + TOKEN + METADATA + END
SILENCE = "nothing came for 0.5 s (--idle-timeout)"
GAVE_UP = f"{SILENCE}: the check gave up, and the stream was still open"
EARLY = "the stream stopped early: missing metadata, end (expected token or metadata)"
CUT_OFF = "the body is cut off inside an event; 10 bytes are discarded"
STALLED = "the stream stalled inside an event; 10 bytes are discarded"
UNCHUNKED = "the connection closed before the last chunk"


def run(url: str, *options: str) -> Result:
    return CliRunner().invoke(
        main, ["check", url, "--format", "jsonl", "--ignore", "SSE308,SSE309,SSE410", *options]
    )


def capture_of(lines: str) -> dict[str, Any]:
    """What a report in JSON lines says of its only capture."""
    (capture,) = (record["capture"] for record in map(json.loads, lines.splitlines()) if "capture" in record)
    found: dict[str, Any] = capture
    return found


def told(result: Result) -> list[str]:
    return [f"{each['code']} {each['level']} {each['message']}" for each in findings_of(result.stdout)]


ENDINGS = [
    pytest.param([WHOLE], [], "completed", 0, id="complete"),
    pytest.param([START, TOKEN], [f"ORD104 error {EARLY}"], "truncated", 1, id="closed while more was owed"),
    pytest.param([b": hello\n\n"], ["SSE122 warning the stream ended and brought comments only, not one event"], "ended", 0, id="comments only"),
    pytest.param([START, b"event: error\ndata: no credit\n\n"], ["SSE509 warning the stream tells that the answer failed: 'no credit'"], "failed", 0, id="a failure that it tells of"),
    pytest.param([b"data: hello\n\n"], [], "ended", 0, id="an order that nobody knows"),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "found", "outcome", "code"), ENDINGS)
def test_a_stream_that_its_server_ends(
    stage: Stage, steps: list[Any], found: list[str], outcome: str, code: int
) -> None:
    result = run(stage.play(*steps))
    assert (told(result), result.stderr, result.exit_code) == (found, "", code)
    capture = capture_of(result.stdout)
    assert (capture["outcome"], capture["notice"]) == (outcome, "")


def test_an_answer_of_nothing_under_a_right_head(stage: Stage) -> None:
    result = run(stage.play())
    assert told(result) == ["SSE122 warning the server answered with an event stream and sent nothing"]
    assert result.exit_code == 0


CUTS = [
    pytest.param(b"Content-Length: 400\r\n", WHOLE, [f"SSE316 error the body ends after {len(WHOLE)} of the 400 bytes of its Content-Length: the rest is lost"], "completed", 1, id="short, behind a whole order"),
    pytest.param(b"Content-Length: 400\r\n", START + TOKEN, [f"ORD104 error {EARLY}; the body ends after 51 of the 400 bytes of its Content-Length: the rest is lost"], "truncated", 1, id="short, in the middle"),
    pytest.param(b"Transfer-Encoding: chunked\r\n", WHOLE, [f"SSE315 warning {UNCHUNKED}, so the body is incomplete"], "completed", 0, id="incomplete, behind a whole order"),
    pytest.param(b"Transfer-Encoding: chunked\r\n", START + TOKEN + b"event: tok", [f"ORD104 error {EARLY}; {CUT_OFF}; {UNCHUNKED}, so the body is incomplete"], "truncated", 1, id="incomplete, in the middle of an event"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "body", "found", "outcome", "code"), CUTS)
def test_a_body_that_is_cut(
    wire: Wire, field: bytes, body: bytes, found: list[str], outcome: str, code: int
) -> None:
    framed = b"%x\r\n%s\r\n" % (len(body), body) if b"chunked" in field else body
    result = run(wire.play(WIRE_HEAD + field + b"\r\n" + framed))
    assert (told(result), result.stderr, result.exit_code) == (found, "", code)
    capture = capture_of(result.stdout)
    assert (capture["outcome"], capture["notice"]) == (outcome, "")


RESET = "the connection was reset"
RESETS = [
    pytest.param(WHOLE, "SSE317 warning", "completed", 0, id="behind a whole order"),
    pytest.param(START + TOKEN, f"ORD104 error {EARLY}; ", "truncated", 1, id="in the middle"),
]


@pytest.mark.parametrize(("body", "start", "outcome", "code"), RESETS)
def test_a_connection_that_is_reset(wire: Wire, body: bytes, start: str, outcome: str, code: int) -> None:
    gate = wire.gate()
    # A fault at the beginning shows that the bytes before the reset were read, which it would discard.
    url = wire.play(WIRE_HEAD + b"\r\nData: a\n\n" + body, gate, reset=True)
    with checking(url, "--format", "jsonl", "--ignore", "SSE309", "--profile", "ciniterflow") as process:
        assert process.stdout is not None
        assert "SSE108" in process.stdout.readline()
        gate.set()
        stdout, stderr = process.communicate()
    (found,) = findings_of(stdout)
    assert f"{found['code']} {found['level']} {found['message']}".startswith(start)
    assert RESET in found["message"]
    assert capture_of(stdout)["outcome"] == outcome
    assert (stderr, process.returncode) == ("", code)


NOTHING = [
    pytest.param(("--idle-timeout", "0.5"), SILENCE, id="until the patience was over"),
    pytest.param(("--max-time", "0.5"), "nothing came within 0.5 s (--max-time)", id="until the time was up"),
]


@pytest.mark.parametrize(("options", "sentence"), NOTHING)
def test_a_server_that_sends_a_head_and_no_byte(wire: Wire, options: tuple[str, str], sentence: str) -> None:
    url = wire.play(WIRE_HEAD + b"\r\n", wire.gate())
    result = run(url, *options)
    assert (told(result), result.stderr) == ([], f"sse-conform: {url}: {sentence}\n")
    assert result.exit_code == 3


SILENCES = [
    pytest.param(WHOLE, [f"SSE320 warning {GAVE_UP}"], "completed", SILENCE, 0, id="behind a whole order"),
    pytest.param(START + TOKEN, [f"ORD104 error {EARLY}; {GAVE_UP}"], "truncated", f"{SILENCE}; the order still awaited metadata, end", 1, id="while more was owed"),
    pytest.param(START + TOKEN + b"event: tok", [f"ORD104 error {EARLY}; {STALLED}; {GAVE_UP}"], "truncated", f"{SILENCE}; the order still awaited metadata, end", 1, id="in an event"),
    pytest.param(b"data: hello\n\n", [f"SSE320 warning {GAVE_UP}"], "truncated", SILENCE, 0, id="in an order that nobody knows"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "found", "outcome", "notice", "code"), SILENCES)
def test_a_server_that_falls_silent(
    stage: Stage, body: bytes, found: list[str], outcome: str, notice: str, code: int
) -> None:
    result = run(stage.play(body, stage.gate()), "--idle-timeout", "0.5")
    assert (told(result), result.stderr, result.exit_code) == (found, "", code)
    capture = capture_of(result.stdout)
    assert (capture["outcome"], capture["notice"]) == (outcome, f"the check stopped: {notice}")


STOPS = [
    pytest.param(("--max-time", "0.5"), START + TOKEN + b"event: tok", "stopped", "the check stopped: 0.5 s (--max-time) passed; 10 bytes of an unfinished event were pending; the order still awaited metadata, end", id="by the time, in an event"),
    pytest.param(("--max-time", "0.5"), START + TOKEN, "stopped", "the check stopped: 0.5 s (--max-time) passed; the order still awaited metadata, end", id="by the time, between events"),
    pytest.param(("--max-time", "0.5"), WHOLE, "completed", "the check stopped: 0.5 s (--max-time) passed", id="by the time, behind a whole order"),
    pytest.param(("--max-time", "0.5"), b"data: hello\n\n", "stopped", "the check stopped: 0.5 s (--max-time) passed", id="by the time, in an order that nobody knows"),
    pytest.param(("--max-events", "1"), START, "stopped", "the check stopped after 1 event, as it was told; the order still awaited metadata, end", id="by the number of events"),
    pytest.param(("--max-events", "2"), START + TOKEN + b"d", "stopped", "the check stopped after 2 events, as it was told; the order still awaited metadata, end", id="by their number, with one byte more"),
    pytest.param(("--max-events", "3"), WHOLE, "stopped", "the check stopped after 3 events, as it was told; the order still awaited end", id="by their number, with more of them"),
    pytest.param(("--max-events", "4"), WHOLE, "completed", "the check stopped after 4 events, as it was told", id="by their number, behind a whole order"),
]  # fmt: skip


@pytest.mark.parametrize(("options", "body", "outcome", "notice"), STOPS)
def test_a_stream_that_we_stop_is_not_blamed(
    stage: Stage, options: tuple[str, str], body: bytes, outcome: str, notice: str
) -> None:
    result = run(stage.play(body, stage.gate()), *options)
    assert (told(result), result.stderr, result.exit_code) == ([], "", 0)
    capture = capture_of(result.stdout)
    assert (capture["outcome"], capture["notice"]) == (outcome, notice)


def test_a_stream_that_we_stop_after_a_fault(stage: Stage) -> None:
    result = run(stage.play(TOKEN, stage.gate()), "--profile", "ciniterflow", "--max-time", "0.5")
    assert told(result) == ["ORD101 error missing start before token (expected start, got token)"]
    assert result.exit_code == 1


def test_an_interrupt_says_what_was_pending(stage: Stage) -> None:
    url = stage.play(TOKEN + b"event: tok", stage.gate())
    with checking(url, "--format", "jsonl", "--profile", "ciniterflow") as process:
        assert process.stdout is not None
        assert "ORD101" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate()
    capture = capture_of(stdout)
    assert capture["notice"] == (
        "the check stopped: interrupted; 10 bytes of an unfinished event were pending; the order still awaited metadata, end"
    )
    assert (capture["outcome"], stderr, process.returncode) == ("stopped", "", 130)


DEMANDS = [
    pytest.param([WHOLE], ("--require-profile", "--expect", "completed"), [], 0, id="met"),
    pytest.param([b"data: hello\n\n"], ("--require-profile",), ["SSE801"], 1, id="no profile"),
    pytest.param([START, b"event: error\ndata: no\n\n"], ("--expect", "completed"), ["SSE509", "SSE802"], 1, id="a failure"),
    pytest.param([START, b"event: error\ndata: no\n\n"], ("--expect", "failed"), ["SSE509"], 0, id="the failure that was expected"),
    pytest.param([START, cut], ("--expect", "completed"), ["ORD104", "SSE802"], 1, id="a cut"),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "options", "codes", "code"), DEMANDS)
def test_demands(
    stage: Stage, steps: list[Any], options: tuple[str, ...], codes: list[str], code: int
) -> None:
    result = run(stage.play(*steps), *options)
    assert sorted(each["code"] for each in findings_of(result.stdout)) == codes
    assert result.exit_code == code


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        pytest.param(b"<!doctype html><title>502</title>", "text/event-stream", id="a page that says it is a stream"),
        pytest.param(b'{"log": {"entries": []}}', "text/event-stream", id="a recording"),
        pytest.param(b'{"a": 1}', "application/json", id="a document that says so"),
    ],
)  # fmt: skip
def test_a_body_that_is_no_stream(stage: Stage, body: bytes, media_type: str) -> None:
    result = run(stage.play(body, headers=STREAM | {"Content-Type": media_type}))
    assert result.exit_code == 3
    assert result.stderr.startswith("sse-conform: http://127.0.0.1:")
