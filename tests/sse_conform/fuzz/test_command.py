"""Searches from the command line: what is tried, what comes out, where it is kept, and the exit code."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from sse_conform.suite import fixtures_folder, load_cases

from ..closed import faults

Run = Callable[..., Result]

SOME = ("--seed", "1", "--examples", "300")
FORGETFUL = ("--module", "implementations:Forgetful")
REFERENCE = (sys.executable, "-m", "sse_conform.suite.reference")


def test_one_that_is_right(run: Run) -> None:
    result = run(*SOME, "--module", "implementations:Good")
    assert result.stdout.startswith("good: 300 inputs in ")
    assert result.stdout.endswith(", seed 1: 0 differences.\n")
    assert (result.stderr, result.exit_code) == ("", 0)


def test_one_that_is_not(run: Run) -> None:
    result = run(*SOME, *FORGETFUL, "--quiet")
    (told,) = [part for part in result.stdout.split("\n\n") if part.startswith("line-ends: ")]
    head, about, wire, *rest = told.splitlines()
    assert (
        head
        == "line-ends: 0 events where 1 is right: the first missing is {'type': 'message', 'data': 'a', 'id': ''}"
    )
    assert about == "  a cut inside a line"
    assert wire.startswith("  wire: 'da")
    assert " | " in wire
    assert rest[-2].startswith("  9.2.5: A line ends at CR LF, at LF or at CR")
    assert result.exit_code == 1


def test_colors(run: Run) -> None:
    assert "\x1b[1;31mline-ends: " in run(*SOME, *FORGETFUL, "--color").stdout


def test_a_program(run: Run) -> None:
    result = run("--seed", "1", "--examples", "60", "--", *REFERENCE)
    assert result.stdout.startswith("sse-codec: 60 inputs in ")
    assert result.exit_code == 0


@pytest.mark.unmeasured
def test_a_program_for_each_stream(run: Run) -> None:
    result = run("--seed", "1", "--examples", "40", "--one-shot", "--", sys.executable, "one_shot.py")
    assert result.stdout.startswith("line-ends: ")
    assert result.exit_code == 1


def test_an_encoder(run: Run) -> None:
    result = run(*SOME, "--module", "implementations:Writer", "--output", "found.toml")
    assert result.exit_code == 1
    assert "data-field: " in result.stdout
    assert "Put the file into fixtures/encoder" in Path("found.toml").read_text()


@pytest.mark.unmeasured
def test_what_can_do_both_is_taken_for_a_decoder_unless_it_is_said(run: Run) -> None:
    assert run(*SOME, "--module", "implementations:Both").exit_code == 0
    assert run(*SOME, "--module", "implementations:Both", "--role", "encoder").exit_code == 1


@pytest.mark.parametrize("implementation", ["Good", "Forgetful", "Writer"])
def test_the_report_fits_its_schema(run: Run, implementation: str) -> None:
    result = run(*SOME, "--module", f"implementations:{implementation}", "--format", "json")
    assert faults("fuzz", result.stdout) == []
    assert bool(json.loads(result.stdout)["differences"]) == (result.exit_code == 1)


def test_differences_are_kept_and_tried_first(run: Run) -> None:
    assert run(*SOME, *FORGETFUL, "--corpus", "kept", "--output", "found.toml").exit_code == 1
    kept = len(list(Path("kept").iterdir()))
    again = run("--examples", str(kept), *FORGETFUL, "--corpus", "kept", "--format", "json")
    assert len(json.loads(again.stdout)["differences"]) == kept > 0
    folder = Path("fixtures/decoder")
    folder.mkdir(parents=True)
    Path("found.toml").rename(folder / "found.toml")
    Path("fixtures/standard.toml").write_bytes((fixtures_folder() / "standard.toml").read_bytes())
    assert len(load_cases(Path("fixtures"))) == kept


def test_a_run_that_finds_nothing_leaves_no_old_cases(run: Run) -> None:
    Path("found.toml").write_text("old")
    run(*SOME, "--module", "implementations:Good", "-o", "found.toml")
    assert "[[case]]" not in Path("found.toml").read_text()


def test_a_requirement_that_is_skipped(run: Run) -> None:
    result = run(*SOME, *FORGETFUL, "--skip", "line-ends,blank-line")
    assert "line-ends: " not in result.stdout


def test_without_a_number_it_takes_a_time(run: Run) -> None:
    result = run("--time", "0.2", "--module", "implementations:Good")
    assert result.exit_code == 0
    assert ", seed " in result.stdout


def test_an_interrupt_tells_what_was_found(run: Run) -> None:
    result = run("--seed", "1", "--module", "implementations:Interrupted", "--examples", "3000")
    assert "Interrupted: this report is partial.\n" in result.stdout
    assert result.exit_code == 130


def test_a_program_that_hangs_is_not_waited_for_again_and_again(run: Run) -> None:
    result = run("--seed", "1", "--timeout", "0.3", "--", sys.executable, "hangs.py")
    assert "no answer after 0.3 s" in result.stdout
    assert result.exit_code == 1


def test_nobody_reads_the_output(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("sse_conform.cli._output.Stdout.write", broken)
    monkeypatch.setattr("sse_conform.cli._output.abandon_stdout", lambda: None)
    assert run(*SOME, *FORGETFUL).exit_code == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("formats", [("json:/dev/full",), ("json:/dev/full", "text")])
def test_a_full_disk(run: Run, formats: tuple[str, ...]) -> None:
    result = run(*SOME, *FORGETFUL, *(word for format in formats for word in ("--format", format)))
    assert result.stderr == "sse-conform: /dev/full cannot be written: No space left on device\n"
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param([], "give one thing to try: a command after --, or --module", id="nothing"),
        pytest.param([*FORGETFUL, "--", "x"], "give one thing to try", id="two things"),
        pytest.param([*FORGETFUL, "--skip", "crlf"], "there is no requirement 'crlf'; choose of utf-8, ", id="no requirement"),
        pytest.param(["--module", "implementations:None"], "cannot be loaded", id="no factory"),
        pytest.param(["--", "./no such program"], "./no such program is no program that can be run", id="no program"),
        pytest.param(["--", sys.executable, "-c", "import sys; sys.exit('no parser here')"], "no parser here", id="a program that fails"),
        pytest.param([*FORGETFUL, "--role", "encoder"], "forgetful is no encoder", id="no encoder"),
        pytest.param(["--module", "implementations:Writer", "--corpus", "x"], "a corpus is of streams", id="a corpus for an encoder"),
        pytest.param([*FORGETFUL, "--corpus", "bad"], "is no stream that was kept", id="a corpus of something else"),
        pytest.param([*SOME, *FORGETFUL, "--output", "no/where.toml"], "no/where.toml cannot be written: No such file", id="no folder"),
        pytest.param([*FORGETFUL, "--format", "json:x", "--output", "x"], "two formats cannot go to the same file, x", id="one file for two"),
        pytest.param([*SOME, *FORGETFUL, "--capability", "id"], "--capability is for --one-shot", id="a capability"),
    ],
)  # fmt: skip
def test_what_cannot_be_done(run: Run, arguments: list[str], words: str) -> None:
    Path("bad").mkdir()
    Path("bad/x.json").write_text("{")
    result = run(*arguments)
    assert words in result.stderr
    assert result.exit_code == 2


def test_without_hypothesis(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("sse_conform.fuzz", "sse_conform.strategies", "sse_conform.cli.fuzz._"))]:  # fmt: skip
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    result = run(*FORGETFUL)
    assert 'hypothesis is not installed; install it with: pip install "sse-conform[testing]"' in result.stderr
    assert result.exit_code == 2
