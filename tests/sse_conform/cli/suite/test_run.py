"""Runs from the command line: how implementations are named and reached, what comes out, and the exit code."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from sse_conform.cli._watch import Watch
from sse_conform.suite import load_cases, select

Run = Callable[..., Result]

CASES = "framing/crlf-split-across-chunks,framing/crlf-uniform,framing/two-events-in-one-chunk"
SELECT = ("--select", CASES)
GOOD = ("--module", "implementations:Good")
FORGETFUL = ("--module", "implementations:Forgetful")
REFERENCE = (sys.executable, "-m", "sse_conform.suite.reference")
ONE_SHOT = (sys.executable, "one_shot.py")
SLEEPER = """
import json, os, pathlib, sys, time
print(json.dumps({"v": 1, "name": "sleeper", "decoder": []}), flush=True)
for line in sys.stdin:
    if '"eof"' in line:
        pathlib.Path(f"{os.getpid()}.pid").touch()
        time.sleep(60)
"""


def test_one_that_passes(run: Run) -> None:
    result = run("run", *SELECT, *GOOD)
    assert result.stdout.startswith("good 1.2: 3 cases in ")
    assert result.stdout.endswith(" splits: 3 passed.\n")
    assert (result.stderr, result.exit_code) == ("", 0)


def test_a_run_that_tried_nothing_is_no_success(run: Run) -> None:
    result = run("run", "--select", "writing", *FORGETFUL)
    assert result.stdout.endswith(" not-applicable.\n")
    assert result.stderr == (
        "sse-conform: nothing was tested: each case was not applicable, or skipped; see what the answer to hello lists\n"
    )
    assert result.exit_code == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_report_that_cannot_be_written_is_no_success(run: Run) -> None:
    result = run("run", *SELECT, *GOOD, "--format", "text", "--format", "json:/dev/full")
    assert "/dev/full cannot be written: No space left on device" in result.stderr
    assert result.exit_code == 2


def test_one_that_fails(run: Run) -> None:
    result = run("run", *SELECT, *FORGETFUL)
    assert result.stdout.startswith(
        r"framing/crlf-split-across-chunks [given]: failed: data of event 1 is 'B' where 'A\nB' is wanted"
    )
    assert result.stdout.endswith("splits: 3 failed.\n")
    assert result.exit_code == 1


def test_a_program(run: Run) -> None:
    result = run("run", *SELECT, "--", *REFERENCE)
    assert result.stdout.endswith(" splits: 3 passed.\n")
    assert result.exit_code == 0


def test_the_options_after_a_command_are_its_own(run: Run) -> None:
    result = run("run", *SELECT, "--quiet", *REFERENCE, "--select", "nothing")
    assert (result.stdout, result.stderr, result.exit_code) == ("", "", 0)


def test_a_program_that_is_not_there(run: Run) -> None:
    for words in (["--", "./no such program", "x"], ["--impl", "it='./no such program' x"]):
        result = run("run", *SELECT, *words)
        assert "./no such program is no program that can be run" in result.stderr
        assert (result.stdout, result.exit_code) == ("", 2)


def test_a_program_that_cannot_be_started(run: Run, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text("#!/no/such/interpreter\n")
    program.chmod(0o755)
    result = run("run", *SELECT, "--", str(program))
    assert "program cannot be started: No such file or directory" in result.stdout
    assert result.stdout.endswith(": 3 cases in 3 splits: 3 errored.\n")
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("capabilities", "numbers"),
    [
        pytest.param([], "1 not-applicable, 1 failed", id="by default there are ids"),
        pytest.param(["none"], "2 not-applicable", id="nothing"),
        pytest.param(["comments"], "1 passed, 1 not-applicable", id="comments and no ids"),
    ],
)
def test_one_shot(run: Run, capabilities: list[str], numbers: str) -> None:
    options = [word for name in capabilities for word in ("--capability", name)]
    cases = ("--select", "fields/id-stays-until-changed,comments/without-a-space")
    result = run("run", "--one-shot", *options, *cases, "--", *ONE_SHOT)
    assert result.stdout.endswith(f": 2 cases in 2 splits: {numbers}.\n")


def test_several_side_by_side(run: Run) -> None:
    named = f"mine={shlex.join(REFERENCE)}"
    result = run("run", *SELECT, "--impl", named, *GOOD, *FORGETFUL)
    assert result.stdout.endswith(
        "\n               passed  failed\nmine                3       0\n"
        "good 1.2            3       0\nforgetful 1.2       0       3\n"
    )
    assert result.exit_code == 1


def test_formats_into_files(run: Run, tmp_path: Path) -> None:
    formats = ("json", "junit", "tap", "html")
    options = [word for name in formats for word in ("--format", f"{name}:{name}")]
    result = run("run", *SELECT, *options, "--format", "text:text", *GOOD)
    assert result.stdout == (tmp_path / "text").read_text()
    assert result.exit_code == 0
    starts = {name: (tmp_path / name).read_text()[:5] for name in (*formats, "text")}
    assert starts == {"json": '{"v":', "junit": "<?xml", "tap": "TAP v", "html": "<!doc", "text": "good "}


@pytest.mark.parametrize(("option", "colored"), [("--color", True), ("--no-color", False)])
def test_color(run: Run, option: str, colored: bool) -> None:
    assert ("\x1b[1;32m" in run("run", *SELECT, option, *GOOD).stdout) is colored


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([*SELECT], "nothing to test: give a command after --, or --impl, or --module"),
        (["--select", "nothing", *GOOD], "no case is named 'nothing'"),
        (
            ["--capability", "id", "--", "x"],
            "--capability is for --one-shot; other programs say what they can do",
        ),
        (["--impl", "x"], "'x' is not NAME=COMMAND, as in parser='node wrapper.js'"),
        (["--impl", "=x"], "'=x' is not NAME=COMMAND"),
        (["--impl", "a='"], '"\'" is no command: No closing quotation'),
        (["--impl", "a=x", "--impl", "a=y"], "two implementations are called 'a'; give one another name"),
        (["--module", "implementations"], "'implementations' names no factory; write package.module:factory"),
        (["--module", "implementations:missing"], "cannot be loaded: RuntimeError: no library"),
        (["--format", "jsonl", *GOOD], "there is no format 'jsonl'; choose text, json, "),
        (["--update-baseline", *GOOD], "--update-baseline needs --baseline FILE, where it writes"),
        (
            ["--baseline", "b", *GOOD, *FORGETFUL],
            "a baseline belongs to one implementation, and there are several",
        ),
        (["--baseline", "b", "--update-baseline", *SELECT, *GOOD], "take --select away"),
        (["--baseline", "b", *GOOD], "there is no baseline b; --update-baseline writes one"),
        (["--baseline", "implementations.py", *GOOD], "implementations.py: is not TOML"),
    ],
)
def test_wrong_usage(run: Run, arguments: list[str], sentence: str) -> None:
    result = run("run", *arguments)
    assert sentence in result.stderr
    assert (result.stdout, result.exit_code) == ("", 2)


@pytest.fixture
def few(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A suite of few cases, since a baseline is of them all."""
    cases = select(load_cases(), [*CASES.split(","), "writing/each-line-is-a-field"])
    monkeypatch.setattr("sse_conform.cli.suite.run.load_cases", lambda: tuple(cases))


