"""A compressed stream is checked as it comes: a finding is told before the server sends the next event."""

import gzip
import importlib
import sys
import zlib
from collections.abc import Callable
from typing import Any

import brotli
import pytest

from sse_conform.captures import Chunk, Ending, NoStreamError
from sse_conform.live import Patience, Request, fetch

from .conftest import STREAM, Stage
from .test_check_url import END, METADATA, START, TOKEN, check, checking, next_finding, rest

zstd: Any = importlib.import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
Compress = Callable[[bytes], bytes]


def flushed(compressor: Any, *mode: int) -> tuple[Compress, Compress]:
    return (lambda data: compressor.compress(data) + compressor.flush(*mode), lambda data: compressor.compress(data) + compressor.flush())  # fmt: skip


def flushing(coding: str) -> tuple[Compress, Compress]:
    """What compresses and flushes, and what compresses and finishes."""
    match coding:
        case "gzip":
            return flushed(zlib.compressobj(wbits=31), zlib.Z_SYNC_FLUSH)
        case "deflate":
            return flushed(zlib.compressobj(), zlib.Z_SYNC_FLUSH)
        case "raw deflate":
            return flushed(zlib.compressobj(wbits=-15), zlib.Z_SYNC_FLUSH)
        case "br":
            br = brotli.Compressor(quality=4)
            return (lambda data: br.process(data) + br.flush(), lambda data: br.process(data) + br.finish())
        case _:
            zst = zstd.ZstdCompressor()
            return flushed(zst, zst.FLUSH_BLOCK)


def headers(coding: str) -> dict[str, str]:
    return STREAM | {"Content-Encoding": coding.removeprefix("raw ")}


CODINGS = ["gzip", "deflate", "raw deflate", "br", "zstd"]


@pytest.mark.parametrize("coding", CODINGS)
def test_an_event_is_there_before_the_next_is_sent(stage: Stage, coding: str) -> None:
    compress, finish = flushing(coding)
    gates = [stage.gate(), stage.gate()]
    steps = [compress(START), gates[0], compress(TOKEN), gates[1], finish(END)]
    with fetch(Request(stage.play(*steps, headers=headers(coding))), Patience(max_time=30)) as capture:
        assert capture.notes == (f"{coding.removeprefix('raw ')} undone",)
        for event, gate in zip([START, TOKEN], gates, strict=True):
            read = next(capture.reads)
            assert isinstance(read, Chunk)
            assert read.data == event
            assert read.t is not None
            assert not gate.is_set()
            gate.set()
        *chunks, last = capture.reads
    assert [read.data for read in chunks if isinstance(read, Chunk)] == [END]
    assert last == Ending()


@pytest.mark.parametrize("coding", CODINGS)
def test_a_finding_is_told_while_the_stream_is_open(stage: Stage, coding: str) -> None:
    compress, finish = flushing(coding)
    gate, last = stage.gate(), stage.gate()
    steps = [compress(TOKEN + METADATA + END), gate, compress(TOKEN), last, finish(b"")]
    url = stage.play(*steps, headers=headers(coding))
    with checking(url, "--format", "jsonl", "--profile", "ciniterflow", "--ignore", "SSE3") as process:
        missing = next_finding(process)
        assert not gate.is_set()
        gate.set()
        late = next_finding(process)
        assert not last.is_set()
        last.set()
        codes, stderr, code = rest(process)
    assert (missing["code"], late["code"]) == ("ORD101", "ORD103")
    assert (codes, code) == ([], 1)
    assert stderr == f"sse-conform: {url}: {coding.removeprefix('raw ')} undone\n"
    assert (missing["pos"]["chunk"], late["pos"]["chunk"]) == (1, 2)
    assert 0 < missing["pos"]["t"] <= late["pos"]["t"]


