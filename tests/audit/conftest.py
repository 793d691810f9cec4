"""Streams of our own, and folders of them, for audits."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pytest
from click.testing import CliRunner, Result

from sse_conform.audit import Audit, Columns, Options, Store, planned, run_tasks
from sse_conform.cli import main

Run = Callable[..., Result]


def pytest_configure(config: pytest.Config) -> None:
    # Daft leaves it to the garbage collector to close the pipes from its processes.
    config.addinivalue_line("filterwarnings", "ignore:Exception ignored in. <_io.FileIO")


def chat(*words: str, is_whole: bool = True) -> bytes:
    """A chat completion of these words."""

    def chunk(delta: dict[str, str], reason: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        value = {
            "id": "chatcmpl-1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "m",
            "choices": [choice],
        }
        return b"data: " + json.dumps(value).encode() + b"\n\n"

    end = chunk({}, "stop") + b"data: [DONE]\n\n" if is_whole else b""
    return b"".join(chunk({"content": word}) for word in words) + end


WHOLE = chat("one", "two")
CUT = chat("one", "two", is_whole=False)


@pytest.fixture
def run() -> Run:
    """Call the command line with arguments."""

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(main, [str(each) for each in arguments], prog_name="sse-conform")

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of captures by model and day: right ones, cut ones, and a file that is no stream."""
    for model, day, bodies in (
        ("small", "2026-11-30", [WHOLE, CUT]),
        ("small", "2026-12-01", [WHOLE]),
        ("large", "2026-12-01", [CUT, CUT, WHOLE]),
    ):
        place = tmp_path / "in" / f"model={model}" / day
        place.mkdir(parents=True)
        for number, body in enumerate(bodies):
            (place / f"{number}.sse").write_bytes(body)
    (tmp_path / "in" / "notes.txt").write_text("nothing to see\n")
    return tmp_path / "in"


def audited(inputs: Path | str, output: Path, **settings: Any) -> list[dict[str, Any]]:
    """The rows of an audit in this process, sorted by id."""
    columns = Columns(**settings.pop("columns")) if "columns" in settings else None
    audit = Audit(
        (Store(str(inputs)),), Store(str(output)), settings.pop("options", Options()), columns, **settings
    )
    for _ in run_tasks(audit, planned(audit), workers=0):
        pass
    found = ds.dataset(output / "streams", format="parquet", partitioning=None).to_table().to_pylist()
    return sorted(found, key=lambda row: row["id"])


def problems(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The rows that could not be checked, with the reason."""
    return ((row["id"], row["problem"]) for row in rows if row["problem"] is not None)
