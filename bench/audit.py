"""How fast an audit is: generated chat streams, over the check of the same streams in one process.

    python bench/audit.py --streams 100000

It prints streams a second with one worker for each processor, and the share of what the processors could do. It needs
`sse-conform[audit]`. The streams of a file are alike in length (`--bytes`), and no two are the same.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sse_conform.audit import Audit, Columns, Options, Store, check_batch, planned, run_tasks

GROUP = 4_000
"""Streams of a row group, which one task checks."""


def stream(number: int, size: int) -> bytes:
    """A chat completion in chunks of about 300 bytes."""

    def chunk(delta: dict[str, str], reason: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}
        value = {
            "id": f"chatcmpl-{number:024}",
            "object": "chat.completion.chunk",
            "created": 1796083200,
            "model": "a-model-2026-11-30",
            "service_tier": "default",
            "system_fingerprint": "fp_0123456789",
            "choices": [choice],
            "obfuscation": "x" * 24,
        }
        return b"data: " + json.dumps(value, separators=(",", ":")).encode() + b"\n\n"

    body = chunk({"role": "assistant", "content": ""})
    word = 0
    while len(body) < size:
        body += chunk({"content": f" word{word * number % 9973}"})
        word += 1
    return body + chunk({}, "stop") + b"data: [DONE]\n\n"


def write(path: Path, streams: int, size: int) -> None:
    """Write a table of streams."""
    schema = pa.schema({"id": pa.string(), "body": pa.binary()})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for start in range(0, streams, GROUP):
            numbers = range(start, min(start + GROUP, streams))
            rows = {
                "id": [str(number) for number in numbers],
                "body": [stream(number, size) for number in numbers],
            }
            writer.write_table(pa.table(rows, schema))


def alone(size: int, seconds: float) -> float:
    """Processor seconds that the check of one stream takes in this process."""
    batch = pa.RecordBatch.from_pydict({"body": [stream(number, size) for number in range(64)]})
    check_batch(batch)
    rounds: list[float] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.process_time()
        check_batch(batch)
        rounds.append((time.process_time() - began) / 64)
    return sorted(rounds)[len(rounds) // 2]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--streams", type=int, default=100_000)
    parser.add_argument("--bytes", type=int, default=16_000, help="Bytes of a stream, about.")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    one = alone(arguments.bytes, 5)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "streams.parquet"
        write(path, arguments.streams, arguments.bytes)
        audit = Audit((Store(str(path)),), Store(f"{folder}/out"), Options(), Columns(id="id"))
        began = time.monotonic()
        done = sum(
            note["counts"]["streams"] for note in run_tasks(audit, planned(audit), workers=arguments.workers)
        )
        took = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    share = one * done / (took * arguments.workers)
    print(
        f"{done:,} streams of {len(stream(1, arguments.bytes)):,} bytes: {took:.1f} s, {done / took:,.0f} a second"
    )
    print(
        f"one stream alone: {one * 1000:.3f} ms of processor time; {share:.0%} of {arguments.workers} workers went into checking"
    )
    print(
        f"a million would take {took / done * 1_000_000:,.0f} s (extrapolated); {peak} MiB in the process that runs them"
    )


if __name__ == "__main__":
    main()
