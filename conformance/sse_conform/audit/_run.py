"""Tasks are run by Daft: in processes of this machine, or on a cluster of Ray. Nothing else knows of it."""

# The stubs of Arrow, DuckDB and Daft leave values untyped.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import json
import os
import pickle
from collections.abc import Iterator
from typing import Any

from ._begin import Plan
from ._store import AuditError, first_line
from ._work import Audit, work

_KILLED = "UDF process closed the connection"
"""What Daft says when a process of its own is gone."""


def run_tasks(audit: Audit, plan: Plan, *, workers: int, ray: str | None = None) -> Iterator[dict[str, Any]]:
    """Do the tasks that are left, and yield the note of each as it is done.

    :param workers: how many tasks are done at a time; 0 for one after the other in this process, without Daft.
    :param ray: the address of a cluster of Ray; None for this machine.
    :raises AuditError: the rows cannot be written, or a process that did a task is gone. What is done stays done.
    :raises ImportError: daft is not installed.
    """
    if not workers:
        yield from (work(audit, task) for task in plan.left)
        return
    if not plan.left:
        return
    # Daft reports its use to its makers unless it is told not to, and draws a bar of its own.
    os.environ.setdefault("DO_NOT_TRACK", "true")
    os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
    import daft  # noqa: PLC0415 - after the environment

    if ray is not None:  # pragma: no cover - tried in an environment of its own, with the other engines
        daft.set_runner_ray(address=ray, noop_if_initialized=True)

    # Bytes and text: with objects of Python in its columns Daft starts no process, and says nothing.
    class Worker:
        @daft.method(return_dtype=daft.DataType.string())
        def do(self, task: bytes) -> str:  # pragma: no cover - in a process of Daft's, which nobody measures
            try:
                return json.dumps(work(audit, pickle.loads(task)))
            except AuditError as error:
                return json.dumps({"problem": str(error)})

    worker = daft.cls(use_process=ray is None, max_concurrency=workers)(Worker)()
    frame = daft.from_pydict({"task": [pickle.dumps(task) for task in plan.left]}).into_batches(1)
    rows = frame.select(worker.do(frame["task"]).alias("note")).iter_rows(results_buffer_size=workers)
    try:
        for row in rows:
            note = json.loads(row["note"])
            if "problem" in note:
                raise AuditError(note["problem"])
            yield note
    except RuntimeError as error:
        if _KILLED not in str(error):
            raise
        raise AuditError(
            f"a process that did a task is gone: {first_line(error)}; start the audit again to go on"
        ) from error
