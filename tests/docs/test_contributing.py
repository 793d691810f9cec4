"""What CONTRIBUTING.md names is there: files, what stands in them, modules that are run, and every environment of tox."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BASES = (ROOT, ROOT / "conformance" / "sse_conform")
MADE = ("build/", ".dev/", ".tox/")
"""How the names of files begin that a command makes."""
FILES = sorted(
    name
    for name in set(re.findall(r"`([\w./<>-]+\.(?:py|md|json|jsonl|toml|yaml)|[\w.]+/[\w./<>-]+)`", TEXT))
    if not name.startswith(MADE)
)
NAMES = sorted(set(re.findall(r"`(\w+)`\s+(?:of|in)\s+`([\w./-]+\.\w+)`", TEXT)))
MODULES = sorted(set(re.findall(r"python -m (sse_conform[\w.]*)", TEXT)))
ENVIRONMENTS = re.findall(
    r"^\[testenv:(\w[^\]]*)\]", (ROOT / "tox.ini").read_text(encoding="utf-8"), re.MULTILINE
)


def found(name: str) -> list[Path]:
    """The files of a name, in which `<word>` stands for anything."""
    pattern = re.sub(r"<\w+>", "*", name)
    return [path for base in BASES for path in base.glob(pattern)]


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_there(name: str) -> None:
    assert found(name), f"CONTRIBUTING.md names {name}, which is not there"


@pytest.mark.parametrize(("name", "file"), NAMES)
def test_each_name_is_in_its_file(name: str, file: str) -> None:
    (path,) = found(file)
    assert re.search(rf"\b{name}\b", path.read_text(encoding="utf-8")), f"there is no {name} in {file}"


@pytest.mark.parametrize("name", MODULES)
def test_each_module_that_is_run_is_there(name: str) -> None:
    assert find_spec(name) is not None


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_each_environment_of_tox_is_named(name: str) -> None:
    pattern = re.sub(r"\{([\d,]+)\}", lambda numbers: f"(?:{numbers[1].replace(',', '|')})", name)
    commands = "".join(line for line in TEXT.splitlines() if line.startswith("| `tox run -e"))
    assert re.search(rf"[ ,`]{pattern}[,`]", commands), (
        f"say in CONTRIBUTING.md what `tox run -e {name}` holds"
    )


def test_there_is_much_to_hold() -> None:
    assert min(map(len, (FILES, NAMES, MODULES, ENVIRONMENTS))) >= 4
