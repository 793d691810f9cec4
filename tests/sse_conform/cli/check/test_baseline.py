"""`check --baseline`: known findings do not fail a run; new ones do, and so do those that no longer occur."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from sse_conform.cli.check._baseline import _names

Run = Callable[..., Result]

CUT = b"data: a\n\ndata: b"
FIELD = b"data: \xff\n\n"
DATA = b"data: a\n\n"


@pytest.fixture
def baseline(captures: Path, run: Run) -> Path:
    """A baseline that knows the one finding of a.sse."""
    (captures / "a.sse").write_bytes(CUT)
    result = run("check", "a.sse", "--baseline", "baseline.json", "--update-baseline")
    assert (result.exit_code, result.stderr) == (
        0,
        "sse-conform: wrote baseline.json: 1 finding of 1 stream\n",
    )
    assert "a.sse: 1 finding known to the baseline\n" in result.stdout
    return captures / "baseline.json"


def test_known_findings_do_not_fail_the_run(baseline: Path, captures: Path, run: Run) -> None:
    (captures / "a.sse").write_bytes(DATA * 3 + CUT)
    result = run("check", "a.sse", "--baseline", "baseline.json")
    assert result.exit_code == 0
    assert "error" not in result.stdout
    assert "Found nothing new in 1 capture.\n" in result.stdout


def test_a_new_finding_fails_it(baseline: Path, captures: Path, run: Run) -> None:
    (captures / "a.sse").write_bytes(FIELD + CUT)
    result = run("check", "a.sse", "--baseline", "baseline.json", "--format", "json")
    assert result.exit_code == 1
    states = {each["code"]: each["baseline"] for each in json.loads(result.stdout)["findings"]}
    assert states == {"SSE201": "new", "SSE105": "known"}


def test_a_known_finding_that_no_longer_occurs_fails_it(baseline: Path, captures: Path, run: Run) -> None:
    (captures / "a.sse").write_bytes(DATA)
    result = run("check", "a.sse", "--baseline", "baseline.json")
    assert result.exit_code == 1
    assert (
        "a.sse: SSE105 (the stream ends inside an event; # bytes are discarded): the baseline has 1"
        in result.stdout
    )
    assert "Found no new finding in 1 capture.\n" in result.stdout
    assert run("check", "a.sse", "--baseline", "baseline.json", "--fail-on", "never").exit_code == 0
    assert run("check", "a.sse", "--baseline", "baseline.json", "--ignore", "SSE105").exit_code == 0


def test_it_is_updated(baseline: Path, captures: Path, run: Run) -> None:
    (captures / "a.sse").write_bytes(DATA)
    (captures / "b.sse").write_bytes(CUT)
    run("check", "b.sse", "--baseline", "baseline.json", "--update-baseline")
    assert list(json.loads(baseline.read_text())["streams"]) == ["a.sse", "b.sse"]
    result = run("check", "a.sse", "--baseline", "baseline.json", "--update-baseline")
    assert result.stderr == (
        "sse-conform: wrote baseline.json: 1 finding of 1 stream; kept 1 stream of it not checked: b.sse\n"
    )
    assert list(json.loads(baseline.read_text())["streams"]) == ["b.sse"]


def test_streams_that_were_not_checked_are_said(baseline: Path, captures: Path, run: Run) -> None:
    (captures / "b.sse").write_bytes(DATA)
    result = run("check", "b.sse", "--baseline", "baseline.json")
    assert result.exit_code == 0
    assert result.stderr == "sse-conform: baseline.json: 1 stream of it not checked: a.sse\n"


def test_a_run_that_stops_early_keeps_what_it_did_not_see(baseline: Path, captures: Path, run: Run) -> None:
    arguments = ("check", "a.sse", "--max-events", "1", "--baseline", "baseline.json")
    assert run(*arguments).exit_code == 0
    before = baseline.read_text()
    assert run(*arguments, "--update-baseline").exit_code == 0
    assert baseline.read_text() == before


def test_an_input_that_cannot_be_read_is_still_red(baseline: Path, run: Run) -> None:
    assert run("check", "a.sse", "none.sse", "--baseline", "baseline.json").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--update-baseline"], "--update-baseline writes the file of --baseline, and none is given"),
        (["--baseline", "none.json"], "there is no baseline none.json; --update-baseline makes one"),
        (["--baseline", "a.sse", "--update-baseline"], "the baseline a.sse is not JSON"),
        (["--baseline", "baseline.json", "--format", "json:baseline.json"], "baseline.json is an input too"),
    ],
)
def test_wrong_usage(baseline: Path, run: Run, arguments: list[str], words: str) -> None:
    result = run("check", "a.sse", *arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())


def test_many_names_are_counted() -> None:
    assert _names("abcdefg") == "a, b, c, d, e and 2 more"
