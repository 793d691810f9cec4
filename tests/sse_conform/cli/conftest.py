"""The command line in this process, with what it wrote and how it exited."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from click.testing import CliRunner, Result

from sse_conform.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Call it with arguments, and bytes for standard input."""

    def run(*arguments: str | Path, stdin: bytes | BinaryIO = b"") -> Result:
        return CliRunner().invoke(
            main, [str(argument) for argument in arguments], input=stdin, prog_name="sse-conform"
        )

    return run


@pytest.fixture
def captures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to write captures to; it is the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
