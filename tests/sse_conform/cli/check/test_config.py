"""`check` with a configuration: it sets what the user does not, for all streams or for those of some paths."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from sse_conform.cli._config import _candidates

Run = Callable[..., Result]

WARNED = b"Data: a\ndata: b\n\nretry: 5000\n\n"


@pytest.fixture
def project(captures: Path) -> Path:
    """A project with two streams, of which each breaks a rule."""
    (captures / "in").mkdir()
    for path in ("a.sse", "in/a.sse"):
        (captures / path).write_bytes(WARNED)
    return captures


def configured(project: Path, text: str) -> None:
    (project / "sse-conform.toml").write_text(text, encoding="utf-8")


def codes(result: Result) -> list[tuple[str, str]]:
    """What was found: sources and codes."""
    return [(each["source"], each["code"]) for each in json.loads(result.stdout)["findings"]]


def test_values_are_defaults_that_the_command_line_overrules(project: Path, run: Run) -> None:
    configured(project, "fail-on = 'warning'\nformat = ['json']\nprofile = 'none'")
    result = run("check", "a.sse")
    assert (result.exit_code, codes(result)) == (1, [("a.sse", "SSE108")])
    assert run("check", "a.sse", "--fail-on", "error").exit_code == 0
    assert run("check", "a.sse", "--format", "concise").stdout.startswith("a.sse:1:1: warning SSE108")
    assert run("check", "a.sse", "--isolated").exit_code == 0


def test_the_nearest_project_file_with_a_table(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "pyproject.toml").write_text("[tool.sse-conform]\nfail-on = 'warning'\n")
    (project / "in" / "pyproject.toml").write_text("[tool.other]\n")
    monkeypatch.chdir(project / "in")
    assert run("check", "a.sse").exit_code == 1
    (project / "in" / "pyproject.toml").write_text("# sse-conform has no table here\n")
    assert run("check", "a.sse").exit_code == 1
    (project / "in" / "sse-conform.toml").write_text("")
    assert run("check", "a.sse").exit_code == 0
    assert run("check", "a.sse", "--config", "../pyproject.toml").exit_code == 1


def test_a_project_file_that_names_us_and_has_no_table(project: Path, run: Run) -> None:
    (project / "pyproject.toml").write_text("# sse-conform\n")
    assert run("check", "a.sse").exit_code == 0


def test_rules_for_paths_and_numbers_of_rules(project: Path, run: Run) -> None:
    configured(
        project,
        "format = ['json']\n[[paths]]\nmatch = ['in']\nignore = ['SSE1']\n[rules.SSE403]\nlongest = 4000",
    )
    found = [("a.sse", "SSE108"), ("a.sse", "SSE403"), ("in/a.sse", "SSE403")]
    assert codes(run("check", "a.sse", "in")) == found
    assert codes(run("check", "a.sse", "in", "--ignore", "SSE403")) == [("a.sse", "SSE108")]


def test_what_a_table_of_paths_sets(project: Path, run: Run) -> None:
    table = "match = ['in']\nselect = ['SSE8']\nextend-select = ['SSE403']\nprofile = 'ciniterflow'\nframing = 'named'\n"
    configured(
        project, f"format = ['json']\n[[paths]]\n{table}require-profile = true\nexpect = 'completed'\n"
    )
    document = json.loads(run("check", "a.sse", "in").stdout)
    assert [each["profile"] for each in document["captures"]] == [None, "ciniterflow"]
    assert [each["code"] for each in document["findings"]] == ["SSE108", "SSE801", "SSE802"]
    overruled = json.loads(
        run("check", "in", "--profile", "none", "--select", "SSE1", "--expect", "ended").stdout
    )
    assert overruled["captures"][0]["profile"] is None
    assert [each["code"] for each in overruled["findings"]] == ["SSE108"]


def test_a_framing_belongs_to_its_profile(project: Path, run: Run) -> None:
    def framings(*arguments: str) -> list[str | None]:
        document = json.loads(run("check", "a.sse", "in", *arguments).stdout)
        return [each["framing"] for each in document["captures"]]

    (project / "a.sse").write_bytes(b"data: a\n\n")
    (project / "in" / "a.sse").write_bytes(b"data: a\n\n")
    start = "format = ['json']\nprofile = 'ciniterflow'\nframing = 'named'\n[[paths]]\nmatch = ['in']\n"
    configured(project, start)
    assert framings() == ["named", "named"]
    assert framings("--profile", "openai-chat", "--framing", "chunks") == ["chunks", "chunks"]
    assert "named" not in framings("--profile", "openai-chat")
    configured(project, f"{start}framing = 'envelope'")
    assert framings() == ["named", "envelope"]
    assert framings("--framing", "named") == ["named", "named"]
    configured(project, f"{start}profile = 'openai-chat'")
    assert framings()[0] == "named"
    assert framings("--profile", "ciniterflow", "--framing", "named") == ["named", "named"]


def test_a_table_gives_a_file_as_the_profile(project: Path, run: Run) -> None:
    configured(project, "[[paths]]\nmatch = ['in']\nprofile = 'none.toml'")
    result = run("check", "a.sse")
    assert result.exit_code == 2
    assert "sse-conform.toml: [paths, table 1]: none.toml: no file there" in result.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("max-events = 0", "sse-conform.toml: max-events: 0 is not in the range x>=1"),
        ("fail-on = 'err'", "sse-conform.toml: fail-on: 'err' is not one of"),
        ("format = ['jsn']", "sse-conform.toml: format: there is no format 'jsn'; choose .*; did you mean json"),
        ("framing = 'nmed'", "sse-conform.toml: no shipped profile has a framing 'nmed'; .*; did you mean named"),
        ("expect = 'complete'", "sse-conform.toml: no stream has the outcome 'complete'; .*; did you mean completed"),
        ("[[paths]]\nmatch = ['x']\nexpect = 'x'", r"sse-conform.toml: \[paths, table 1\]: no stream has the outcome 'x'"),
        ("selct = []", "sse-conform.toml: there is no key 'selct'; did you mean select"),
        ("format = ['json:a.sse']", "a.sse is an input too"),
        ("format = ['json:sse-conform.toml']", "sse-conform.toml is an input too"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(project: Path, run: Run, text: str, words: str) -> None:
    configured(project, text)
    result = run("check", "a.sse")
    assert result.exit_code == 2

    assert re.search(words, " ".join(result.stderr.split()))


def test_what_the_command_line_says_wrong_is_not_told_of_the_file(project: Path, run: Run) -> None:
    configured(project, "max-events = 5")
    for arguments in (["--max-events", "0"], ["--framing", "x"], ["--no-such-option"]):
        result = run("check", "a.sse", *arguments)
        assert (result.exit_code, "sse-conform.toml" in result.stderr) == (2, False)


@pytest.mark.parametrize(
    "arguments", [["--isolated", "--config", "x"], ["--config", "sse-conform.toml", "--isolated"]]
)
def test_isolated_and_a_file_exclude_each_other(project: Path, run: Run, arguments: list[str]) -> None:
    configured(project, "")
    result = run("check", "a.sse", *arguments)
    assert result.exit_code == 2
    assert "--config and --isolated exclude each other" in result.stderr


def test_limits_of_urls_do_not_need_a_url(project: Path, run: Run) -> None:
    configured(project, "idle-timeout = 5\nmax-time = 10\nmax-bytes = 100")
    assert run("check", "a.sse").exit_code == 0
    assert run("check", "a.sse", "--max-time", "5").exit_code == 2


def test_a_project_file_that_cannot_be_read_is_told(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "pyproject.toml").write_text("[tool.sse-conform]\n")

    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = run("check", "a.sse")
    assert result.exit_code == 2
    assert "pyproject.toml cannot be read: Permission denied" in result.stderr


def test_a_working_directory_that_is_gone_has_no_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> str:
        raise FileNotFoundError

    monkeypatch.setattr(os, "getcwd", gone)
    assert [*_candidates()] == []
