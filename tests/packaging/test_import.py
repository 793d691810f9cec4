"""Importing the codec costs nothing that a bare interpreter has not paid, and needs no third party."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Built

# os is what every start of an interpreter imports, but for the bare one below.
NEW_MODULES = """
import os, sys
before = set(sys.modules)
import {package}
new = sorted(set(sys.modules) - before)
import json
print(json.dumps(new))
"""

MACHINERY = {
    "asyncio", "attr", "attrs", "click", "http", "httpx2", "hypothesis", "logging", "pytest", "rich", "selectors",
    "socket", "ssl", "subprocess", "urllib.request",
}  # fmt: skip


def run_bare(wheel: Path, code: str) -> str:
    """Run code in an interpreter that has the wheel's packages and the standard library, and nothing else."""
    prelude = f"import sys; sys.path.insert(0, {str(wheel)!r})\n"
    command = [sys.executable, "-I", "-S", "-c", prelude + code]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def new_modules(wheel: Path, package: str) -> set[str]:
    return set(json.loads(run_bare(wheel, NEW_MODULES.format(package=package))))


def test_the_codec_brings_in_only_itself(codec: Built) -> None:
    new = new_modules(codec.wheel_folder, "sse_codec")
    assert {name for name in new if name.partition(".")[0] != "sse_codec"} <= {"codecs"}


@pytest.mark.parametrize("package", ["sse_codec.ordering", "sse_codec.ciniterflow"])
def test_the_upper_floors_bring_in_no_machinery(codec: Built, package: str) -> None:
    assert new_modules(codec.wheel_folder, package) & MACHINERY == set()


def test_every_public_name_of_the_codec_is_there(codec: Built) -> None:
    code = "import sse_codec; print([name for name in sse_codec.__all__ if not hasattr(sse_codec, name)])"
    assert run_bare(codec.wheel_folder, code) == "[]\n"
