"""`decode` and `encode`: Unix filters that undo each other, write as they read, and refuse what would not come back."""

import gzip
import json
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from sse_conform.cli import main

Run = Callable[..., Result]


def records(result: Result) -> list[object]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def event(data: str, type: str = "message", id: str = "", **more: object) -> dict[str, object]:
    return {"type": type, "data": data, "id": id, **more}


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        pytest.param(
            b"data: a\n\nevent: b\ndata: c\ndata: d\n\n", [event("a"), event("c\nd", "b")], id="events"
        ),
        pytest.param(
            b"id: 1\ndata: a\n\ndata: b\n\n", [event("a", id="1"), event("b", id="1")], id="an id stays"
        ),
        pytest.param(b"retry: 10\ndata: a\n\n", [event("a", retry=10)], id="a retry in an event"),
        pytest.param(b"retry: 10\n\n", [{"retry": 10}], id="a retry alone"),
        pytest.param(b"retry: ten\ndata: a\n\n", [event("a")], id="a retry that is none"),
        pytest.param(
            b"id: 1\nid: 2\nevent: x\n\ndata: a\n\n", [{"id": "2"}, event("a", id="2")], id="an id alone"
        ),
        pytest.param(b"id: 1\0\n\ndata: a\n\n", [event("a")], id="an id that is ignored"),
        pytest.param(b": hello\ndata: a\n\n: bye\n", [event("a")], id="comments are left out"),
        pytest.param(b"data: a\r\r", [event("a")], id="a blank line that is a CR at the end"),
        pytest.param("data: Grüße\u2028\x1b\n\n".encode(), [event("Grüße\u2028\x1b")], id="beyond ASCII"),
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\ndata: a\n\n", [event("a")], id="behind a response head"),
        pytest.param(
            b"HTTP/1.1 200 OK\nContent-Encoding: gzip\n\n" + gzip.compress(b"data: a\n\n"),
            [event("a")],
            id="compressed",
        ),
    ],
)
def test_decode(run: Run, stream: bytes, expected: list[object]) -> None:
    result = run("decode", stdin=stream)
    assert records(result) == expected
    assert (result.stderr, result.exit_code) == ("", 0)


def test_comments_where_they_are_asked_for(run: Run) -> None:
    result = run("decode", "--comments", stdin=b": hi\ndata: a\n:there\n\n:\n\n")
    assert records(result) == [{"comment": "hi"}, {"comment": "there"}, event("a"), {"comment": ""}]


def test_a_line_is_safe_to_print(run: Run) -> None:
    result = run("decode", stdin="data: é\u2028\u202e\x9b\n\n".encode())
    assert result.stdout == '{"type": "message", "data": "é\\u2028\\u202e\\u009b", "id": ""}\n'


def test_a_file(run: Run, captures: Path) -> None:
    (captures / "x.sse").write_bytes(b"data: a\n\n")
    assert records(run("decode", "x.sse")) == [event("a")]


@pytest.mark.parametrize(
    ("stream", "lines", "sentence", "code"),
    [
        pytest.param(
            b"data: a\n\ndata: b\n",
            1,
            "-: the stream ends inside an event; 8 bytes are discarded",
            1,
            id="a stream that ends inside an event",
        ),
        pytest.param(
            b"data: a\n\n" + b"data: " + b"b" * 64,
            1,
            "-: the block at byte 41 of the stream is larger than max_event_size=32 bytes; ",
            2,
            id="an event over the limit",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\nContent-Length: 10\n\ndata: a\n\n",
            1,
            "-: the body ends after 9 of the 10 bytes of its Content-Length",
            1,
            id="a body that is too short",
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\nContent-Encoding: gzip\n\n\x1f\x8b\x08",
            0,
            "-: the gzip data breaks off after 3 bytes",
            1,
            id="compressed data that breaks off",
        ),
        pytest.param(b"<html>", 0, "-: it is a page of HTML or XML, not an event stream; ", 2, id="a page"),
        pytest.param(b"", 0, "-: it is empty; ", 2, id="nothing"),
    ],
)
def test_what_decode_complains_of(run: Run, stream: bytes, lines: int, sentence: str, code: int) -> None:
    result = run("decode", "--max-event-size", "32", stdin=stream)
    assert len(result.stdout.splitlines()) == lines
    assert result.stderr.startswith(f"sse-conform: {sentence}")
    assert result.exit_code == code


