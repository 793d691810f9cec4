"""Captured streams lie outside the project: a run without them fails, since green because nothing ran is a lie."""

import os
from pathlib import Path

import pytest


def captures() -> list[Path]:
    return sorted(
        path for path in Path(os.environ["SSE_CAPTURES"]).rglob("*") if path.suffix in (".sse", ".txt")
    )


def pytest_configure() -> None:
    folder = os.environ.get("SSE_CAPTURES")
    if not folder:
        raise pytest.UsageError("set SSE_CAPTURES to the folder that holds the captured streams")
    if not captures():
        raise pytest.UsageError(f"SSE_CAPTURES={folder} holds no captured stream (*.sse, *.txt)")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "capture" in metafunc.fixturenames:
        folder = Path(os.environ["SSE_CAPTURES"])
        metafunc.parametrize("capture", captures(), ids=lambda path: path.relative_to(folder).as_posix())
