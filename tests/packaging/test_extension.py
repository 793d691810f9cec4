"""The compiled decoder is built where it can be, left out where it is not wanted, and never missed with an error."""

import os
import runpy
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .conftest import Built, run_build

NO_COMPILER = {"CC": "no-such-compiler", "LDSHARED": "no-such-compiler"}
EDITABLE = "import sys; from hatchling.build import build_editable; build_editable(sys.argv[1])"
# What one of them has of the module must not be what another has.
IN_OTHER_INTERPRETERS = """
try:
    import _interpreters as interpreters
except ImportError:  # before 3.13
    import _xxsubinterpreters as interpreters
for _ in range(3):
    other = interpreters.create()
    interpreters.run_string(other, '''
import sse_codec
if sse_codec.Decoder().feed(b"data: a\\\\n\\\\n") == [sse_codec.Event("message", "a")]:
    print(sse_codec.ACCELERATED, flush=True)
    ''')
    interpreters.destroy(other)
"""


@pytest.mark.parametrize(
    ("env", "said"),
    [
        pytest.param({"SSE_CODEC_NO_EXTENSION": "1"}, False, id="not wanted"),
        pytest.param(NO_COMPILER, True, id="no compiler"),
        pytest.param({"CFLAGS": "-include no-such-header.h"}, True, id="a compiler that fails"),
    ],
)
def test_without_it_the_wheel_is_the_pure_one(
    root: Path, tmp_path: Path, env: dict[str, str], said: bool
) -> None:
    output = run_build(root, "wheel", tmp_path, **env)
    (wheel,) = tmp_path.iterdir()
    assert wheel.name.endswith("-py3-none-any.whl")
    assert not [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith((".so", ".pyd", ".c"))]
    assert ("building without the compiled decoder: " in output) == said


def test_what_is_asked_for_and_cannot_be_compiled_fails_the_build(root: Path, tmp_path: Path) -> None:
    broken = tmp_path / "mypyc" / "__init__.py"
    broken.parent.mkdir()
    broken.write_text("raise ImportError('no mypyc here')")
    wheels = tmp_path / "wheels"
    with pytest.raises(subprocess.CalledProcessError) as failed:
        run_build(root, "wheel", wheels, SSE_CODEC_USE_MYPYC="1", PYTHONPATH=str(tmp_path))
    assert "no mypyc here" in failed.value.stderr
    assert not any(wheels.iterdir())
    run_build(root, "wheel", wheels, SSE_CODEC_USE_MYPYC="1", SSE_CODEC_NO_EXTENSION="1")
    assert [wheel.name.endswith("-py3-none-any.whl") for wheel in wheels.iterdir()] == [True]


def test_what_mypyc_leaves_out_is_there(root: Path) -> None:
    hook = runpy.run_path(str(root / "hatch_build.py"))
    modules = [path.relative_to(root) for path in root.joinpath(hook["ORDERING"]).rglob("*.py")]
    parts = {part.removesuffix(".py").strip("_") for module in modules for part in module.parts}
    assert hook["INTERPRETED"] <= parts
    assert {module.stem for module in modules if not hook["is_interpreted"](module)} & {
        "_automaton",
        "pointers",
    }


@pytest.mark.parametrize(("asked", "needs_mypy"), [("1", True), ("0", False)])
def test_a_build_needs_mypy_when_it_is_asked_for(root: Path, asked: str, needs_mypy: bool) -> None:
    env = os.environ | {"SSE_CODEC_USE_MYPYC": asked}
    command = [sys.executable, "-c", "from hatchling.build import *; print(get_requires_for_build_wheel())"]
    needed = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=True).stdout
    assert ("mypy" in needed) == needs_mypy


def test_an_editable_install_has_it_in_the_tree(codec: Built, tmp_path: Path, can_compile: bool) -> None:
    checkout = shutil.copytree(codec.sdist_folder, tmp_path / "checkout")
    subprocess.run([sys.executable, "-c", EDITABLE, str(tmp_path)], cwd=checkout, check=True)
    assert accelerated(checkout) == can_compile


def test_the_wheel_uses_it(codec: Built, can_compile: bool) -> None:
    assert accelerated(codec.wheel_folder) == can_compile


def test_each_interpreter_of_a_process_has_its_own(codec: Built, can_compile: bool) -> None:
    answers = ask(codec.wheel_folder, IN_OTHER_INTERPRETERS)
    assert answers.split() == [str(can_compile)] * 3


def accelerated(place: Path) -> bool:
    file, answer = ask(place, "import sse_codec; print(sse_codec.__file__, sse_codec.ACCELERATED)").split()
    assert Path(file).is_relative_to(place)
    return answer == "True"


def ask(place: Path, code: str) -> str:
    """Ask a new interpreter, which finds the package nowhere else."""
    command = [sys.executable, "-P", "-S", "-c", code]
    env = os.environ | {"PYTHONPATH": str(place)}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout
