"""The program as people and pipes meet it: a terminal, a reader that goes away, a signal, a slow writer."""

import contextlib
import json
import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-P", "-m", "sse_conform"]
CUT = b"data: a\n\ndata: b\n"
MIXED = b"data: a\r\n\r\ndata: b\n\n"


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    pipe = subprocess.PIPE
    with subprocess.Popen([*COMMAND, *arguments], stdin=pipe, stdout=pipe, stderr=pipe) as process:
        try:
            yield process
        finally:
            process.kill()


def on_terminal(*arguments: str | Path, **environment: str) -> tuple[str, int]:
    """What a terminal is sent by standard output and standard error, and the exit code."""
    ours, theirs = pty.openpty()
    env = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    env |= {"TERM": "xterm", "COLUMNS": "100"} | environment
    with subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stdin=theirs, stdout=theirs, stderr=theirs, env=env
    ) as process:
        os.close(theirs)
        sent = bytearray()
        # A terminal whose last program has gone gives an error on Linux, and nothing on others.
        with contextlib.suppress(OSError):
            while data := os.read(ours, 65536):
                sent += data
        os.close(ours)
    return sent.decode(), process.returncode


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    path = tmp_path / "cut.sse"
    path.write_bytes(CUT)
    return path


@pytest.mark.parametrize(
    ("environment", "colored"),
    [
        pytest.param({}, True, id="colored"),
        pytest.param({"NO_COLOR": "1"}, False, id="not with NO_COLOR"),
        pytest.param({"NO_COLOR": ""}, True, id="colored with an empty NO_COLOR"),
        pytest.param({"TERM": "dumb"}, False, id="not on a dumb terminal"),
    ],
)
def test_findings_on_a_terminal(capture: Path, environment: dict[str, str], colored: bool) -> None:
    sent, code = on_terminal("check", capture, **environment)
    assert ("\x1b[1;31merror SSE105\x1b[0m" in sent) is colored
    assert "Found 1 error" in sent
    assert code == 1


def read_until(terminal: int, mark: bytes, more: Callable[[], object] = lambda: None) -> bytes:
    """What a terminal is sent up to a mark, while more is done to bring it about."""
    sent = bytearray()
    while mark not in sent:
        more()
        if select.select([terminal], [], [], 0.05)[0]:
            sent += os.read(terminal, 65536)
    return bytes(sent)


