"""Tasks are run by Daft: in processes of this machine, or on a cluster of Ray. Nothing else knows of it."""

# The stubs of Arrow, DuckDB and Daft leave values untyped.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import os
from collections.abc import Iterator
from typing import Any

from ._begin import Plan
from ._plan import Task
from ._work import Audit, work


def run_tasks(audit: Audit, plan: Plan, *, workers: int, ray: str | None = None) -> Iterator[dict[str, Any]]:
    """Do the tasks that are left, and yield the note of each as it is done.

    :param workers: how many tasks are done at a time; 0 for one after the other in this process, without Daft.
    :param ray: the address of a cluster of Ray; None for this machine.
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

    class Worker:
        @daft.method(return_dtype=daft.DataType.python())
        def do(
            self, task: Task
        ) -> dict[str, Any]:  # pragma: no cover - in a process of Daft's, which nobody measures
            return work(audit, task)

    worker = daft.cls(use_process=ray is None, max_concurrency=workers)(Worker)()
    frame = daft.from_pydict({"task": plan.left}).into_batches(1)
    for row in frame.select(worker.do(frame["task"]).alias("note")).iter_rows(results_buffer_size=workers):
        yield row["note"]
