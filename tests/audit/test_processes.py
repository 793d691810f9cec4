"""The tasks of an audit in processes of Daft's: several at a time, and what happens when one goes wrong."""

import os
import signal
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pytest

from sse_conform.audit import Audit, AuditError, Options, Store, planned, run_tasks, work
from sse_conform.audit import _plan as plan_module
from sse_conform.audit import _run as run_module

from .conftest import audited


@pytest.fixture
def audit(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Audit:
    """An audit of four tasks."""
    monkeypatch.setattr(plan_module, "TASK_FILES", 2)
    return Audit((Store(str(folder)),), Store(str(tmp_path / "out")), Options(), None)


def test_no_task_is_done_in_this_process(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "work", lambda *_: {"process": os.getpid()})
    notes = list(run_tasks(audit, planned(audit), workers=2))
    assert len(notes) == 4
    assert os.getpid() not in {note["process"] for note in notes}


def test_a_process_that_is_killed_loses_nothing(
    audit: Audit, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = planned(audit)
    last = plan.tasks[-1].name

    def killed_at_last(audit: Audit, task: Any) -> dict[str, Any]:
        if task.name == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return work(audit, task)

    with monkeypatch.context() as patch:
        patch.setattr(run_module, "work", killed_at_last)
        with pytest.raises(AuditError, match=r"a process that did a task is gone: .*; start the audit again"):
            list(run_tasks(audit, plan, workers=1))
    again = planned(audit)
    assert last in [task.name for task in again.left]
    assert len(list(run_tasks(audit, again, workers=1))) == len(again.left)
    rows = ds.dataset(tmp_path / "out" / "streams", partitioning=None).to_table().to_pylist()
    assert sorted(rows, key=lambda row: row["id"]) == audited(folder, tmp_path / "quiet")


def test_an_output_that_cannot_be_written(audit: Audit, tmp_path: Path) -> None:
    plan = planned(audit)
    (tmp_path / "out" / "streams").write_text("in the way")
    with pytest.raises(AuditError, match=r"out: streams/part-\w+\.parquet cannot be written: "):
        list(run_tasks(audit, plan, workers=1))


def test_a_fault_of_ours_is_told_as_one(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "work", lambda *_: 1 / 0)
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        list(run_tasks(audit, planned(audit), workers=1))
