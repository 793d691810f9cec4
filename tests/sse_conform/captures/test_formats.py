"""Each capture format is registered, documented and tested."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from sse_conform import captures
from sse_conform.captures import FORMATS

DOCS = Path(__file__).parents[3] / "docs" / "captures.md"
ELSEWHERE = {"raw": "test_open.py"}
"""Tests of a format that stand in another file than that of its name."""


def modules() -> list[str]:
    return sorted(path.stem for path in Path(str(captures.__file__)).parent.glob("[!_]*.py"))


@pytest.mark.parametrize("name", modules())
def test_each_file_is_a_format_that_is_asked(name: str) -> None:
    module = import_module(f"sse_conform.captures.{name}")
    listed = [each.load() for each in FORMATS if each.module == name]
    assert listed == [module.FORMAT], f"write a row for {name} into FORMATS of captures/_formats.py"


@pytest.mark.parametrize("name", [format.load().name for format in FORMATS])
def test_the_documentation_tells_of_each_format(name: str) -> None:
    rows = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert any(f"`{name}`" in row.split(" | ")[1] for row in rows), (
        f"tell of {name} in the table of docs/captures.md"
    )


@pytest.mark.parametrize("name", modules())
def test_each_format_has_tests(name: str) -> None:
    tests = Path(__file__).with_name(ELSEWHERE.get(name, f"test_{name}.py"))
    assert tests.exists(), f"test the format in {tests.name}"


def test_a_raw_body_loads_no_other_format() -> None:
    code = (
        "import sys; from io import BytesIO; from sse_conform import read_capture;"
        "list(read_capture('a', BytesIO(b'event: a\\ndata: b\\n\\n')).reads);"
        "print(*(name.rpartition('.')[2] for name in sys.modules if name.startswith('sse_conform.captures.')))"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert set(run.stdout.split()) & set(modules()) == {"raw"}
