"""The function of an audit under five engines, which must all give the same rows.

    python examples/audit/engines.py --streams 10000

It makes a table of streams, a tenth of them hostile, checks it with `check_batch` under Ray Data, Dask and Spark, and with
`sse-conform audit run` by Daft on this machine and on Ray, and compares. It needs `sse-conform[audit]`, the group `engines` of
pyproject.toml, and Java for Spark.
"""

import argparse
import gzip
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import dask.bag
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import ray
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from sse_conform.audit import STREAMS, Audit, Columns, Options, Store, check_batch, planned, run_tasks

OPTIONS = Options(max_event_size=256 * 1024)
ROWS = list[dict[str, Any]]


def with_ray(path: Path) -> ROWS:
    def check(table: pa.Table) -> pa.Table:
        return pa.Table.from_batches(
            [check_batch(each, options=OPTIONS) for each in table.to_batches()], STREAMS
        )

    checked = ray.data.read_parquet(str(path)).map_batches(check, batch_format="pyarrow", batch_size=256)
    return [row for table in checked.iter_batches(batch_format="pyarrow") for row in table.to_pylist()]


def with_dask(path: Path) -> ROWS:
    def check(group: int) -> ROWS:
        table = pq.ParquetFile(path).read_row_group(group)
        return [row for each in table.to_batches() for row in check_batch(each, options=OPTIONS).to_pylist()]

    groups = dask.bag.from_sequence(range(pq.ParquetFile(path).num_row_groups), partition_size=1)
    found: ROWS = groups.map(check).flatten().compute(scheduler="processes")
    return found


def with_spark(path: Path) -> ROWS:
    def check(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for each in batches:
            yield check_batch(each, options=OPTIONS)

    # Spark takes whatever python3 is on the path for its workers.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.master("local[2]").config("spark.driver.memory", "4g").getOrCreate()
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "256")
    with tempfile.TemporaryDirectory() as folder:
        checked = spark.read.parquet(str(path)).mapInArrow(check, from_arrow_schema(STREAMS))
        checked.write.parquet(f"{folder}/rows")
        rows = ds.dataset(f"{folder}/rows").to_table().cast(STREAMS).to_pylist()
    spark.stop()
    return rows


def with_daft(path: Path, address: str | None = None) -> ROWS:
    with tempfile.TemporaryDirectory() as folder:
        columns = Columns(body="body", id="id")
        audit = Audit((Store(str(path)),), Store(folder), OPTIONS, columns)
        for _ in run_tasks(audit, planned(audit), workers=2, ray=address):
            pass
        rows: ROWS = ds.dataset(f"{folder}/streams", partitioning=None).to_table().to_pylist()
        return rows


def with_daft_on_ray(path: Path) -> ROWS:
    return with_daft(path, address="auto")


ENGINES: dict[str, Callable[[Path], ROWS]] = {
    "Daft on this machine": with_daft,
    "Ray Data": with_ray,
    "Daft on Ray": with_daft_on_ray,
    "Dask": with_dask,
    "Spark": with_spark,
}


def stream(random: Random) -> bytes:
    """A chat completion."""

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

    words = (chunk({"content": random.choice("abcdef") * 9}) for _ in range(random.randrange(5, 40)))
    return b"".join(words) + chunk({}, "stop") + b"data: [DONE]\n\n"


def hostile(random: Random) -> bytes:
    """A body that somebody made to break a reader, or that is broken."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\n\r\n"
    return random.choice([
        lambda: head + gzip.compress(b": " + b"x" * 5_000_000 + b"\n\n"),
        lambda: b"data: " + b"y" * 1_000_000 + b"\n\n",
        lambda: b"data: " + b"[" * 100_000 + b"\n\n",
        lambda: b'data: {"a":' * 1000 + b"\n\n",
        lambda: stream(random)[: -random.randrange(1, 200)],
        lambda: b"",
        lambda: random.randbytes(500),
        lambda: b"HTTP/1.1 200 OK\r\nno header",
        lambda: b'{"log":{"entries":[' + b'{"request":' * 500,
        lambda: b"interactions:\n- &a [*a, *a]\n",
        lambda: b"<html>" + random.randbytes(50).hex().encode(),
        lambda: b"data: \xff\xfe\xed\xa0\x80\r\r\n\x00\n",
    ])()  # fmt: skip


def table(path: Path, streams: int, seed: int) -> None:
    """Write a table of streams, every tenth hostile."""
    random = Random(seed)
    schema = pa.schema({"id": pa.string(), "body": pa.binary()})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for start in range(0, streams, 500):
            numbers = range(start, min(start + 500, streams))
            bodies = [hostile(random) if number % 10 == 9 else stream(random) for number in numbers]
            rows = {"id": [f"{number:07}" for number in numbers], "body": bodies}
            writer.write_table(pa.table(rows, schema), row_group_size=500)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--streams", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--engine", action="append", choices=ENGINES, help="Only this one; may be given several times."
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "streams.parquet"
        table(path, arguments.streams, arguments.seed)
        wanted = [
            row
            for each in pq.ParquetFile(path).iter_batches(256)
            for row in check_batch(each, options=OPTIONS).to_pylist()
        ]
        hostiles = sum(row["problem"] is not None or row["errors"] > 0 for row in wanted)
        print(f"{len(wanted):,} streams, {hostiles:,} with a problem or an error")
        differs = False
        for name in arguments.engine or ENGINES:
            began = time.monotonic()
            rows = sorted(ENGINES[name](path), key=lambda row: row["id"])
            same = rows == wanted
            differs |= not same
            print(f"{name}: {'the same rows' if same else 'OTHER ROWS'}, {time.monotonic() - began:.1f} s")
    return differs


if __name__ == "__main__":
    sys.exit(main())
