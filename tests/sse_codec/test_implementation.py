"""The compiled decoder is the one where there is one; without it, or on demand, it is the pure one, without a word."""

import os
import subprocess
import sys

import pytest

ANSWER = "import sse_codec; print(sse_codec.ACCELERATED, sse_codec.Decoder.__module__)"
COMPILED = """
import sys, types
class Decoder:
    __module__ = "sse_codec._speedups"
sys.modules["sse_codec._speedups"] = types.SimpleNamespace(Decoder=Decoder)
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
    assert ask(COMPILED + ANSWER, **env) == "True sse_codec._speedups"


@pytest.mark.parametrize("value", ["1", "yes"])
def test_the_pure_one_can_be_asked_for(value: str) -> None:
    assert ask(COMPILED + ANSWER, SSE_CODEC_PURE=value) == "False sse_codec._decoder"


def test_without_a_compiled_one_the_pure_one_serves() -> None:
    assert ask(NONE + ANSWER) == "False sse_codec._decoder"
