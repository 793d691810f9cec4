"""`config show`: each value with its place, as TOML that says the same again."""

import tomllib
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from sse_conform.config import KEYS

Run = Callable[..., Result]

TEXT = """\
ignore = ["SSE2"]
format = ["json:out.json"]
fail-on = "warning"

[rules.retry-extreme]
longest = 5000

[[paths]]
match = ["in"]
ignore = ["SSE1"]
profile = "none"
"""


def lines(result: Result) -> dict[str, str]:
    """The lines by their first word."""
    assert result.exit_code == 0
    return {line.removeprefix("# ").split(" ")[0]: line for line in result.stdout.splitlines() if line}


def test_without_a_configuration(captures: Path, run: Run) -> None:
    found = lines(run("config", "show"))
    assert found["no"] == "# no configuration"
    assert found["profile"] == 'profile = "auto"  # default'
    assert found["format"] == 'format = ["text"]  # default'
    assert found["max-event-size"] == "max-event-size = 16777216  # default"
    assert found["quiet"] == "quiet = false  # default"
    assert found["select"] == "# select is not set"
    assert set(KEYS) <= set(found)


def test_each_value_has_its_place(captures: Path, run: Run) -> None:
    (captures / "pyproject.toml").write_text("[tool.sse-conform]\nfail-on = 'warning'\n")
    found = lines(run("config", "show"))
    assert found["fail-on"] == 'fail-on = "warning"  # pyproject.toml: [tool.sse-conform]'
    assert found["pyproject.toml:"] == "# pyproject.toml: [tool.sse-conform]"


def test_what_it_shows_says_the_same(captures: Path, run: Run) -> None:
    path = captures / "sse-conform.toml"
    path.write_text(TEXT)
    shown = run("config", "show")
    assert lines(shown)["longest"] == "longest = 5000  # sse-conform.toml"
    document = tomllib.loads(shown.stdout)
    assert document["rules"] == {"SSE403": {"longest": 5000}}
    assert document["paths"] == [{"match": ["in"], "ignore": ["SSE1"], "profile": "none"}]
    assert document["format"] == ["json:out.json"]
    path.write_text(shown.stdout)
    assert tomllib.loads(run("config", "show").stdout) == document


def test_what_holds_for_a_path(captures: Path, run: Run) -> None:
    (captures / "sse-conform.toml").write_text(TEXT)
    found = lines(run("config", "show", "in/a.sse"))
    assert found["ignore"] == 'ignore = ["SSE2", "SSE1"]  # sse-conform.toml: [paths, table 1]'
    assert found["profile"] == 'profile = "none"  # sse-conform.toml: [paths, table 1]'
    assert found["fail-on"] == 'fail-on = "warning"  # sse-conform.toml'
    assert "match" not in found
    assert lines(run("config", "show", "a.sse"))["profile"] == 'profile = "auto"  # default'
    assert lines(run("config", "show", "in/a.sse", "--isolated"))["profile"] == 'profile = "auto"  # default'


def test_what_a_check_refuses_is_refused(captures: Path, run: Run) -> None:
    (captures / "sse-conform.toml").write_text("fail-on = 'err'")
    result = run("config", "show")
    assert result.exit_code == 2
    assert "sse-conform.toml: fail-on: 'err' is not one of" in result.stderr
