"""Each sdist is enough to build the same wheel, wherever it is, and that of the codec to run the codec's tests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Built, only_file

WITHOUT_THE_TOOLKIT = """
import functools, importlib.machinery, sys
def find(known, name, path=None, target=None):
    return None if name == "sse_conform" else known(name, path, target)
# A partial, since pytest keeps the finder that it comes upon in a class, where a function would become a method.
importlib.machinery.PathFinder.find_spec = functools.partial(find, importlib.machinery.PathFinder.find_spec)
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""


def test_pip_makes_the_same_wheel_of_it_bit_for_bit(built: Built, tmp_path: Path) -> None:
    """The environment in which pip builds has nothing but what the sdist asks for."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--wheel-dir",
        str(tmp_path),
        str(built.sdist),
    ]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    wheel = only_file(tmp_path)
    assert wheel.name == built.wheel.name
    assert wheel.read_bytes() == built.wheel.read_bytes()


@pytest.mark.parametrize(
    ("distribution", "top"),
    [
        (
            "codec",
            {"CHANGELOG.md", "LICENSE", "README.md", "SECURITY.md", "hatch_build.py", "pyproject.toml", "sse_codec", "tests"},
        ),
        ("conform", {"LICENSE", "README.md", "fixtures", "hatch_build.py", "pyproject.toml", "sse_conform"}),
    ],
)  # fmt: skip
def test_its_top_level(distribution: str, top: set[str], request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(distribution)
    assert {path.name for path in built.sdist_folder.iterdir()} - {".gitignore", "PKG-INFO"} == top


def test_that_of_the_codec_has_its_tests(codec: Built) -> None:
    """They are collected with the toolkit out of reach, as who packages the codec alone has it."""
    command = [
        sys.executable,
        "-P",
        "-c",
        WITHOUT_THE_TOOLKIT,
        "--collect-only",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:sse_conform",  # its entry point is there, and the toolkit is not
    ]
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    run = subprocess.run(
        [*command, "tests/sse_codec", "tests/schema", "tests/codec_only"],
        cwd=codec.sdist_folder,
        env=env | {"SSE_CODEC_TEST_COPY": "checkout", "PYTHONPATH": str(codec.sdist_folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