@pytest.mark.parametrize("command", ["decode", "encode"])
@pytest.mark.parametrize(
    ("name", "reason"),
    [("nowhere", "No such file or directory"), (".", "Is a directory")],
    ids=["missing", "a folder"],
)
def test_a_file_that_cannot_be_read(run: Run, captures: Path, command: str, name: str, reason: str) -> None:
    result = run(command, name)
    assert result.stderr == f"sse-conform: {name}: it cannot be read: {reason}\n"
    assert (result.stdout, result.exit_code) == ("", 2)


@pytest.mark.parametrize(
    ("lines", "stream"),
    [
        pytest.param('{"data": "a"}', b"data: a\n\n", id="data"),
        pytest.param('{"data": ""}', b"data:\n\n", id="empty data"),
        pytest.param(
            '{"data": "a\\nb", "type": "t"}', b"event: t\ndata: a\ndata: b\n\n", id="type and two lines"
        ),
        pytest.param('\n{"retry": 5}\n\n', b"retry: 5\n\n", id="a retry alone, between empty lines"),
        pytest.param('{"comment": "ping"}', b": ping\n\n", id="a comment alone"),
        pytest.param(
            '{"comment": "c", "data": "a", "retry": 0}', b": c\nretry: 0\ndata: a\n\n", id="all in one"
        ),
        pytest.param(
            '{"data": "a", "id": "1"}\n{"data": "b", "id": "1"}\n{"data": "c", "id": ""}\n{"data": "d"}',
            b"id: 1\ndata: a\n\ndata: b\n\nid:\ndata: c\n\ndata: d\n\n",
            id="an id where it changes",
        ),
        pytest.param('{"id": ""}', b"id:\n\n", id="an id that resets, alone"),
    ],
)
def test_encode(run: Run, lines: str, stream: bytes) -> None:
    result = run("encode", stdin=lines.encode())
    assert (result.stdout_bytes, result.stderr, result.exit_code) == (stream, "", 0)


@pytest.mark.parametrize(
    ("newline", "stream"), [("crlf", b"data: a\r\n\r\n"), ("cr", b"data: a\r\r"), ("lf", b"data: a\n\n")]
)
def test_the_line_ending(run: Run, captures: Path, newline: str, stream: bytes) -> None:
    (captures / "x.jsonl").write_bytes(b'{"data": "a"}\n')
    assert run("encode", "x.jsonl", "--newline", newline).stdout_bytes == stream


def test_a_carriage_return_is_a_line_break_when_asked(run: Run) -> None:
    assert run("encode", "--normalize", stdin=b'{"data": "a\\r\\nb"}').stdout_bytes == b"data: a\ndata: b\n\n"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        pytest.param("data: a", "this line is not JSON (Expecting value: ", id="no JSON"),
        pytest.param("[" * 100_000, "this line is not JSON (", id="JSON that is too deep"),
        pytest.param("[]", 'this line is not a JSON object; write {"data": "Once upon"}', id="no object"),
        pytest.param("{}", 'the object is empty; write {"data": "Once upon"}', id="an empty object"),
        pytest.param(
            '{"Data": ""}',
            "there is no member 'Data'; choose of type, data, id, retry, comment",
            id="an unknown member",
        ),
        pytest.param('{"data": 1}', "data must be a string, not 1", id="data that is a number"),
        pytest.param('{"retry": "1"}', "retry must be a whole number, not '1'", id="a retry that is text"),
        pytest.param(
            '{"retry": true}', "retry must be a whole number, not True", id="a retry that is a truth value"
        ),
        pytest.param(
            '{"retry": -1}', "retry: must be a whole number of milliseconds ", id="a negative retry"
        ),
        pytest.param(
            '{"data": "a\\rb"}',
            "data: a CR at index 1 would read back as a line break; use --normalize ",
            id="a CR in data",
        ),
        pytest.param(
            '{"data": "", "type": "a\\nb"}',
            "type: an LF at index 1 cannot be part of it",
            id="a line break in the type",
        ),
        pytest.param('{"id": "1\\u0000"}', "id: a NUL at index 1 cannot be part of it", id="a NUL in the id"),
        pytest.param(
            '{"data": "\\ud83d"}', "data: a lone surrogate has no UTF-8", id="half a surrogate pair"
        ),
        pytest.param('{"type": "a"}', "type: without data no event is dispatched", id="a type without data"),
    ],
)
def test_a_line_that_cannot_be_written(run: Run, line: str, sentence: str) -> None:
    result = run("encode", stdin=f'{{"data": "good"}}\n\n{line}\n{{"data": "later"}}\n'.encode())
    assert result.stderr.startswith(f"sse-conform: -:3: {sentence}")
    assert result.stdout_bytes == b"data: good\n\n"
    assert result.exit_code == 2


