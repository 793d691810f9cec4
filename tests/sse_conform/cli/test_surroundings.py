"""Closed streams, profiles of strangers and faults of our own: a sentence and an exit code, and nothing else."""

import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from sse_conform.check import StreamCheck

Run = Callable[..., Result]

COMMAND = shlex.join([sys.executable, "-P", "-m", "sse_conform"])
GOOD = b"data: a\n\n"


@pytest.mark.parametrize(
    ("arguments", "stderr", "code"),
    [
        pytest.param("check - <&-", "sse-conform: -: it cannot be read: Bad file descriptor\n", 2, id="check, no input"),
        pytest.param("check good.sse >&-", "sse-conform: standard output cannot be written: Bad file descriptor\n", 2, id="check, no output"),
        pytest.param("check good.sse 2>&-", "", 0, id="check, no errors"),
        pytest.param("check good.sse nowhere <&- >&- 2>&-", "", 2, id="check, nothing at all"),
        pytest.param("decode <&-", "sse-conform: -: it cannot be read: Bad file descriptor\n", 2, id="decode, no input"),
        pytest.param("decode good.sse >&-", "sse-conform: standard output: Bad file descriptor\n", 2, id="decode, no output"),
        pytest.param("encode <&-", "sse-conform: -: Bad file descriptor\n", 2, id="encode, no input"),
        pytest.param("--help >&-", "sse-conform: standard output: Bad file descriptor\n", 2, id="the help, no output"),
        pytest.param("check http://127.0.0.1:1/ -d @- <&-", "- cannot be read: Bad file descriptor\n", 2, id="a body, no input"),
    ],
)  # fmt: skip
def test_a_closed_stream(captures: Path, arguments: str, stderr: str, code: int) -> None:
    (captures / "good.sse").write_bytes(GOOD)
    done = subprocess.run(f"{COMMAND} {arguments}", shell=True, capture_output=True, text=True, check=False)
    assert done.stderr.endswith(stderr)
    assert "Traceback" not in done.stderr
    assert done.returncode == code


def fail(*_: object) -> None:
    raise ZeroDivisionError("a bug \x1b[31m")


