"""What is built from the sources beside these tests: the wheel, the sdist, and the wheel that the sdist gives."""

import os
import shlex
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def build(source: Path, target: str, directory: Path) -> Path:
    run_build(source, target, directory)
    (built,) = directory.iterdir()
    return built


def run_build(source: Path, target: str, directory: Path, **env: str) -> str:
    """Build with more in the environment, and return what the build says."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(directory)]
    run = subprocess.run(
        command, cwd=source, env=os.environ | env, capture_output=True, text=True, check=True
    )
    return run.stdout + run.stderr


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, "sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="session")
def unpacked_sdist(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("unpacked-sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(directory, filter="data")
    (top,) = directory.iterdir()
    return top


@pytest.fixture(scope="session")
def wheel_from_sdist(unpacked_sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(unpacked_sdist, "wheel", tmp_path_factory.mktemp("wheel-from-sdist"))


@pytest.fixture(scope="session")
def unpacked_wheel(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("unpacked-wheel")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(directory)
    return directory


@pytest.fixture(scope="session")
def can_compile(tmp_path_factory: pytest.TempPathFactory) -> bool:
    """Whether this machine has a C compiler and the headers of this interpreter, asked without the build hook."""
    source = tmp_path_factory.mktemp("c") / "empty.c"
    source.write_text("#include <Python.h>\n")
    command = [
        *shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"),
        "-c",
        str(source),
        "-o",
        f"{source}.o",
    ]
    try:
        run = subprocess.run(
            [*command, f"-I{sysconfig.get_path('include')}"], capture_output=True, check=False
        )
    except FileNotFoundError:
        return False
    return run.returncode == 0
