"""Each promise of SECURITY.md names what holds it: a test, a script or a page that is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROMISES = re.findall(
    r"^\| (.+?) \| (.*`.*|.*\]\(.*) \|$", (ROOT / "SECURITY.md").read_text(encoding="utf-8"), re.M
)


def names_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize(("promise", "held_by"), PROMISES, ids=[promise[:60] for promise, _ in PROMISES])
def test_what_holds_a_promise_is_there(promise: str, held_by: str) -> None:
    names = re.findall(r"`([^`]+)`", held_by) + re.findall(r"\]\(([^)]+)\)", held_by)
    assert names
    for name in names:
        path, _, test = name.partition("::")
        assert (ROOT / path).is_file(), name
        assert not test or test in names_of(ROOT / path), name


def test_each_part_of_the_project_promises_something() -> None:
    assert len(PROMISES) >= 20
