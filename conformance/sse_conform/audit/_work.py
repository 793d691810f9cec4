"""The work of one task, wherever it runs: its rows become parts of the output, and then a note that it is done.

The names of the parts come from the task. A worker that is killed leaves no note, and whoever does the task again writes the same
parts: nothing is counted twice, and nothing is lost.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

from ._options import Options
from ._pieces import Columns, Pieces
from ._plan import Task
from ._row import Row
from ._schema import STREAMS
from ._store import Store

_REASONS: Final = 20
"""Reasons why streams could not be checked that the note of a task keeps; the rows have all."""
_ROWS: Final = 256
"""Rows that are written at once."""


@attrs.frozen
class Audit:
    """What all tasks of an audit share. It can be pickled."""

    stores: tuple[Store, ...]
    """Where the objects are."""
    output: Store
    options: Options
    columns: Columns | None
    path_tags: str = ""
    sample: float = 1.0
    partition: str | None = None
    """A tag by whose value the parts lie in folders."""


def note_of(task: str) -> str:
    """The name of the note that a task is done."""
    return f"tasks/{task}.json"


def work(audit: Audit, task: Task) -> dict[str, Any]:
    """Do a task, and return what its note says: numbers of streams, of problems, of findings by level, and what was passed over."""
    pieces = Pieces(audit.options, audit.columns, audit.path_tags, audit.sample)
    parts: dict[str, _Part] = {}
    counts: Counter[str] = Counter()
    problems: Counter[str] = Counter()
    for piece in task.pieces:
        for row in pieces.rows(audit.stores[piece.store], piece):
            folder = _folder(audit.partition, row)
            if folder not in parts:
                parts[folder] = _Part()
            parts[folder].add(row)
            _count(counts, row)
            if row["problem"] is not None and (row["problem"] in problems or len(problems) < _REASONS):
                problems[row["problem"]] += 1
    for folder, part in parts.items():
        audit.output.write(f"streams/{folder}part-{task.name}.parquet", part.close())
    note = {
        "counts": dict(counts),
        "skipped": dict(pieces.skipped),
        "problems": dict(problems),
        "parts": sorted(parts),
    }
    audit.output.write_json(note_of(task.name), note)
    return note


def _count(counts: Counter[str], row: Row) -> None:
    counts["streams"] += 1
    if row["problem"] is not None:
        counts["problems"] += 1
        return
    counts["events"] += row["events"]
    counts["bytes"] += row["bytes"]
    counts["faulty"] += row["errors"] > 0
    for level in ("errors", "warnings", "notes"):
        counts[level] += row[level]


def _folder(partition: str | None, row: Row) -> str:
    if partition is None:
        return ""
    value = dict(row["tags"]).get(partition, "__HIVE_DEFAULT_PARTITION__")
    return f"{quote(partition, safe='')}={quote(value, safe='')}/"


class _Part:
    """The rows of one file, of which only a few are not yet Parquet."""

    def __init__(self) -> None:
        self._sink = pa.BufferOutputStream()
        self._writer = pq.ParquetWriter(self._sink, STREAMS, compression="zstd")
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        self._rows.append(row)
        if len(self._rows) == _ROWS:
            self._flush()

    def close(self) -> pa.Buffer:
        """The whole file."""
        self._flush()
        self._writer.close()
        return self._sink.getvalue()

    def _flush(self) -> None:
        self._writer.write_batch(pa.RecordBatch.from_pylist(self._rows, schema=STREAMS))
        self._rows = []


def sums(done: Iterable[Mapping[str, Any]]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """What notes say together: the numbers, what was passed over, and why streams could not be checked."""
    counts: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    problems: Counter[str] = Counter()
    for note in done:
        counts.update(note["counts"])
        skipped.update(note["skipped"])
        problems.update(note.get("problems", {}))  # which older notes lack
    return counts, skipped, problems


def notes(output: Store) -> Iterator[tuple[str, dict[str, Any]]]:
    """The tasks that are done, and what their notes say."""
    for name in output.names("tasks"):
        if name.endswith(".json"):
            yield name.removesuffix(".json"), output.read_json(f"tasks/{name}")