@pytest.mark.usefixtures("few")
def test_a_baseline_is_written_and_then_holds(run: Run, tmp_path: Path) -> None:
    known = ("--baseline", "known.toml")
    result = run("run", *known, "--update-baseline", *FORGETFUL)
    assert result.stdout.endswith("1 not-applicable, 3 known.\n")
    assert result.exit_code == 0
    text = (tmp_path / "known.toml").read_text()
    assert text.count("[[known]]") == 3
    assert 'case   = "framing/crlf-split-across-chunks"\nsplits = ["given"' in text

    assert run("run", *known, *FORGETFUL).exit_code == 0

    result = run("run", *known, *GOOD)
    assert "stale: passed, and the baseline says that it fails: take it out of the baseline" in result.stdout
    assert result.exit_code == 1


@pytest.mark.usefixtures("few")
def test_a_run_that_broke_writes_no_baseline(run: Run, tmp_path: Path) -> None:
    result = run("run", "--baseline", "known.toml", "--update-baseline", "--module", "implementations:Broken")
    assert "known.toml is left as it was, since the run did not go through" in result.stderr
    assert result.exit_code == 1
    assert not (tmp_path / "known.toml").exists()


@pytest.mark.usefixtures("few")
def test_a_baseline_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    result = run("run", "--baseline", tmp_path, "--update-baseline", *GOOD)
    assert f"{tmp_path} cannot be written: Is a directory" in result.stderr
    assert result.exit_code == 2


@pytest.mark.parametrize("options", [("-x",), ("--maxfail", "1"), ("--exitfirst", "--format", "text")])
def test_a_run_ends_at_the_first_failure(run: Run, options: tuple[str, ...]) -> None:
    result = run("run", *SELECT, *options, *FORGETFUL, *GOOD)
    assert result.stdout.count("]: failed: ") == 1
    assert "\nThe run ended after 1 failure: this report is partial.\n" in result.stdout
    assert "good" not in result.stdout
    assert result.exit_code == 1


