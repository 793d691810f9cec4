"""Captured streams lie outside the project: a run without them fails, since green because nothing ran is a lie."""

import os
from pathlib import Path

import pytest


def folders() -> list[Path]:
    """The folders that SSE_CAPTURES names, parted as in PATH."""
    return [Path(name) for name in os.environ["SSE_CAPTURES"].split(os.pathsep) if name]


def captures(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in (".sse", ".txt"))


def name_of(capture: Path) -> str:
    """The name of a file from its folder of captures on."""
    folder = next(folder for folder in folders() if folder in capture.parents)
    return f"{folder.name}/{capture.relative_to(folder).as_posix()}"


def pytest_configure() -> None:
    if not os.environ.get("SSE_CAPTURES"):
        raise pytest.UsageError("set SSE_CAPTURES to the folders that hold the captured streams")
    for folder in folders():
        if not captures(folder):
            raise pytest.UsageError(f"{folder}, of SSE_CAPTURES, holds no captured stream (*.sse, *.txt)")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "capture" in metafunc.fixturenames:
        found = [path for folder in folders() for path in captures(folder)]
        metafunc.parametrize("capture", found, ids=name_of)
