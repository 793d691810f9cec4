"""A report in a file is whole or not there, destroys nothing that is read, and survives the loss of others."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from sse_conform.cli._report_file import ReportFile
from sse_conform.cli._streams import abandon_stdout

Run = Callable[..., Result]

CUT = b"data: a\n\ndata: b\n"
COMMAND = [sys.executable, "-P", "-m", "sse_conform"]
PROFILE = (
    'profile = "mine"\n[kinds]\na = "x"\n[[framing]]\nname = "named"\nkind = "type"\n[order]\ngrammar = "a"\n'
)


@pytest.fixture(autouse=True)
def files(captures: Path) -> Path:
    (captures / "cut.sse").write_bytes(CUT)
    (captures / "body.json").write_bytes(b"{}")
    (captures / "mine.toml").write_text(PROFILE)
    os.link(captures / "cut.sse", captures / "hard.sse")
    os.symlink("cut.sse", captures / "soft.sse")
    os.symlink("new.json", captures / "link.json")
    return captures


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(("check", "cut.sse", "--format", "json:cut.sse"), "cut.sse is an input too (cut.sse)", id="the same name"),
        pytest.param(("check", "cut.sse", "--format", "json:./x/../cut.sse"), "is an input too (cut.sse)", id="another path"),
        pytest.param(("check", "cut.sse", "--format", "json:hard.sse"), "hard.sse is an input too (cut.sse)", id="a hard link"),
        pytest.param(("check", "soft.sse", "--format", "text:cut.sse"), "cut.sse is an input too (soft.sse)", id="a symbolic link"),
        pytest.param(("check", ".", "--format", "text:cut.sse"), "cut.sse is an input too (", id="a file in a folder"),
        pytest.param(("check", "cut.sse", "--profile", "mine.toml", "--format", "json:mine.toml"), "mine.toml is an input too (mine.toml)", id="the profile"),
        pytest.param(("check", "http://x", "-d", "@body.json", "--format", "json:body.json"), "body.json is an input too (body.json)", id="the body of the request"),
        pytest.param(("profile", "show", "mine.toml", "--format", "json:mine.toml"), "mine.toml is an input too (mine.toml)", id="a profile that is shown"),
        pytest.param(("check", "cut.sse", "--format", "json:o", "--format", "text:./o"), "two formats cannot go to the same file, o", id="two reports in one file"),
    ],
)  # fmt: skip
def test_what_a_report_would_destroy_is_refused(
    run: Run, files: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    (files / "x").mkdir()
    before = {path.name: path.read_bytes() for path in files.iterdir() if path.is_file()}
    result = run(*arguments)
    assert sentence in " ".join(result.stderr.split())
    assert result.exit_code == 2
    assert {path.name: path.read_bytes() for path in files.iterdir() if path.is_file()} == before


def test_standard_input_that_is_the_file(files: Path) -> None:
    with (files / "cut.sse").open("rb") as stdin:
        done = subprocess.run(
            [*COMMAND, "check", "-", "--format", "json:hard.sse"],
            stdin=stdin,
            capture_output=True,
            check=False,
        )
    assert b"hard.sse is an input too (standard input)" in done.stderr
    assert (done.returncode, (files / "cut.sse").read_bytes()) == (2, CUT)


def test_standard_input_that_is_no_file_is_in_nobodys_way(run: Run, files: Path) -> None:
    assert run("check", "-", "--format", "json:new.json", stdin=CUT).exit_code == 1
    assert json.loads((files / "new.json").read_text())["summary"]["captures"] == 1


@pytest.mark.parametrize("name", ["new.json", "link.json", "old.json"])
def test_a_report_is_in_its_place_at_the_end(run: Run, files: Path, name: str) -> None:
    (files / "old.json").write_text("old")
    (files / "old.json").chmod(0o640)
    assert run("check", "cut.sse", "--format", f"json:{name}").exit_code == 1
    place = files / {"link.json": "new.json"}.get(name, name)
    assert json.loads(place.read_text())["summary"]["captures"] == 1
    assert (files / "link.json").is_symlink()
    assert (files / "old.json").stat().st_mode & 0o777 == 0o640
    assert not [path for path in files.iterdir() if path.name.startswith(".")]


def test_until_the_end_the_file_is_as_it_was(files: Path) -> None:
    place = files / "old.json"
    place.write_text("old")
    with ReportFile(place) as report:
        report.write(b"new")
        assert place.read_text() == "old"
    assert place.read_text() == "new"


def test_a_report_that_breaks_off_leaves_the_file_as_it_was(files: Path) -> None:
    place = files / "old.json"
    place.write_text("old")
    report = ReportFile(place)
    report.write(b"new")
    report.__exit__(ZeroDivisionError)
    assert place.read_text() == "old"
    assert len(list(files.iterdir())) == 7


def test_a_part_that_cannot_be_written_spoils_the_report(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = files / "old.json"
    place.write_text("old")
    with ReportFile(place) as report:
        report.write(b"new")
        report._file.close()
        report._file = open("/dev/full", "wb")  # noqa: SIM115
        with pytest.raises(OSError, match="No space left"):
            report.write(b"newer")
    assert place.read_text() == "old"
    assert len(list(files.iterdir())) == 7


def test_a_file_that_cannot_be_replaced_is_written(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("os.replace", refuse)
    with ReportFile(files / "old.json") as report:
        report.write(b"new")
    assert (files / "old.json").read_text() == "new"
    assert len(list(files.iterdir())) == 7


def test_a_file_in_a_folder_that_takes_no_other(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    (files / "old.json").write_text("old")
    monkeypatch.setattr("os.open", refuse)
    monkeypatch.setattr("tempfile.TemporaryFile", lambda: (files / "unnamed").open("w+b"))
    with ReportFile(files / "old.json") as report:
        report.write(b"new")
        assert (files / "old.json").read_text() == "old"
    assert (files / "old.json").read_text() == "new"
    with pytest.raises(PermissionError):
        ReportFile(files / "new.json")


@pytest.mark.parametrize("path", ["/dev/null", "pipe"])
def test_what_is_no_file_is_written_as_it_comes(run: Run, files: Path, path: str) -> None:
    os.mkfifo(files / "pipe")
    reader = os.open(files / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    result = run("check", "cut.sse", "--format", "concise", "--format", f"json:{path}")
    assert (result.exit_code, result.stderr) == (1, "")
    assert (os.read(reader, 65536)[:8] == b'{"v": 1,') is (path == "pipe")
    os.close(reader)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize(
    "lost", [("--format", "json:/dev/full"), ("--format", "json:/dev/full", "--format", "text:o.txt")]
)
def test_what_cannot_be_written_does_not_keep_the_others(
    run: Run, files: Path, lost: tuple[str, ...]
) -> None:
    result = run("check", "cut.sse", "nowhere", "--format", "jsonl", "--format", "json:whole.json", *lost)
    assert "sse-conform: /dev/full cannot be written: No space left on device\n" in result.stderr
    assert json.loads((files / "whole.json").read_text())["summary"]["captures"] == 1
    assert "SSE105" in result.stdout
    assert result.exit_code == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param("check cut.sse", "standard output cannot be written: No space left on device", id="a report"),
        pytest.param("rules", "standard output: No space left on device", id="a list"),
        pytest.param("--help", "standard output: No space left on device", id="the help"),
        pytest.param("suite run --select framing --module tests.x:y", "", id="a run that does not begin"),
    ],
)  # fmt: skip
def test_a_full_disk_is_one_sentence(arguments: str, sentence: str) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments.split()], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.stderr == f"sse-conform: {sentence}\n" or not sentence
    assert done.returncode == 2


def test_a_reader_that_went_away_does_not_keep_the_report_from_its_file(files: Path) -> None:
    command = [*COMMAND, "check", "-", "--format", "jsonl", "--format", "json:whole.json"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as checking:
        assert checking.stdin is not None
        assert checking.stdout is not None
        assert checking.stderr is not None
        checking.stdout.close()
        checking.stdin.write(b"data \n\n" * 2000 + CUT)
        checking.stdin.close()
        assert checking.wait() == 1
        assert checking.stderr.read() == b""
    assert json.loads((files / "whole.json").read_text())["summary"]["levels"]["error"] == 1


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["ctrl-c", "SIGTERM"]
)
def test_an_interrupt_leaves_whole_reports(files: Path, number: signal.Signals, code: int) -> None:
    command = [*COMMAND, "check", "cut.sse", "-", "--format", "jsonl", "--format", "json:whole.json"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as checking:
        assert checking.stdout is not None
        assert checking.stderr is not None
        first = checking.stdout.readline() + checking.stdout.readline()
        assert b"cut.sse" in first
        time.sleep(0.2)  # it reads standard input now
        assert not (files / "whole.json").exists()
        checking.send_signal(number)
        assert checking.wait() == code
        assert checking.stderr.read() == b""
    report = json.loads((files / "whole.json").read_text())
    assert report["summary"]["interrupted"] is True
    assert [each["source"] for each in report["captures"]] == ["cut.sse"]
    assert not [path for path in files.iterdir() if path.name.startswith(".")]


def test_an_output_that_is_no_file_needs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    output = io.StringIO()
    monkeypatch.setattr(sys, "stdout", output)
    abandon_stdout()
    assert sys.stdout is output