FRAGMENTS = st.sampled_from(
    [
        b"data",
        b"event",
        b"id",
        b"retry",
        b":",
        b": ",
        b" ",
        b"\n",
        b"\n\n",
        b"\r",
        b"\r\n",
        b"1",
        b"a",
        b"\xff",
        b"\0",
        "é".encode(),
    ]
)


@given(st.lists(FRAGMENTS, max_size=60).map(b"".join))
def test_decode_encode_decode_is_decode(stream: bytes) -> None:
    def run(*arguments: str, stdin: bytes) -> bytes:
        return CliRunner().invoke(main, arguments, input=stdin).stdout_bytes

    lines = run("decode", "--comments", stdin=stream)
    assert run("decode", "--comments", stdin=run("encode", stdin=lines)) == lines


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit on memory")
def test_encode_refuses_a_line_that_no_reader_would_take(tmp_path: Path) -> None:
    script = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20)); "
        "sys.argv = ['sse-conform', 'encode', '-']; runpy.run_module('sse_conform', run_name='__main__')"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    with suppress(BrokenPipeError):
        for _ in range(500):
            process.stdin.write(b"x" * 1_000_000)
    output, errors = process.communicate()
    assert (process.returncode, output) == (2, b"")
    assert b"-:1: this line is longer than 16 MiB" in errors


def test_of_many_streams_one_is_decoded_and_the_others_are_told_of(run: Run, captures: Path) -> None:
    (captures / "a.ssecap").write_text(
        '{"ssecap":1}\n[0,"d","data: a\\n\\n"]\n[0,"eof",""]\n[0,"conn",{}]\n[0,"d","data: b\\n\\n"]\n[0,"eof",""]\n'
    )
    result = run("decode", "a.ssecap")
    assert records(result) == [event("a")]
    assert (
        result.stderr
        == "sse-conform: a.ssecap: it holds more streams; name another with --only, as in: --only 2\n"
    )
    assert result.exit_code == 0
    result = run("decode", "a.ssecap", "--only", "2")
    assert (records(result), result.stderr, result.exit_code) == ([event("b")], "", 0)


def test_a_stream_that_is_not_there_is_told(run: Run, captures: Path) -> None:
    (captures / "a.ssecap").write_text('{"ssecap":1}\n[0,"eof",""]\n')
    result = run("decode", "a.ssecap", "--only", "3")
    words = "it holds no stream of that name; passed over 1 stream that --only does not name"
    assert (result.stderr, result.exit_code) == (f"sse-conform: a.ssecap: {words}\n", 2)
    (captures / "a.har").write_text('{"log":{"entries":[]}}')
    result = run("decode", "a.har")
    assert "a.har: it holds no event stream" in result.stderr
    assert result.exit_code == 2
    (captures / "b.ssecap").write_text('{"ssecap":2}\n')
    assert "it is of version 2" in run("decode", "b.ssecap").stderr


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/?token=hunter2hunter2"
        result = CliRunner().invoke(main, ["decode", address], prog_name="sse-conform")
    assert result.exit_code == 3
    assert "refused" in result.stderr
    assert "hunter2" not in result.stderr


def test_the_head_of_a_recorded_response_is_included(run: Run, captures: Path) -> None:
    (captures / "a.http").write_bytes(b"HTTP/1.1 200 OK\r\nSet-Cookie: id=1\r\n\r\ndata: a\n\n")
    first, *events = records(run("decode", "-i", "a.http"))
    assert first == {"head": {"version": "1.1", "status": 200, "headers": [["Set-Cookie", "REDACTED"]]}}
    assert events == [event("a")]
