"""Audits: streams by the million, a row for each.

`check_batch` is all that an engine for tables needs: a function of one Arrow batch, without state and without I/O. The command
`sse-conform audit` goes on from there: it lists files, object stores and tables, cuts them into tasks, and has Daft run these.
"""

from ._batch import check_batch
from ._begin import Plan, planned
from ._options import MAX_BODY, Options
from ._pieces import Columns
from ._run import run_tasks
from ._schema import CHUNKS, FINDING, HEAD, STREAMS, TAGS, VERSION
from ._store import AuditError, Store
from ._work import Audit, notes, sums, work

__all__ = [
    "CHUNKS",
    "FINDING",
    "HEAD",
    "MAX_BODY",
    "STREAMS",
    "TAGS",
    "VERSION",
    "Audit",
    "AuditError",
    "Columns",
    "Options",
    "Plan",
    "Store",
    "check_batch",
    "notes",
    "planned",
    "run_tasks",
    "sums",
    "work",
]