def test_a_run_that_ends_early_says_so_in_json(run: Run) -> None:
    document = json.loads(run("run", *SELECT, "--maxfail", "2", "--format", "json", *FORGETFUL).stdout)
    assert (document["interrupted"], document["partial"]) == (False, "the run ended after 2 failures")
    assert [len(each["cases"]) for each in document["implementations"]] == [2]


def test_a_baseline_is_not_written_of_a_part(run: Run) -> None:
    result = run("run", "-x", "--baseline", "known.toml", "--update-baseline", *GOOD)
    assert "--update-baseline writes what fails of all cases; take -x and --maxfail away" in result.stderr
    assert result.exit_code == 2


def test_several_processes_give_the_report_of_one(run: Run) -> None:
    programs = ("--impl", f"mine={shlex.join(REFERENCE)}", *FORGETFUL)
    one = run("run", *SELECT, "--format", "json", *programs)
    assert one.stdout == run("run", *SELECT, "--format", "json", "--jobs", "3", *programs).stdout
    assert one.exit_code == 1


@pytest.mark.parametrize("options", [(), ("--one-shot", "--capability", "none", "--timeout", "5")])
def test_the_first_failure_can_be_run_again(run: Run, options: tuple[str, ...]) -> None:
    program = (sys.executable, "-c", "")
    shown = run("run", *SELECT, *options, "--", *program) if options else run("run", *SELECT, *FORGETFUL)
    again = next(line for line in shown.stdout.splitlines() if line.startswith("Run the first again: "))
    words = shlex.split(again.partition(": ")[2])
    assert words[:3] == ["sse-conform", "suite", "run"]
    result = run(*words[2:])
    assert result.stdout.splitlines()[0] == shown.stdout.splitlines()[0]
    assert ": 1 case in " in result.stdout


def test_an_interrupted_run_ends_all_its_programs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sleeper.py").write_text(SLEEPER)
    command = [sys.executable, "-P", "-m", "sse_conform", "suite", "run", "--jobs", "3", *SELECT]
    with subprocess.Popen([*command, "--", sys.executable, "sleeper.py"], stdout=subprocess.PIPE) as running:
        deadline = time.monotonic() + 60
        while len(list(tmp_path.glob("*.pid"))) < 3 and time.monotonic() < deadline:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        assert running.communicate(timeout=60)[0].endswith(b"interrupted: this report is partial.\n")
        assert running.returncode == 130
    started = [int(path.stem) for path in tmp_path.glob("*.pid")]
    assert len(started) == 3
    assert not any(is_running(number) for number in started)


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_an_interrupted_run_tells_what_it_has(run: Run) -> None:
    result = run(
        "run", *SELECT, "--format", "json", *GOOD, "--module", "implementations:Interrupted", *FORGETFUL
    )
    document = json.loads(result.stdout)
    assert document["interrupted"]
    assert [(each["name"], len(each["cases"])) for each in document["implementations"]] == [
        ("good", 3),
        ("interrupted", 0),
    ]
    assert result.exit_code == 130


def test_progress_counts_cases(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    class Recorder(Watch):
        def source(self, name: str) -> None:
            seen.append(name)

        def advance(self, size: int) -> None:
            seen.append(size)

    def watch(shown: bool, total: int | None, *, things: bool = False) -> Watch:
        seen.append((shown, total, things))
        return Recorder()

    monkeypatch.setattr("sse_conform.cli.suite.run.watch", watch)
    run("run", *SELECT, *GOOD)
    assert seen == [(False, 3, True), "implementations:Good", 1, 1, 1]


def test_nobody_reads_the_output_any_more(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []

    def refuse(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("sse_conform.cli._output.Sink.write", refuse)
    monkeypatch.setattr("sse_conform.cli._output.abandon_stdout", lambda: closed.append(True))
    assert run("run", *SELECT, *GOOD).exit_code == 1
    assert closed == [True]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("others", [(), ("--format", "json:whole.json")], ids=["alone", "beside another"])
def test_a_report_that_cannot_be_written(run: Run, tmp_path: Path, others: tuple[str, ...]) -> None:
    result = run("run", *SELECT, *GOOD, "--format", "tap:/dev/full", *others)
    assert result.stderr == "sse-conform: /dev/full cannot be written: No space left on device\n"
    assert result.exit_code == 2
    assert (tmp_path / "whole.json").exists() is bool(others)
