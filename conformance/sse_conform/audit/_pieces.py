"""The rows of one piece of an audit: of the streams in a file of captures, or of the rows of a table."""

# The stubs of Arrow, DuckDB and Daft leave values untyped.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, Final

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

from ..captures import CAPTURE_NAMES, CaptureError, Skipped, read_captures
from ..render import visible
from ..rules._words import counted
from ..sniff import KINDS
from ._batch import check_row, require_types
from ._options import Options
from ._plan import PathTags, Piece
from ._row import Row, fault_row, problem_row, row_of
from ._store import Store, first_line

_BATCH_ROWS: Final = 64
"""Rows of a table that are in memory at once."""
_COLUMNS: Final = ("id", "body", "head", "profile")


@attrs.frozen
class Columns:
    """The columns of the tables of an audit, by name; None for one that they do not have."""

    body: str = "body"
    id: str | None = None
    head: str | None = None
    profile: str | None = None
    tags: tuple[str, ...] = ()
    """Columns that become tags."""


@attrs.define
class Pieces:
    """Reads pieces, and counts what is no stream."""

    options: Options
    columns: Columns | None
    """Those of the tables; None where the objects are captures."""
    path_tags: str = ""
    sample: float = 1.0
    """Share of the streams that are checked, chosen by their id: the same in every run."""
    skipped: Counter[str] = attrs.Factory(Counter[str])

    def rows(self, store: Store, piece: Piece) -> Iterator[Row]:
        """A row for each stream, and one with a problem for each part that cannot be read."""
        name = visible(store.name_of(piece.path))
        tags = self._path_tags.of(piece.path)
        try:
            if self.columns is None:
                yield from self._of_captures(name, store, piece, tags)
            elif piece.path.endswith(".parquet"):
                yield from self._of_parquet(name, store, piece, tags, self.columns)
            else:
                yield from self._of_json_lines(name, store, piece, tags, self.columns)
        except CaptureError as problem:
            yield problem_row(name, problem.reason, tags)
        except (pa.ArrowException, OSError, ValueError) as error:
            yield problem_row(name, f"it cannot be read: {first_line(error)}", tags)
        except Exception as fault:
            yield fault_row(name, fault, tags)

    @cached_property
    def _path_tags(self) -> PathTags:
        return PathTags(self.path_tags)

    def _is_sampled(self, id: str) -> bool:
        if self.sample >= 1:
            return True
        digest = hashlib.sha256(id.encode("utf-8", "surrogateescape")).digest()
        return int.from_bytes(digest[:8], "big") < self.sample * 2**64

    def _of_captures(self, name: str, store: Store, piece: Piece, tags: Mapping[str, str]) -> Iterator[Row]:
        is_named_so = PurePosixPath(piece.path).suffix.lower() in CAPTURE_NAMES
        with store.open(piece.path) as file:
            for found in read_captures(name, _Source(file)):
                if isinstance(found, CaptureError):
                    yield problem_row(found.source, found.reason, tags)
                elif isinstance(found, Skipped):
                    self.skipped[found.reason] += 1
                elif self._is_sampled(found.source):
                    row = row_of(visible(found.source), found, self.options, tags=tags)
                    if row["sniffed"] is None or found.format != "raw" or is_named_so:
                        yield row
                    else:
                        self.skipped[_what_else(piece.path, KINDS[row["sniffed"]])] += 1

    def _of_parquet(
        self, name: str, store: Store, piece: Piece, tags: Mapping[str, str], columns: Columns
    ) -> Iterator[Row]:
        with store.open_table(piece.path) as file:
            table = pq.ParquetFile(file)
            renamed = _present(columns, table.schema_arrow)
            require_types(
                pa.schema([table.schema_arrow.field(old).with_name(new) for new, old in renamed.items()])
            )
            groups = None if piece.row_group is None else [piece.row_group]
            wanted = list(dict.fromkeys((*renamed.values(), *columns.tags)))
            number = _rows_before(table, piece.row_group)
            for batch in table.iter_batches(_BATCH_ROWS, row_groups=groups, columns=wanted):
                for index in range(batch.num_rows):
                    values = {old: batch.column(old)[index].as_py() for old in wanted}
                    yield from self._of_values(name, number, values, tags, columns)
                    number += 1

    def _of_json_lines(
        self, name: str, store: Store, piece: Piece, tags: Mapping[str, str], columns: Columns
    ) -> Iterator[Row]:
        with store.open(piece.path) as file:
            lines = io.BufferedReader(_Raw(file))
            number = 0
            while line := lines.readline(self.options.max_body + 1):
                number += 1
                if len(line) > self.options.max_body:
                    size = counted(self.options.max_body, "byte")
                    yield problem_row(f"{name}#{number}", f"too large: the line has more than {size}", tags)
                    while line and not line.endswith(b"\n"):
                        line = lines.readline(self.options.max_body)
                elif line.strip():
                    yield from self._of_line(name, number, line, tags, columns)

    def _of_line(
        self, name: str, number: int, line: bytes, tags: Mapping[str, str], columns: Columns
    ) -> Iterator[Row]:
        try:
            values = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield problem_row(f"{name}#{number}", f"the line is no JSON: {str(error)[:200]}", tags)
            return
        if not isinstance(values, dict):
            yield problem_row(f"{name}#{number}", "the line is no JSON object", tags)
            return
        yield from self._of_values(name, number - 1, values, tags, columns)

    def _of_values(
        self, name: str, number: int, values: Mapping[str, Any], tags: Mapping[str, str], columns: Columns
    ) -> Iterator[Row]:
        """The row of one row of a table, whose columns have the names of the user."""
        own = {new: values.get(old) for new in _COLUMNS if (old := getattr(columns, new)) is not None}
        id = f"{name}#{number + 1}" if own.get("id") is None else str(own["id"])
        if self._is_sampled(id):
            given = {each: str(values[each]) for each in columns.tags if values.get(each) is not None}
            yield check_row(number, own | {"id": id, "tags": {**tags, **given}}, self.options)


def _what_else(path: str, kind: str) -> str:
    """What an object is that is no stream; how a table is read, which has some."""
    is_table = path.endswith(".parquet")
    return "a Parquet file, whose column of streams --body names" if is_table else kind


def _present(columns: Columns, schema: pa.Schema) -> dict[str, str]:
    """The columns of a stream and the names that the table has for them; ValueError for one that is not there."""
    named = {new: getattr(columns, new) for new in _COLUMNS if getattr(columns, new) is not None}
    for column in (*named.values(), *columns.tags):
        if column not in schema.names:
            raise ValueError(f"it has no column {column!r}; its columns are {', '.join(schema.names)}")
    return named


def _rows_before(table: pq.ParquetFile, group: int | None) -> int:
    return sum(table.metadata.row_group(each).num_rows for each in range(group or 0))


class _Source:
    """An object as the readers of captures take it."""

    def __init__(self, file: pa.NativeFile) -> None:
        self._file = file

    def read1(self, size: int, /) -> bytes:
        return bytes(self._file.read(size))


class _Raw(io.RawIOBase):
    """An object as Python's own files."""

    def __init__(self, file: pa.NativeFile) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
