"""`check URL -o`, `decode URL` and `show URL`: what a server sends is kept as it comes, decoded and shown, without the secrets of the request."""

import json
import signal
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sse_conform.captures import Capture, CaptureError, open_captures
from sse_conform.cli import main
from sse_conform.cli.check import _keeping
from sse_conform.ending import Ending

from .conftest import Stage, cut
from .test_check_url import checking

A, B = b"event: a\ndata: 1\n\n", b"data: \xe2\x82"
SECRET = "sk-0123456789abcdef"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), prog_name="sse-conform")


def codes(result: Result) -> list[tuple[str, int, int | None]]:
    findings: list[dict[str, Any]] = json.loads(result.stdout)["findings"]
    return [(each["code"], each["pos"]["byte"], each["pos"]["chunk"]) for each in findings]


def test_what_comes_is_kept_and_gives_the_same_findings(stage: Stage, tmp_path: Path) -> None:
    kept = tmp_path / "kept.ssecap"
    url = stage.play(A, lambda: time.sleep(0.3), B, lambda: time.sleep(0.1), b"\xac\n\nretry: x\n\n: end")
    live = run(
        "check", f"{url}?token={SECRET}", "-H", f"X-Key: {SECRET}", "-o", str(kept), "--format", "json"
    )
    again = run("check", str(kept), "--format", "json")
    assert codes(again) == codes(live) != []
    assert SECRET not in kept.read_text()
    opening, *lines = (json.loads(line) for line in kept.read_text().splitlines())
    assert opening["ssecap"] == 1
    assert opening["captured"].endswith("Z")
    assert opening["tool"].startswith("sse-conform")
    assert opening["request"]["url"].endswith("?token=REDACTED")
    assert opening["response"]["status"] == 200
    assert [(code, text) for _, code, text in lines] == [
        ("d", A.decode()),
        ("x", B.decode("latin-1")),
        ("x", "\xac\n\nretry: x\n\n: end"),
        ("eof", ""),
    ]
    times = [t for t, _, _ in lines]
    assert times == sorted(times)
    assert times[1] - times[0] > 0.2


def test_several_urls_lie_in_one_file(stage: Stage, tmp_path: Path) -> None:
    kept = tmp_path / "kept.ssecap"
    kept.write_text("from before")
    urls = [stage.play(A), stage.play(A, cut)]
    assert run("check", *urls, "-o", str(kept)).exit_code == 0
    with open_captures(kept) as found:
        streams = [
            (capture.source, list(capture.reads)[-1]) for capture in found if isinstance(capture, Capture)
        ]
    assert streams == [
        (f"{kept}#1 GET {urls[0]}", Ending()),
        (f"{kept}#2 GET {urls[1]}", Ending("incomplete")),
    ]


def test_a_run_that_is_killed_leaves_what_it_saw(stage: Stage, tmp_path: Path) -> None:
    kept = tmp_path / "kept.ssecap"
    with checking(stage.play(A, stage.gate()), "-o", str(kept)) as process:
        deadline = time.monotonic() + 30
        while not (kept.exists() and kept.read_bytes().count(b"\n") == 2) and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with open_captures(kept) as found:
        capture = next(found)
        assert isinstance(capture, Capture)
        chunk, ending = capture.reads
    assert getattr(chunk, "data", b"") == A
    assert ending == Ending("stopped", "the recording goes no further")
    result = run("check", str(kept))
    assert "1 event" in result.stdout
    assert result.exit_code == 0


