"""Without extras the console script says which one is missing: no traceback, exit code 2."""

import subprocess
import sysconfig
from importlib.util import find_spec
from pathlib import Path

import pytest

SCRIPT = Path(sysconfig.get_path("scripts"), "sse-conform")


@pytest.mark.parametrize("name", ["attrs", "click", "rich", "httpx2"])
def test_the_environment_is_without(name: str) -> None:
    assert find_spec(name) is None


@pytest.mark.parametrize(
    "args",
    [(), ("--help",), ("check", "stream.sse"), ("decode",)],
    ids=lambda args: " ".join(args) or "no argument",
)
def test_the_console_script_names_the_missing_extra(args: tuple[str, ...]) -> None:
    run = subprocess.run([SCRIPT, *args], input="", capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stdout == ""
    assert "sse-codec[cli]" in run.stderr
    assert "Traceback" not in run.stderr
    assert len(run.stderr.splitlines()) == 1
