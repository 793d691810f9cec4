"""Without extras the console script, and a profile that needs one, say which is missing: no traceback, exit code 2."""

import subprocess
import sysconfig
from importlib.util import find_spec
from pathlib import Path

import pytest

from sse_codec.ordering import ProfileError, parse_profile

SCRIPT = Path(sysconfig.get_path("scripts"), "sse-conform")


@pytest.mark.parametrize("name", ["attrs", "click", "rich", "httpx2", "jsonschema"])
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


def test_a_profile_with_a_schema_names_the_missing_extra() -> None:
    text = """\
profile = "tiny"
[kinds]
a = "the only one"
[[framing]]
name = "typed"
kind = "/t"
[order]
grammar = "a*"
[[check]]
id = "s"
rule = "schema"
schema = {type = "string"}
"""
    with pytest.raises(ProfileError, match=r'pip install "sse-codec\[schema\]"'):
        parse_profile(text)
