"""The plan of an audit: which objects there are, cut into tasks. It is made once, so that a second start goes on with the first."""

# The stubs of Arrow, DuckDB and Daft leave values untyped.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

from ._store import AuditError, Item, Store

TASK_FILES: Final = 1_000
"""Objects of a task at most."""
TASK_BYTES: Final = 64 * 1024 * 1024
"""Bytes of a task, unless one object has more."""

_COLUMNS: Final[dict[str, pa.DataType]] = {
    "task": pa.string(),
    "store": pa.int32(),
    "path": pa.string(),
    "size": pa.int64(),
    "row_group": pa.int32(),
}
_PLAN: Final = pa.schema(_COLUMNS)


@attrs.frozen
class Piece:
    """What a worker checks at once: an object, or a row group of one."""

    store: int
    """Which of the stores of the audit, from 0."""
    path: str
    size: int
    row_group: int | None = None
    """Of a Parquet file; None for all of it."""


@attrs.frozen
class Task:
    """Pieces that one worker checks, and writes into one part."""

    name: str
    """A digest of the pieces: the same pieces have the same name."""
    pieces: tuple[Piece, ...]


def pieces_of(number: int, store: Store, items: Iterable[Item], *, as_tables: bool) -> Iterator[Piece]:
    """The pieces of the objects of a store; a Parquet file has one for each row group."""
    for item in items:
        if as_tables and item.path.endswith(".parquet"):
            try:
                with store.open_table(item.path) as file:
                    metadata = pq.ParquetFile(file).metadata
                    sizes = [
                        metadata.row_group(each).total_byte_size for each in range(metadata.num_row_groups)
                    ]
            except (pa.ArrowException, OSError):
                yield Piece(number, item.path, item.size)  # the worker says what is wrong with it
                continue
            yield from (Piece(number, item.path, size, group) for group, size in enumerate(sizes))
        else:
            yield Piece(number, item.path, item.size)


def tasks_of(pieces: Iterable[Piece]) -> Iterator[Task]:
    """Cut pieces into tasks, in their order."""
    held: list[Piece] = []
    size = 0
    for piece in pieces:
        if held and (len(held) == TASK_FILES or size + piece.size > TASK_BYTES):
            yield _task(held)
            held, size = [], 0
        held.append(piece)
        size += piece.size
    if held:  # there may be no piece at all
        yield _task(held)


def _task(pieces: list[Piece]) -> Task:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(
            f"{piece.store}\0{piece.path}\0{piece.size}\0{piece.row_group}\0".encode(
                "utf-8", "surrogateescape"
            )
        )
    return Task(digest.hexdigest()[:16], tuple(pieces))


def write_plan(store: Store, tasks: Iterable[Task]) -> None:
    """Keep the tasks in the output of the audit."""
    rows = [
        {
            "task": task.name,
            "store": piece.store,
            "path": piece.path,
            "size": piece.size,
            "row_group": piece.row_group,
        }
        for task in tasks
        for piece in task.pieces
    ]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows, schema=_PLAN), sink)
    store.write("plan.parquet", sink.getvalue())


def read_plan(store: Store) -> list[Task]:
    """The tasks that `write_plan` kept."""
    table = pq.read_table(pa.BufferReader(store.read("plan.parquet")), schema=_PLAN)
    found: dict[str, list[Piece]] = {}
    for row in table.to_pylist():
        piece = Piece(row["store"], row["path"], row["size"], row["row_group"])
        found.setdefault(row["task"], []).append(piece)
    return [Task(name, tuple(pieces)) for name, pieces in found.items()]


class PathTags:
    """Tags of a stream from the path of its object: from a pattern, and from folders such as ``model=gpt``.

    :param pattern: the end of a path with names in braces, such as ``{model}/{day}/*.sse``; ``*`` stands for any characters but a
        slash. "" for none.
    :raises AuditError: the pattern names a tag twice, or has a name that is no word.
    """

    def __init__(self, pattern: str) -> None:
        text = "".join(_part(part) for part in re.split(r"(\{[^{}]*\}|\*)", pattern))
        try:
            self._pattern = re.compile(f"(?:^|/){text}$") if pattern else None
        except re.error as error:
            raise AuditError(f"--path-tags {pattern!r} cannot be read: {error}") from error

    def of(self, path: str) -> dict[str, str]:
        """The tags of an object with this path."""
        tags = dict(part.split("=", 1) for part in path.split("/")[:-1] if "=" in part.strip("="))
        found = self._pattern.search(path) if self._pattern else None
        return tags | (found.groupdict() if found else {})


def _part(part: str) -> str:
    if part == "*":
        return "[^/]*"
    if part.startswith("{"):
        return f"(?P<{part[1:-1]}>[^/]+)"
    return re.escape(part)