def test_where_no_stream_came_nothing_is_left_and_nothing_lost(closed_port: int, tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{closed_port}/"
    kept, before = tmp_path / "kept.ssecap", tmp_path / "before.ssecap"
    before.write_text("before")
    assert run("check", url, "-o", str(kept)).exit_code == 3
    assert run("check", url, "-o", str(before)).exit_code == 3
    assert (kept.exists(), before.read_text()) == (False, "before")


def test_a_recording_that_cannot_go_on_is_told_and_the_check_does(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object, __: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(_keeping.Keeping, "_put", full)
    result = run("check", stage.play(A, A), "-o", str(tmp_path / "kept.ssecap"), "--format", "json")
    assert result.stderr.count("the recording stops here, it cannot be written: No space left on device") == 1
    assert result.exit_code == 2
    assert json.loads(result.stdout)["captures"][0]["events"] == 2


def test_a_read_that_no_line_holds_is_told(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sse_conform.convert.ssecap.MAX_LINE", 30)
    result = run("check", stage.play(A), "-o", str(tmp_path / "kept.ssecap"))
    assert "the recording stops here, it cannot be written: a read is larger" in result.stderr


def test_a_part_that_is_no_stream_is_passed_on(tmp_path: Path) -> None:
    problem = CaptureError("a", "b")
    with (
        _keeping.Keeping(tmp_path / "kept.ssecap", lambda _: None) as keeping,
        keeping.kept(lambda: nullcontext(iter([problem]))) as found,
    ):
        assert list(found) == [problem]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["http://127.0.0.1:9/", "-o", "a.json"], "-o keeps what a URL sends, in a file *.ssecap; a report goes to a file with --format json:PATH"),
        (["a.sse", "-o", "a.ssecap"], "-o keeps what a URL sends; `sse-conform convert` writes a file as *.ssecap"),
        (["-", "-o", "a.ssecap"], "-o keeps what a URL sends; `sse-conform convert` writes a file as *.ssecap"),
        (["http://127.0.0.1:9/", "-o", "no/a.ssecap"], "no/a.ssecap cannot be written: No such file or directory"),
        (["http://127.0.0.1:9/", "-o", "a.ssecap", "--format", "json:a.ssecap"], "two formats cannot go to the same file, a.ssecap"),
    ],
)  # fmt: skip
def test_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.sse").write_bytes(A)
    result = run("check", *arguments)
    assert words in " ".join(result.stderr.split())
    assert (result.exit_code, sorted(path.name for path in tmp_path.iterdir())) == (2, ["a.sse"])


def test_a_url_is_decoded(stage: Stage) -> None:
    result = run("decode", stage.play(A, b"data: cut"))
    assert [json.loads(line)["data"] for line in result.stdout.splitlines()] == ["1"]
    assert "the stream ends inside an event" in result.stderr
    assert result.exit_code == 1


def test_a_url_that_we_leave_loses_nothing(stage: Stage) -> None:
    result = run("decode", stage.play(A, b"data: more", stage.gate()), "--max-bytes", str(len(A) + 4))
    assert [json.loads(line)["data"] for line in result.stdout.splitlines()] == ["1"]
    assert (result.stderr, result.exit_code) == ("", 0)


@pytest.mark.parametrize("command", ["decode", "show"])
def test_a_server_without_a_stream(stage: Stage, command: str) -> None:
    result = run(command, f"{stage.play(b'no', status=500)}?key={SECRET}")
    assert "the server answered 500, not 200" in result.stderr
    assert SECRET not in result.output
    assert result.exit_code == 3


def test_a_url_is_shown_while_it_comes(stage: Stage) -> None:
    result = run(
        "show", stage.play(A + f"data: {SECRET}\n\n".encode()), "--view", "timeline", "-H", f"X-Key: {SECRET}"
    )
    assert "first event: a" in result.stdout
    assert "the server ended the stream" in result.stdout
    result = run("show", stage.play(f"data: {SECRET}\n\n".encode()), "-H", f"X-Key: {SECRET}")
    assert "    REDACTED" in result.stdout.splitlines()
    assert result.exit_code == 0


def test_an_answer_that_is_no_stream_is_not_shown_as_one(stage: Stage) -> None:
    result = run("show", stage.play(b"<html></html>"))
    assert "not an event stream" in result.stderr
    assert result.exit_code == 3


def test_an_interrupt_ends_a_view(stage: Stage) -> None:
    command = [
        sys.executable,
        "-P",
        "-m",
        "sse_conform",
        "show",
        stage.play(A, stage.gate()),
        "--view",
        "timeline",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
    assert first.startswith("http://")
    assert "interrupted" in rest
    assert process.returncode == 130
