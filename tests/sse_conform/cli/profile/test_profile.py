"""Ordering profiles on the command line: listed, shown, drawn and checked."""

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sse_codec.ordering import load_profile, shipped_profiles
from sse_conform.cli import main

Run = Callable[..., Result]

GOOD = """\
profile = "good"
title = "x"
spec = "x"
date = 2026-11-23
[kinds]
a = "the only one"
[[framing]]
name = "f"
kind = "type"
[order]
grammar = "a"
"""
BAD = GOOD.replace('grammar = "a"', 'grammar = "a nix"')
ODD = GOOD.replace("date = 2026-11-23\n", "").replace('one"\n', 'one"\nb = "another"\n')


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with three profiles."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("good", GOOD), ("bad", BAD), ("odd", ODD)):
        (tmp_path / f"{name}.toml").write_text(text)
    return tmp_path


def test_the_list(run: Run) -> None:
    result = run("profile", "list")
    assert [line.split()[0] for line in result.stdout.splitlines()] == list(shipped_profiles())
    assert (
        "ciniterflow         2026-11-23  CiniterFlow prediction stream, as documented (7 kinds, 0 tracks, 4 checks)\n"
        in result.stdout
    )
    assert result.exit_code == 0


def test_the_list_as_json(run: Run) -> None:
    document = json.loads(run("profile", "list", "--format", "json").stdout)
    assert document["v"] == 1
    assert {
        "name": "ciniterflow",
        "title": "CiniterFlow prediction stream, as documented",
        "spec": "CiniterFlow documentation, Using the API, Streaming",
        "date": "2026-11-23",
        "kinds": 7,
        "tracks": 0,
        "checks": 4,
    } in document["profiles"]


def test_a_profile_in_words(run: Run) -> None:
    result = run("profile", "show", "ciniterflow")
    assert result.stdout.startswith("ciniterflow: CiniterFlow prediction stream, as documented\n")
    assert "    any time before the end -> aborted: error\n" in result.stdout
    assert result.exit_code == 0


def test_a_profile_of_a_file(run: Run, folder: Path) -> None:
    assert run("profile", "show", "good.toml").stdout.startswith("good: x\n")


@pytest.mark.parametrize(
    ("format", "start"),
    [
        ("json", '{\n  "v": 1,\n  "name": "good",'),
        ("mermaid", "stateDiagram-v2\n"),
        ("svg", "<?xml "),
        ("text", "good: x\n"),
    ],
)
def test_a_format(run: Run, folder: Path, format: str, start: str) -> None:
    assert run("profile", "show", "good.toml", "--format", format).stdout.startswith(start)


def test_several_formats_and_files(run: Run, folder: Path) -> None:
    result = run("profile", "show", "good.toml", "--format", "svg:good.svg", "--format", "json:good.json")
    assert (result.stdout, result.exit_code) == ("", 0)
    assert ElementTree.parse(folder / "good.svg").getroot().tag == "{http://www.w3.org/2000/svg}svg"
    assert json.loads((folder / "good.json").read_text())["name"] == "good"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(
            ["ciniterflo"], "no shipped profile of that name; did you mean ciniterflow?", id="a name"
        ),
        pytest.param(["bad.toml"], "bad.toml:11: order.grammar: unknown name nix", id="an unusable file"),
        pytest.param(
            ["good.toml", "--format", "png"], "there is no format 'png'; choose text,", id="a format"
        ),
        pytest.param(
            ["good.toml", "--format", "svg:no/x.svg"], "no/x.svg cannot be written: No such", id="an output"
        ),
        pytest.param([], "Missing argument 'NAME|FILE'", id="nothing"),
    ],
)
def test_what_cannot_be_shown(run: Run, folder: Path, arguments: list[str], sentence: str) -> None:
    result = run("profile", "show", *arguments)
    assert sentence in " ".join(result.stderr.split())
    assert (result.stdout, result.exit_code) == ("", 2)


