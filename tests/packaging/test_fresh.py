"""In an environment that has nothing else, the wheels bring what they say, and the command works."""

import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from .conftest import Built

DECODE = "import sse_codec; print(sse_codec.Decoder().feed(b'data: a\\n\\n'))"
OF_EVERY_ENVIRONMENT = {"pip", "setuptools"}
DEPENDENCIES = {"attrs", "brotli", "click", "pyyaml", "rich"}
FURTHER = {"backports.zstd", "colorama", "markdown-it-py", "mdurl", "pygments"}
"""What some Pythons or platforms need, and what a dependency depends on."""
CAPTURE = "fixtures/ciniterflow/orders/documented.sse"


@pytest.fixture(scope="module")
def dist(codec: Built, conform: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder with both wheels, as a release has it."""
    folder = tmp_path_factory.mktemp("dist")
    for built in (codec, conform):
        shutil.copy(built.wheel, folder)
    return folder


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """The folder of programs of a new environment."""
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    return tmp_path / "venv" / Path(sysconfig.get_path("scripts")).name


def ask(program: Path, *args: str | Path) -> str:
    run = subprocess.run(
        [program, *args], cwd=program.parents[2], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def installed(scripts: Path) -> set[str]:
    listed = json.loads(ask(scripts / "pip", "list", "--format", "json"))
    return {each["name"].lower() for each in listed} - OF_EVERY_ENVIRONMENT


def test_the_codec_brings_itself_alone(scripts: Path, dist: Path) -> None:
    ask(scripts / "pip", "install", "--no-index", "--find-links", dist, "sse-codec")
    assert installed(scripts) == {"sse-codec"}
    assert ask(scripts / "python", "-c", DECODE) == "[Event('message', 'a', '')]\n"


def test_the_toolkit_brings_the_command_and_nothing_heavy(scripts: Path, dist: Path, root: Path) -> None:
    ask(scripts / "pip", "install", "--find-links", dist, "sse-conform")
    brought = installed(scripts) - {"sse-codec", "sse-conform"}
    assert brought >= DEPENDENCIES
    assert brought <= DEPENDENCIES | FURTHER
    assert ": completed\n" in ask(scripts / "sse-conform", "check", root / CAPTURE)
    assert "ciniterflow/wire/speech" in ask(scripts / "sse-conform", "suite", "list")
