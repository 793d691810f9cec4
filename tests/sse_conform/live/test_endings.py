"""Each way in which a live stream can end is told from the others, by a sentence of its own."""

import time
from typing import Any

import httpx2
import pytest

from sse_conform.captures import CaptureError, Chunk, Ending, NoStreamError
from sse_conform.head import ResponseHead
from sse_conform.live import Patience, Request, fetch
from sse_conform.live._endings import broken_off

from .conftest import Stage, Wire, cut

PATIENT = Patience(max_time=30)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
LENGTH = b"Content-Length: %d\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
LINE = b"data: a\n"


def reads(url: str, patience: Patience = PATIENT) -> list[bytes | Ending]:
    """The chunks of a stream, then how it ended."""
    with fetch(Request(url), patience) as capture:
        return [read.data if isinstance(read, Chunk) else read for read in capture.reads]


BODIES = [
    pytest.param(b"", LINE, Ending(), id="closed where nothing says how long it is"),
    pytest.param(LENGTH % 8, LINE, Ending(), id="as long as it said"),
    pytest.param(LENGTH % 8, LINE + b"more", Ending(), id="bytes too many, which no client reads"),
    pytest.param(LENGTH % 8 * 2, LINE, Ending(), id="the same length twice"),
    pytest.param(LENGTH % 9, LINE, Ending("short", "the body ends after 8 of the 9 bytes of its Content-Length"), id="shorter than it said"),
    pytest.param(CHUNKED, b"8\r\ndata: a\n\r\n0\r\n\r\n", Ending(), id="a last chunk"),
    pytest.param(CHUNKED, b"8\r\ndata: a\n\r\n0\r\n\r\nmore", Ending(), id="bytes behind the last chunk"),
    pytest.param(LENGTH % 99 + CHUNKED, b"8\r\ndata: a\n\r\n0\r\n\r\n", Ending(), id="chunks outweigh a length"),
    pytest.param(CHUNKED, b"8\r\ndata: a\n\r\n", Ending("incomplete"), id="no last chunk"),
    pytest.param(LENGTH % 99 + CHUNKED, b"8\r\ndata: a\n\r\n", Ending("incomplete"), id="no last chunk, whatever the length"),
    pytest.param(CHUNKED, b"9\r\ndata: a\n", Ending("incomplete"), id="the connection closed in a chunk"),
    pytest.param(CHUNKED, b"8\r\ndata: a\n\r\nzz\r\n", Ending("incomplete", "where the size of a chunk must stand is something else"), id="a size that is none"),
    pytest.param(CHUNKED, b"8\r\ndata: a\nmore\r\n0\r\n\r\n", Ending("incomplete", "a chunk does not have the size that it says"), id="a size that is too small"),
    pytest.param(CHUNKED, b"8\r\ndata: a\n\r\n0\r\nno header\r\n\r\n", Ending("incomplete", "the end of the chunked body is malformed"), id="a trailer that is none"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "body", "ending"), BODIES)
def test_how_a_body_ends(wire: Wire, head: bytes, body: bytes, ending: Ending) -> None:
    assert reads(wire.play(HEAD + head + b"\r\n" + body)) == [LINE, ending]


@pytest.mark.parametrize("framing", [b"", LENGTH % 99, CHUNKED], ids=["no framing", "a length", "chunks"])
def test_a_connection_that_is_reset(wire: Wire, framing: bytes) -> None:
    gate = wire.gate()
    start = b"8\r\ndata: a\n" if framing == CHUNKED else LINE
    with fetch(Request(wire.play(HEAD + framing + b"\r\n" + start, gate, reset=True)), PATIENT) as capture:
        assert isinstance(next(capture.reads), Chunk)
        gate.set()
        assert list(capture.reads) == [Ending("reset")]


def test_a_server_that_dies_in_an_event(stage: Stage) -> None:
    assert reads(stage.play(b"data: a\n\ndata: b", cut)) == [b"data: a\n\ndata: b", Ending("incomplete")]


def test_silence(stage: Stage) -> None:
    url = stage.play(LINE, stage.gate())
    ending = Ending("timeout", "nothing came for 0.5 s (--idle-timeout)")
    assert reads(url, Patience(max_time=30, idle_timeout=0.5)) == [LINE, ending]


def test_the_time_is_up_in_silence(stage: Stage) -> None:
    url = stage.play(LINE, stage.gate())
    assert reads(url, Patience(max_time=1, idle_timeout=30)) == [
        LINE,
        Ending("time-up", "1 s (--max-time) passed"),
    ]


def test_the_time_is_up_while_the_stream_never_pauses(stage: Stage) -> None:
    url = stage.play(*[LINE] * 3)
    with fetch(Request(url), Patience(max_time=1)) as capture:
        assert isinstance(next(capture.reads), Chunk)
        time.sleep(1)  # the limit itself is what is waited for
        assert list(capture.reads) == [Ending("time-up", "1 s (--max-time) passed")]


def caused(error: Exception, cause: Exception) -> Any:
    error.__cause__ = cause
    return error


PLAIN = ResponseHead("1.1", 200)
ERRORS = [
    pytest.param(caused(httpx2.ReadError("x"), ConnectionResetError(104, "Connection reset by peer")), PLAIN, Ending("reset"), id="a reset"),
    pytest.param(caused(httpx2.ReadError("x"), TimeoutError(110, "Connection timed out")), PLAIN, Ending("reset", "the connection broke: Connection timed out"), id="a network that is gone"),
    pytest.param(httpx2.ReadError("x"), PLAIN, Ending("reset"), id="a break without a cause"),
    pytest.param(httpx2.RemoteProtocolError("x"), ResponseHead("2", 200), Ending("reset", "the server reset the stream of the response"), id="a stream of HTTP/2"),
]  # fmt: skip


@pytest.mark.parametrize(("error", "head", "ending"), ERRORS)
def test_what_an_error_stands_for(error: Any, head: ResponseHead, ending: Ending) -> None:
    assert broken_off(error, head, 1) == ending


QUIRKS = [
    pytest.param(LENGTH % 8 + LENGTH % 9, "conflicting Content-Length headers", id="two lengths"),
    pytest.param(b"Content-Length: x\r\n", "bad Content-Length", id="a length that is none"),
    pytest.param(b"Transfer-Encoding: gzip, chunked\r\n", "Only Transfer-Encoding: chunked is supported", id="a coding of the transfer"),
    pytest.param(b"no header\r\n", "illegal header line: bytearray(b'no header')", id="a line that is no header"),
    pytest.param(b"n" * 900 + b"\r\n", "illegal header line: bytearray(b'nnn", id="a long one"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "reason"), QUIRKS)
def test_a_head_that_no_client_takes(wire: Wire, fields: bytes, reason: str) -> None:
    with pytest.raises(CaptureError) as raised, fetch(Request(wire.play(HEAD + fields + b"\r\n")), PATIENT):
        pytest.fail("there was an answer")
    assert isinstance(raised.value, NoStreamError)
    assert raised.value.reason.startswith(f"no valid HTTP response: {reason}")
    assert len(raised.value.reason) < 250