def forget(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    """From here on the package is not installed."""
    monkeypatch.delitem(sys.modules, "sse_conform.render.profile.svg", raising=False)
    monkeypatch.setitem(sys.modules, package, None)


def test_a_picture_without_the_extra_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    forget(monkeypatch, "pygraphviz")
    result = CliRunner().invoke(main, ["profile", "show", "ciniterflow", "--format", "svg"])
    assert (
        'no picture can be drawn: pygraphviz is not installed; install it with: pip install "sse-conform[diagrams]"; '
        "or take --format mermaid"
    ) in " ".join(result.stderr.split())
    assert result.exit_code == 2


def test_another_import_error_is_not_explained_away(monkeypatch: pytest.MonkeyPatch) -> None:
    forget(monkeypatch, "textwrap")
    result = CliRunner().invoke(main, ["profile", "show", "ciniterflow", "--format", "svg"])
    assert "import of textwrap halted" in result.stderr
    assert result.exit_code == 4


@pytest.mark.parametrize(
    ("arguments", "code", "lines"),
    [
        pytest.param(["good.toml"], 0, ["Found nothing wrong in 1 profile."], id="nothing wrong"),
        pytest.param(["good.toml", "-q"], 0, [], id="nothing wrong, quietly"),
        pytest.param(
            ["bad.toml"],
            1,
            [
                "bad.toml:11: error order.grammar: unknown name nix; a kind is listed in [kinds], a group in [group], "
                "at column 3",
                "Found 1 error in 1 profile.",
            ],
            id="an error",
        ),
        pytest.param(
            ["odd.toml"],
            0,
            [
                "odd.toml: warning date: is not there; say when the rules were taken from there, as in: "
                "date = 2026-11-23",
                "odd.toml:6: warning kinds.b: may come nowhere, so each event of it is an error; put it into grammar, "
                "anywhere or before of [order], or on or then of [abort]",
                "Found 2 warnings in 1 profile.",
            ],
            id="warnings",
        ),
        pytest.param(["odd.toml", "-q", "--fail-on", "warning"], 1, None, id="warnings that count"),
        pytest.param(["bad.toml", "-q", "--fail-on", "never"], 0, None, id="an error that does not"),
        pytest.param(["good.toml", "good.toml"], 0, ["Found nothing wrong in 1 profile."], id="a file twice"),
        pytest.param(["no.toml"], 2, [], id="no file"),
        pytest.param(["no.toml", "bad.toml", "-q"], 2, None, id="no file weighs more than an error"),
        pytest.param([], 2, [], id="nothing"),
    ],
)
def test_check(run: Run, folder: Path, arguments: list[str], code: int, lines: list[str] | None) -> None:
    result = run("profile", "check", *arguments)
    assert result.exit_code == code
    if lines is not None:
        assert result.stdout.splitlines() == lines


def test_a_file_that_cannot_be_read_is_named(run: Run, folder: Path) -> None:
    result = run("profile", "check", "no.toml", "good.toml")
    assert result.stderr == "sse-conform: no.toml cannot be read: No such file or directory\n"
    assert result.stdout == "Found nothing wrong in 1 profile.\n"
    assert result.exit_code == 2


def test_what_is_not_toml(run: Run, folder: Path) -> None:
    (folder / "not.toml").write_text("profile = \n")
    result = run("profile", "check", "not.toml")
    assert result.stdout.startswith("not.toml:1: error not TOML: Invalid value")
    assert result.exit_code == 1


def test_an_error_and_a_warning_are_counted(run: Run, folder: Path) -> None:
    (folder / "old.toml").write_text(GOOD.replace('spec = "x"\n', ""))
    said = run("profile", "check", "old.toml", "bad.toml").stdout
    assert said.endswith("Found 1 error, 1 warning in 2 profiles.\n")


def test_check_as_json(run: Run, folder: Path) -> None:
    document = json.loads(run("profile", "check", "bad.toml", "odd.toml", "--format", "json").stdout)
    assert (document["v"], document["profiles"]) == (1, 2)
    assert [(found["name"], found["line"]) for found in document["findings"]] == [
        ("unusable", 11),
        ("no-date", 0),
        ("unreachable-kind", 6),
    ]
    assert document["findings"][0] == {
        "name": "unusable",
        "level": "error",
        "file": "bad.toml",
        "line": 11,
        "key": "order.grammar",
        "message": "unknown name nix; a kind is listed in [kinds], a group in [group], at column 3",
    }


def test_nothing_wrong_as_json(run: Run, folder: Path) -> None:
    document = json.loads(run("profile", "check", "good.toml", "--format", "json").stdout)
    assert document == {"v": 1, "findings": [], "profiles": 1}


def test_a_file_name_that_a_terminal_would_act_on(run: Run, folder: Path) -> None:
    (folder / "x\x1b[1m.toml").write_text(BAD)
    assert run("profile", "check", "x\x1b[1m.toml").stdout.startswith("x\\x1b[1m.toml:11: error")


@pytest.mark.parametrize("name", shipped_profiles())
def test_a_shipped_profile_says_where_it_is_from(name: str) -> None:
    profile = load_profile(name)
    assert profile.title
    assert profile.spec
    assert profile.date


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("sse-conform profile show cin", "plain,ciniterflow"),
        ("sse-conform profile show mcp", "plain,mcp-2025-11-25\nplain,mcp-2026-07-28"),
        ("sse-conform profile show ./own", "file,./own"),
        ("sse-conform profile check ./own", "file,./own"),
        ("sse-conform profile sch", "plain,schema"),
    ],
)
def test_completion(words: str, offered: str) -> None:
    env = os.environ | {
        "_SSE_CONFORM_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    script = "from sse_conform.cli import main; main(prog_name='sse-conform')"
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], env=env, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == offered
