"""The compiled readers are taken where there are such; without them, or on demand, the pure ones, without a word."""

import os
import subprocess
import sys

import pytest

ANSWER = "import sse_codec; print(sse_codec.ACCELERATED, sse_codec.Decoder.__module__, sse_codec.Scanner.__module__)"
COMPILED = """
import sys, types
class Reader:
    __module__ = "sse_codec._speedups"
sys.modules["sse_codec._speedups"] = types.SimpleNamespace(Decoder=Reader, Scanner=Reader)
"""
NONE = "import sys; sys.modules['sse_codec._speedups'] = None\n"


def ask(code: str, **env: str) -> str:
    unset = {name: value for name, value in os.environ.items() if name != "SSE_CODEC_PURE"}
    command = [sys.executable, "-W", "error", "-c", code]
    run = subprocess.run(command, env=unset | env, capture_output=True, text=True, check=True)
    assert run.stderr == ""
    return run.stdout.strip()


@pytest.mark.parametrize("env", [{}, {"SSE_CODEC_PURE": ""}, {"SSE_CODEC_PURE": "0"}], ids=str)
def test_the_compiled_one_is_taken(env: dict[str, str]) -> None:
    assert ask(COMPILED + ANSWER, **env) == "True sse_codec._speedups sse_codec._speedups"


@pytest.mark.parametrize("value", ["1", "yes"])
def test_the_pure_one_can_be_asked_for(value: str) -> None:
    assert ask(COMPILED + ANSWER, SSE_CODEC_PURE=value) == "False sse_codec._decoder sse_codec._scanner"


def test_without_a_compiled_one_the_pure_one_serves() -> None:
    assert ask(NONE + ANSWER) == "False sse_codec._decoder sse_codec._scanner"