WHOLE = START + TOKEN + METADATA + END
BROKEN = [
    pytest.param("gzip", gzip.compress(WHOLE)[:-3], {"SSE307", "SSE318"}, 0, id="gzip without its end, and every event"),
    pytest.param("gzip", flushing("gzip")[0](START + TOKEN), {"SSE307", "ORD104"}, 1, id="gzip without its end, and not every event"),
    pytest.param("gzip", gzip.compress(WHOLE) + b"\xff" * 9, {"SSE307", "SSE318"}, 1, id="something behind gzip"),
    pytest.param("br, gzip", gzip.compress(brotli.compress(WHOLE)), {"SSE307"}, 0, id="two codings"),
    pytest.param("utf-8", WHOLE, {"SSE307"}, 0, id="text under a coding that nobody knows"),
]  # fmt: skip


@pytest.mark.parametrize(("coding", "data", "codes", "code"), BROKEN)
def test_what_is_found(stage: Stage, coding: str, data: bytes, codes: set[str], code: int) -> None:
    found, _, exit_code = check(stage.play(data, headers=headers(coding)), "--profile", "ciniterflow")
    assert set(found) == codes
    assert exit_code == code


NOTHING = [
    pytest.param("gzip", WHOLE, "its body is empty: the data is not gzip, as Content-Encoding says", id="text that says it is gzip"),
    pytest.param("br", b"\xff" * 99, "its body is empty: the br data is damaged near byte 0", id="damage from the start"),
    pytest.param("compress", b"\x1f\x9d\x90", "its Content-Encoding is 'compress', which nobody here can undo", id="a coding that nobody knows"),
    pytest.param("aes\x1b[2J", b"\x1f\x9d\x90", r"its Content-Encoding is 'aes\x1b[2j', which nobody here can undo", id="a coding that would clear the screen"),
]  # fmt: skip


@pytest.mark.parametrize(("coding", "data", "reason"), NOTHING)
def test_no_stream_comes_of_it(stage: Stage, coding: str, data: bytes, reason: str) -> None:
    url = stage.play(data, headers=headers(coding))
    _, stderr, code = check(url)
    assert stderr.splitlines()[-1] == f"sse-conform: {url}: {reason}"
    assert code == 3


def test_an_answer_that_is_refused_is_shown_as_what_it_says(stage: Stage) -> None:
    url = stage.play(gzip.compress(b'{"message": "no such flow"}'), status=404, headers=headers("gzip"))
    _, stderr, code = check(url)
    assert stderr.splitlines()[-1].endswith('not 200; its answer begins: {"message": "no such flow"}')
    assert code == 3


def test_an_unknown_coding_does_not_hide_why_an_answer_is_refused(stage: Stage) -> None:
    url = stage.play(b"\x1f\x9d\x90", status=404, headers=headers("compress"))
    _, stderr, code = check(url)
    reason = (
        "the server answered 404, not 200; its Content-Encoding is 'compress', which nobody here can undo"
    )
    assert stderr == f"sse-conform: {url}: {reason}\n"
    assert code == 3


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_a_bomb_is_left_when_enough_was_seen(stage: Stage, coding: str) -> None:
    compress = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstd.compress}[coding]
    url = stage.play(compress(b"data: a\n\n" * 5_000_000), stage.gate(), headers=headers(coding))
    found, _, code = check(url, "--max-events", "3", "--select", "SSE1")
    assert (found, code) == ([], 0)


def test_too_many_codings(stage: Stage) -> None:
    url = stage.play(headers=headers(", ".join(["br"] * 6)))
    sentence = f"sse-conform: {url}: its body has 6 content codings; 5 are the limit\n"
    assert check(url) == ([], sentence, 3)


def test_a_refusal_is_no_stream(stage: Stage) -> None:
    url = stage.play(b"\x1f\x9d\x90", headers=headers("compress"))
    with fetch(Request(url), Patience(max_time=30)) as capture, pytest.raises(NoStreamError):
        next(capture.reads)
