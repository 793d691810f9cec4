"""Small folders of fixtures, and small programs, that tests write for themselves."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from sse_conform.suite import Stdio

STANDARD = """
[line-ends]
section = "9.2.5"
anchor  = "parsing-an-event-stream"
words   = "A line ends."

[protocol-order]
section = ""
anchor  = ""
words   = "The order."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """A folder of fixtures with these decoder and encoder cases."""

    def make(decoder: str = "", encoder: str = "") -> Path:
        (tmp_path / "decoder").mkdir(exist_ok=True)
        (tmp_path / "encoder").mkdir(exist_ok=True)
        (tmp_path / "standard.toml").write_text(STANDARD)
        (tmp_path / "decoder" / "group.toml").write_text(dedent(decoder))
        (tmp_path / "encoder" / "writing.toml").write_text(dedent(encoder))
        return tmp_path

    return make


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """The command of a Python program with this source.

    It is not measured: one that is killed would leave half a file of coverage behind.
    """
    for variable in ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"):
        monkeypatch.delenv(variable, raising=False)

    def write(source: str) -> list[str]:
        path = tmp_path / "program.py"
        path.write_text(dedent(source))
        return [sys.executable, str(path)]

    return write


LOOP = """
import json, os, subprocess, sys, time

def answer(**members):
    print(json.dumps(members), flush=True)

for line in sys.stdin:
    command = json.loads(line)
    seq = command.get("seq")
    if command["cmd"] == "hello":
        answer(v=1, name="small", version="2", language="python", decoder=["id"], encoder=[], checker=["text"])
    elif command["cmd"] not in ("open", "feed"):
        {body}
"""


@pytest.fixture
def loop() -> str:
    """The source of a program of the protocol; `{body}` answers the commands."""
    return LOOP


@pytest.fixture
def stdio(program: Callable[[str], list[str]]) -> Iterator[Callable[..., Stdio]]:
    """The adapter of a program whose answers this code gives."""
    adapters: list[Stdio] = []

    def make(body: str, **options: float) -> Stdio:
        adapter = Stdio(program(LOOP.format(body=body)), **options)
        adapters.append(adapter)
        adapter.start()
        return adapter

    yield make
    for adapter in adapters:
        adapter.close()