def test_a_fault_of_our_own_is_that_of_one_input(
    run: Run, captures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.sse", "b.sse"):
        (captures / name).write_bytes(GOOD)
    feed = StreamCheck.feed
    monkeypatch.setattr(
        StreamCheck, "feed", lambda check, *rest: fail() if check._source == "a.sse" else feed(check, *rest)
    )
    result = run("check", "a.sse", "b.sse")
    assert result.stderr == (
        "sse-conform: a.sse: ZeroDivisionError: a bug \\x1b[31m; this is a fault of sse-conform, not of your stream; please "
        "report it, with the output of `sse-conform --version` and of `sse-conform --traceback ...`\n"
    )
    assert "b.sse: order not checked" in result.stdout
    assert result.exit_code == 4


@pytest.mark.parametrize("command", ["check", "rules"])
def test_where_a_fault_is_for_who_asks(run: Run, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr(StreamCheck, "feed", fail)
    monkeypatch.setattr("sse_conform.cli.rules.entries", fail)
    arguments = (command, "-") if command == "check" else (command,)
    assert "Traceback" not in run(*arguments, stdin=GOOD).stderr
    result = run("--traceback", *arguments, stdin=GOOD)
    assert result.stderr.startswith("Traceback (most recent call last):\n")
    assert "\x1b" not in result.stderr
    assert result.exit_code == 4


def test_a_fault_before_there_is_a_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sse_conform.cli._root.Commands.make_context", fail)
    result = run("rules")
    assert result.stderr.startswith(
        "sse-conform: ZeroDivisionError: a bug \\x1b[31m; this is a fault of sse-conform"
    )
    assert result.exit_code == 4


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(("--\x1b[31m",), "--\\x1b[31m", id="an option"),
        pytest.param(("-", "--profile", "\x1b[31m\nx"), "\\x1b[31m\\nx: no file there", id="a profile"),
        pytest.param(("-", "--framing", "\x1b[31m"), "\\x1b[31m", id="a framing"),
        pytest.param(("http://x", "-X", "G T"), "a method is a word such as GET, POST or QUERY", id="a method"),
        pytest.param(("http://x", "-H", "A: \ud800"), "it has characters that cannot be sent", id="a header that cannot be sent"),
        pytest.param(("http://x", "-d", "\ud800"), "it has characters that cannot be sent", id="a body that cannot be sent"),
        pytest.param(("http://x", "--last-event-id", "a\nb"), "it must be one line, without control characters", id="an id of two lines"),
        pytest.param(("http://x", "--proto", "=ftp"), "there is no protocol 'ftp' here; choose http, https or all", id="a protocol"),
    ],
)  # fmt: skip
def test_wrong_usage_is_said_in_plain_characters(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    result = run("check", *arguments)
    assert sentence in " ".join(result.stderr.split())
    assert "\x1b" not in result.stderr
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        pytest.param("=https", {"https"}, id="set"),
        pytest.param("-http", {"https"}, id="taken away"),
        pytest.param("-all,+https", {"https"}, id="added to none"),
        pytest.param("=https,http", {"http", "https"}, id="a name alone is added"),
        pytest.param("-all", set(), id="none"),
    ],
)
def test_protocols(run: Run, monkeypatch: pytest.MonkeyPatch, asked: str, allowed: set[str]) -> None:
    seen: list[frozenset[str]] = []

    def fetch(request: object, _: object) -> None:
        seen.append(request.redirects.protocols)  # type: ignore[attr-defined]
        raise OSError

    monkeypatch.setattr("sse_conform.live.fetch", fetch)
    run("check", "http://x", "--proto", asked, "--max-redirs", "3", "--max-bytes", "5", "--location-trusted")
    assert seen == [allowed]


ESCAPE = r"\u001b[31m\u202e"
PROFILE = f"""\
profile = "mi{ESCAPE}ne"
title = "Mine{ESCAPE}"
spec = "spec{ESCAPE}"
[kinds]
"a{ESCAPE}" = "an{ESCAPE} a"
"b{ESCAPE}" = "a{ESCAPE} b"
"c{ESCAPE}" = "nowhere"
[group]
"g{ESCAPE}" = ["a{ESCAPE}", "b{ESCAPE}"]
[[framing]]
name = "na{ESCAPE}med"
kind = "type"
[order]
grammar = "a{ESCAPE} b{ESCAPE} g{ESCAPE}"
[[check]]
id = "che{ESCAPE}ck"
at = ["a{ESCAPE}"]
path = "/x{ESCAPE}"
rule = "type"
type = "object"
why = "be{ESCAPE}cause"
"""


@pytest.mark.parametrize(
    "arguments",
    [
        *(("check", "-", "--profile", "mine.toml", "--format", name, "--statistics") for name in ("text", "concise", "json", "jsonl")),
        *(("profile", "show", "mine.toml", "--format", name) for name in ("text", "json", "mermaid")),
        ("profile", "check", "mine.toml"),
        ("profile", "check", "mine.toml", "--format", "json"),
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize(
    "text",
    [PROFILE, PROFILE.replace("type = ", "typ = "), PROFILE + f'"x{ESCAPE}" = 1'],
    ids=["sound", "unsound", "with a key too many"],
)
def test_a_profile_writes_no_escape_sequences(
    run: Run, captures: Path, text: str, arguments: tuple[str, ...]
) -> None:
    (captures / "mine.toml").write_text(text)
    stream = 'event: a\x1b[31m\u202e\ndata: {"x\x1b[31m\u202e": 3}\n\n'.encode()
    result = run(*arguments, stdin=stream)
    written = result.stdout + result.stderr
    assert "31m" in written
    assert not {"\x1b", "\u202e"} & set(written)
    assert result.exit_code in (0, 1, 2)
