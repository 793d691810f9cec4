"""A batch of streams in, a batch of rows out: the function that every engine runs."""

# The stubs of Arrow, DuckDB and Daft leave values untyped.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from typing import Any

import attrs
import pyarrow as pa

from ..captures import Capture, CaptureError, Chunk, Ending, read_capture
from ..head import ResponseHead
from ..rules._words import counted
from ._options import Options
from ._row import Row, fault_row, problem_row, row_of
from ._schema import STREAMS

_BODIES = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_string, pa.types.is_large_string)
_DEFAULTS = Options()


def check_batch(batch: pa.RecordBatch, *, options: Options = _DEFAULTS) -> pa.RecordBatch:
    """Check each stream of a batch; a row out for each row in, in their order.

    :param batch: the column ``body`` holds a stream as binary or string, or as a list of chunks: of binary, or of structs with
        ``data`` and ``t`` (seconds since the request was sent, or null). These are optional: ``id`` (string; the number of the row
        in the batch otherwise), ``head`` (the struct `HEAD`), ``profile`` (string) and ``tags`` (a map of strings). A body without
        ``head`` may be what ``curl -i`` printed. Other columns are not read.
    :return: a batch with the schema `STREAMS`. A row that cannot be checked says why in ``problem``, and ends nothing.
    :raises ValueError: a column has another type, or there is no ``body``; no row is to blame for that.
    """
    table = {name: batch.column(name) for name in _COLUMNS if name in batch.schema.names}
    require_types(batch.schema)
    rows = [
        check_row(number, {name: column[number].as_py() for name, column in table.items()}, options)
        for number in range(batch.num_rows)
    ]
    return pa.RecordBatch.from_pylist(rows, schema=STREAMS)


_COLUMNS = ("id", "body", "head", "profile", "tags")


def require_types(schema: pa.Schema) -> None:
    """Raise ValueError if the columns cannot be those of streams."""
    if "body" not in schema.names:
        raise ValueError(f"the batch has no column body; its columns are {', '.join(schema.names) or 'none'}")
    body = schema.field("body").type
    if not any(fits(body) for fits in _BODIES) and not _is_chunks(body):
        raise ValueError(
            f"the column body is {body}; it must be binary, string, or a list of chunks (binary, or structs of data and t)"
        )


def _is_chunks(type: pa.DataType) -> bool:
    if not (pa.types.is_list(type) or pa.types.is_large_list(type)):
        return False
    item = type.value_type
    if pa.types.is_struct(item):
        return bool(item.get_field_index("data") >= 0)
    return any(fits(item) for fits in _BODIES)


def check_row(number: int, values: dict[str, Any], options: Options) -> Row:
    """The row of a stream from the values of its columns; `number` names it where it has no id."""
    id = str(number if values.get("id") is None else values["id"])
    tags = dict(values.get("tags") or ())
    try:
        capture = _capture(id, values, options.max_body)
    except CaptureError as problem:
        return problem_row(id, problem.reason, tags)
    except Exception as fault:
        return fault_row(id, fault, tags)
    return row_of(id, capture, options, profile=values.get("profile") or "", tags=tags)


def _capture(id: str, values: dict[str, Any], most: int) -> Capture:
    body = values["body"]
    if body is None:
        raise CaptureError(id, "the row has no body")
    head = _head(id, values.get("head"))
    chunks = list(_chunks(id, body))
    size = sum(len(chunk.data) for chunk in chunks)
    if size > most:
        raise CaptureError(
            id, f"too large: its body has {counted(size, 'byte')}, and the limit is {counted(most, 'byte')}"
        )
    if isinstance(body, bytes | str):
        whole = read_capture(id, BytesIO(chunks[0].data))
        return whole if head is None else attrs.evolve(_of_chunks(id, chunks, head), fidelity="bytes")
    return _of_chunks(id, chunks, head)


def _of_chunks(id: str, chunks: list[Chunk], head: ResponseHead | None) -> Capture:
    is_timed = all(chunk.t is not None for chunk in chunks)
    reads: Iterator[Chunk | Ending] = chain((chunk for chunk in chunks if chunk.data), (Ending(),))
    return Capture(id, "arrow", "timed" if is_timed else "chunks", head, reads)


def _chunks(id: str, body: bytes | str | list[Any]) -> Iterator[Chunk]:
    for each in body if isinstance(body, list) else [body]:
        data, t = (each.get("data"), each.get("t")) if isinstance(each, dict) else (each, None)
        if data is None:
            raise CaptureError(id, "a chunk of its body is null")
        yield Chunk(data.encode() if isinstance(data, str) else bytes(data), t)


def _head(id: str, head: dict[str, Any] | None) -> ResponseHead | None:
    if head is None:
        return None
    try:
        fields = tuple((str(field["name"]), str(field["value"] or "")) for field in head.get("headers") or ())
        return ResponseHead(str(head.get("version") or "1.1"), int(head["status"]), fields)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CaptureError(
            id, f"its head cannot be read: {error}; a head has version, status and headers"
        ) from error
