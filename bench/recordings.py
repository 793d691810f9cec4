"""How long `check` takes for a recording of many streams, and how much memory: a cassette in YAML, and a HAR.

    python bench/recordings.py --megabytes 500 --streams 10000

Each file is made below a temporary folder, checked by a program of its own, and removed. Memory is the peak of that program,
beside that of a check of one stream: flat means that the two differ by little more than one exchange takes.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

CHUNK = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1764503117, "model": "m"}
FIELDS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
TAIL = 16 * 1024
"""Bytes of the report that have the summary in them."""
URL = "https://example.com/v1/chat/completions"


class Figures(NamedTuple):
    """What one check took."""

    megabytes: float
    """Size of the file, in millions of bytes."""
    streams: int
    seconds: float
    peak: float
    """Memory, in MiB."""


def event(delta: dict[str, str], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return f"data: {json.dumps({**CHUNK, 'choices': [choice]})}\n\n"


def body(size: int) -> str:
    """A stream of about so many bytes."""
    word = event({"content": "word "})
    first, last = event({"role": "assistant", "content": ""}), event({}, "stop") + "data: [DONE]\n\n"
    return first + word * max(1, (size - len(first) - len(last)) // len(word)) + last


def cassette(text: str, streams: int) -> Iterator[str]:
    """A cassette as vcrpy writes it, which folds the lines of a body between single quotes."""
    folded = text.replace("\n", "\n\n        ").rstrip(" ")
    yield "interactions:\n"
    for _ in range(streams):
        yield f"- request:\n    body: '{{}}'\n    headers: {{}}\n    method: POST\n    uri: {URL}\n"
        yield f"  response:\n    body:\n      string: '{folded}        '\n    headers:\n"
        yield from (f"      {name}:\n      - {value}\n" for name, value in FIELDS.items())
        yield "    status:\n      code: 200\n      message: OK\n"
    yield "version: 1\n"


def har(text: str, streams: int) -> Iterator[str]:
    """A HAR as a browser writes it."""
    headers = [{"name": name, "value": value} for name, value in FIELDS.items()]
    entry = json.dumps(
        {
            "startedDateTime": "2026-11-30T10:00:00.000Z",
            "request": {"method": "POST", "url": URL, "httpVersion": "http/2.0", "headers": []},
            "response": {
                "status": 200,
                "httpVersion": "http/2.0",
                "headers": headers,
                "content": {"size": len(text), "mimeType": "text/event-stream", "text": text},
            },
        },
        indent=2,
    )
    yield '{"log": {"version": "1.2", "creator": {"name": "bench", "version": "1"}, "entries": [\n'
    for number in range(streams):
        yield ("" if number == 0 else ",\n") + entry
    yield "\n]}}\n"


KINDS: dict[str, Callable[[str, int], Iterator[str]]] = {"cassette.yaml": cassette, "log.har": har}


def measured(path: Path, streams: int) -> Figures:
    """What a check of the file takes; raises when it does not find that many streams, all of them right."""
    report = path.with_suffix(".jsonl")
    command = [sys.executable, "-m", "sse_conform", "check", str(path), "-q", "--format", f"jsonl:{report}"]
    began = time.perf_counter()
    child = os.posix_spawn(sys.executable, command, os.environ)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError(f"the check of {path.name} ended with {os.waitstatus_to_exitcode(status)}")
    # The rest is not read: a process begins with the memory of the one that starts it, as far as its peak is counted.
    with report.open("rb") as file:
        file.seek(max(0, report.stat().st_size - TAIL))
        summary = json.loads(file.read().splitlines()[-1])["summary"]
    if (summary["captures"], summary["outcomes"]) != (streams, {"completed": streams}):
        raise RuntimeError(
            f"the check of {path.name} found {summary['captures']:,} streams: {summary['outcomes']}"
        )
    kibibytes = usage.ru_maxrss / 1024 if sys.platform == "darwin" else usage.ru_maxrss
    return Figures(path.stat().st_size / 1e6, streams, seconds, kibibytes / 1024)


def figures(folder: Path, name: str, megabytes: float, streams: int) -> Iterator[Figures]:
    """A check of one stream of the size of the others, and of all of them."""
    text = body(int(megabytes * 1e6 / streams))
    # What the format adds to a body is taken off it again.
    one = sum(map(len, KINDS[name](text, 2))) - sum(map(len, KINDS[name](text, 1)))
    text = body(int(len(text) * megabytes * 1e6 / streams / one))
    for number in (1, streams):
        path = folder / name
        with path.open("w", encoding="utf-8") as file:
            file.writelines(KINDS[name](text, number))
        yield measured(path, number)
        path.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--megabytes", type=float, default=500, help="size of each file, in millions of bytes"
    )
    parser.add_argument("--streams", type=int, default=10_000)
    options = parser.parse_args()
    for name in KINDS:
        with TemporaryDirectory() as folder:
            for each in figures(Path(folder), name, options.megabytes, options.streams):
                print(
                    f"{name}: {each.megabytes:,.1f} MB, {each.streams:,} streams: {each.seconds:,.1f} s, "
                    f"{each.megabytes / each.seconds:,.1f} MB/s, peak {each.peak:,.0f} MiB",
                    flush=True,
                )


if __name__ == "__main__":
    main()
