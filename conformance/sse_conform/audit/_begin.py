"""The beginning of an audit: its plan, made anew or found in the output of a run that was stopped."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import attrs

from ._options import profile_of
from ._plan import PathTags, Piece, Task, pieces_of, read_plan, tasks_of, write_plan
from ._schema import VERSION
from ._store import AuditError, Store
from ._work import Audit, notes

_ABOUT = "audit.json"


@attrs.frozen
class Plan:
    """The tasks of an audit, and which of them are done."""

    tasks: list[Task]
    done: dict[str, dict[str, Any]]
    """The notes of the tasks that are done, by name."""

    @property
    def left(self) -> list[Task]:
        """The tasks that are not done."""
        return [task for task in self.tasks if task.name not in self.done]


def planned(audit: Audit, *, since: datetime | None = None) -> Plan:
    """The plan of an audit. It is written into the output at the first start, and read there at the next.

    :param since: leave out objects that did not change since; of UTC where it has no zone.
    :raises AuditError: an input cannot be listed, an option means nothing, or the output has another audit.
    """
    _require_sense(audit)
    moment = None if since is None else since.replace(tzinfo=since.tzinfo or UTC).timestamp()
    asked = _asked(audit, moment)
    if audit.output.exists(_ABOUT):
        if audit.output.read_json(_ABOUT).get("asked") != asked:
            raise AuditError(
                f"{audit.output.name} has an audit of other inputs or options; name another folder for this one"
            )
        tasks = read_plan(audit.output)
    else:
        tasks = list(tasks_of(_pieces(audit, moment)))
        write_plan(audit.output, tasks)
        about = {
            "v": VERSION,
            "asked": asked,
            "began": datetime.now(UTC).isoformat(timespec="seconds"),
            "inputs": [store.name for store in audit.stores],
            "tasks": len(tasks),
        }
        audit.output.write_json(_ABOUT, about)
    return Plan(tasks, dict(notes(audit.output)))


def about(output: Store) -> dict[str, Any]:
    """What was written of an audit when it began: its inputs, the day, and the number of tasks.

    :raises AuditError: there is no audit.
    """
    if not output.exists(_ABOUT):
        raise AuditError(f"{output.name} has no audit; name the folder that `sse-conform audit run` wrote")
    return output.read_json(_ABOUT)


def _pieces(audit: Audit, since: float | None) -> Iterator[Piece]:
    for number, store in enumerate(audit.stores):
        items = (
            item for item in store.items() if since is None or item.modified is None or item.modified >= since
        )
        yield from pieces_of(number, store, items, as_tables=audit.columns is not None)


def _require_sense(audit: Audit) -> None:
    PathTags(audit.path_tags)
    try:
        audit.options.selection()
        profile_of(audit.options.profile)
    except ValueError as error:
        raise AuditError(str(error)) from error


def _asked(audit: Audit, since: float | None) -> str:
    """A digest of all that makes a difference to the rows."""
    value: dict[str, Any] = attrs.asdict(audit, filter=lambda field, _: field.name != "output")
    return hashlib.sha256(repr((VERSION, value, since)).encode("utf-8", "surrogateescape")).hexdigest()
