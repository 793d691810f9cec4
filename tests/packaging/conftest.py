"""What is built of the two distributions: wheel and sdist, and the wheel that pip makes of the sdist on its own."""

import os
import shlex
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]


class Built(NamedTuple):
    """What is built of one distribution; the wheel and the sdist are also there unpacked."""

    wheel: Path
    wheel_folder: Path
    sdist: Path
    sdist_folder: Path


def build(source: Path, directory: Path) -> Built:
    wheel, wheel_folder = directory / "wheel", directory / "unpacked-wheel"
    sdist, sdist_folder = directory / "sdist", directory / "unpacked-sdist"
    run_build(source, "wheel", wheel)
    run_build(source, "sdist", sdist)
    with zipfile.ZipFile(only_file(wheel)) as archive:
        archive.extractall(wheel_folder)
    with tarfile.open(only_file(sdist)) as archive:
        archive.extractall(sdist_folder, filter="data")
    return Built(only_file(wheel), wheel_folder, only_file(sdist), only_file(sdist_folder))


def only_file(directory: Path) -> Path:
    (path,) = directory.iterdir()
    return path


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
def codec(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(ROOT, tmp_path_factory.mktemp("sse-codec"))


@pytest.fixture(scope="session")
def conform(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(ROOT / "conformance", tmp_path_factory.mktemp("sse-conform"))


@pytest.fixture(scope="session")
def pure_codec(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("pure")
    run_build(ROOT, "wheel", directory, SSE_CODEC_NO_EXTENSION="1")
    return only_file(directory)


@pytest.fixture(params=["codec", "conform"])
def built(request: pytest.FixtureRequest) -> Built:
    """Each of the two."""
    each: Built = request.getfixturevalue(request.param)
    return each


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