def test_long_work_shows_progress_on_a_terminal() -> None:
    ours, theirs = pty.openpty()
    command = [*COMMAND, "check", "-", "--profile", "none", "--format", "concise"]
    env = os.environ | {"TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=theirs, stderr=theirs, env=env) as checking:
        os.close(theirs)
        stdin = checking.stdin
        assert stdin is not None

        def feed() -> None:
            stdin.write(b"data: a\n\n")
            stdin.flush()

        for _ in range(3):
            read_until(ours, "━".encode(), feed)  # the bar is drawn, and again, while the stream is open
        stdin.write(b"data: a\r\n\r\n")
        stdin.flush()
        sent = read_until(ours, b"SSE101")
        assert b"\x1b[2K" in sent.partition(b"warning SSE101")[0]  # and erased before a finding is written
        read_until(ours, "━".encode(), feed)  # and drawn again
        stdin.close()
        last = read_until(ours, b"no profile was asked for.\r\n")
        os.close(ours)
    before, _, after = last.partition(b"-: order not checked (no profile was asked for), ")
    assert b"\x1b[2K" in before
    assert b": ended\r\nFound 1 warning in 1 capture.\r\n" in after
    assert b"\x1b" not in after


@pytest.mark.parametrize("options", [(), ("-q",)], ids=["few files", "quiet"])
def test_no_progress(tmp_path: Path, options: tuple[str, ...]) -> None:
    for number in range(25 if options else 2):
        (tmp_path / f"{number}.sse").write_bytes(MIXED)
    sent, _ = on_terminal("check", tmp_path, "--format", "concise", "--no-color", *options)
    assert "\x1b" not in sent


def test_a_finding_is_written_before_the_stream_goes_on() -> None:
    with process("check", "-", "--format", "jsonl") as checking:
        assert checking.stdin is not None
        assert checking.stdout is not None
        checking.stdin.write(MIXED)
        checking.stdin.flush()
        assert b"SSE101" in checking.stdout.readline()
        assert checking.poll() is None
        rest, complaints = checking.communicate(b"data: c\n\n")
        assert [list(json.loads(line)) for line in rest.splitlines()] == [["v", "capture"], ["v", "summary"]]
        assert complaints == b""
        assert checking.returncode == 0


def test_a_record_is_written_before_the_stream_goes_on() -> None:
    with process("decode") as decoding:
        assert decoding.stdin is not None
        assert decoding.stdout is not None
        decoding.stdin.write(b"data: a\n\nda")
        decoding.stdin.flush()
        assert decoding.stdout.readline() == b'{"type": "message", "data": "a", "id": ""}\n'
        assert decoding.communicate(b"ta: b\n\n") == (b'{"type": "message", "data": "b", "id": ""}\n', b"")


def test_a_block_is_written_before_the_lines_go_on() -> None:
    with process("encode") as encoding:
        assert encoding.stdin is not None
        assert encoding.stdout is not None
        encoding.stdin.write(b'{"data": "a"}\n{"da')
        encoding.stdin.flush()
        assert [encoding.stdout.readline(), encoding.stdout.readline()] == [b"data: a\n", b"\n"]
        assert encoding.communicate(b'ta": "b"}\n') == (b"data: b\n\n", b"")


@pytest.mark.parametrize(
    ("arguments", "first", "second", "code"),
    [
        pytest.param(("decode",), b"data: a\n\n", b"data: a\n\n" * 20_000, 0, id="decode"),
        pytest.param(("encode",), b'{"data": "a"}\n', b'{"data": "a"}\n' * 20_000, 0, id="encode"),
        pytest.param(
            ("check", "-", "--format", "jsonl", "--fail-on", "warning"),
            MIXED,
            b"data \n\n" * 20_000,
            1,
            id="check",
        ),
    ],
)
def test_a_reader_that_goes_away_is_no_fault(
    arguments: tuple[str, ...], first: bytes, second: bytes, code: int
) -> None:
    with process(*arguments) as filtering:
        assert filtering.stdin is not None
        assert filtering.stdout is not None
        assert filtering.stderr is not None
        filtering.stdin.write(first)
        filtering.stdin.flush()
        filtering.stdout.readline()
        filtering.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            filtering.stdin.write(second)
            filtering.stdin.close()
        assert filtering.wait() == code
        assert filtering.stderr.read() == b""


@pytest.mark.parametrize("command", ["decode", "encode"])
def test_an_interrupt(command: str) -> None:
    with process(command) as filtering:
        assert filtering.stdin is not None
        assert filtering.stdout is not None
        filtering.stdin.write(b"data: a\n\n" if command == "decode" else b'{"data": "a"}\n')
        filtering.stdin.flush()
        filtering.stdout.readline()  # it is at work
        filtering.send_signal(signal.SIGINT)
        assert filtering.wait() == 130
        assert filtering.stderr is not None
        assert filtering.stderr.read() == b""


def test_text_that_the_terminal_has_no_character_for(tmp_path: Path) -> None:
    path = tmp_path / "x.sse"
    path.write_bytes("data: é\n".encode())
    env = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([*COMMAND, "check", path], env=env, capture_output=True, check=False)
    assert b"1 | data: \\xe9\n" in done.stdout
    assert done.returncode == 1


def test_the_version_and_the_help() -> None:
    done = subprocess.run([*COMMAND, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("sse-conform")
    done = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, check=True)
    for command in ("check", "rules", "explain", "decode", "encode"):
        assert f"\n  {command} " in done.stdout


def test_a_command_that_is_none() -> None:
    done = subprocess.run([*COMMAND, "chek"], capture_output=True, text=True, check=False)
    assert "there is no command 'chek'; did you mean check?" in done.stderr
    assert done.returncode == 2
