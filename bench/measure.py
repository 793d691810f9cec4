"""One measurement in a process of its own: an attack through a reader; the result goes to standard output as JSON.

The process does nothing else, so neither another measurement's memory nor its garbage counts.
"""

import importlib
import json
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from attacks import ATTACKS

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


class Reader(NamedTuple):
    """A reader of streams, reduced to what is measured."""

    feed: Callable[[bytes], object]
    close: Callable[[], object]


class Measurement(NamedTuple):
    """What one run of a reader showed."""

    bytes: int
    """That it took."""
    stopped: str
    """Name of the exception that ended it, or nothing."""
    seconds: float
    """Of processor time."""
    peak: int | None
    """How much higher, in bytes, the process's memory ever was than before the stream; None where none can tell."""
    held: int | None
    """Bytes that it held before it was closed; None unless they were traced."""


def reader_of(module: str, name: str, *arguments: str) -> Callable[[dict[str, Any]], Reader]:
    def make(limits: dict[str, Any]) -> Reader:
        reader = getattr(importlib.import_module(module), name)(*arguments, **limits)
        return Reader(reader.feed, reader.close)

    return make


READERS: dict[str, Callable[[dict[str, Any]], Reader]] = {
    "Decoder": reader_of("sse_codec", "Decoder"),
    "Scanner": reader_of("sse_codec", "Scanner"),
    "StreamCheck": reader_of("sse_conform.check", "StreamCheck", "bench"),
}


def run(reader: Reader, chunks: Iterable[bytes]) -> tuple[int, str]:
    """Feed the chunks, without closing; return how many bytes were taken, and what stopped it if something did."""
    taken = 0
    try:
        for chunk in chunks:
            taken += len(chunk)
            reader.feed(chunk)
    except Exception as error:
        # By name: this module imports nothing of what it measures.
        if type(error).__name__ != "LimitExceeded":
            raise
        return taken, type(error).__name__
    return taken, ""


def peak_rss() -> int | None:
    """Return the most memory that this process ever had, in bytes."""
    if resource is None:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def timed(reader: Reader, chunks: Iterable[bytes]) -> Measurement:
    before = peak_rss()
    start = time.process_time()
    taken, stopped = run(reader, chunks)
    if not stopped:
        reader.close()
    seconds = time.process_time() - start
    after = peak_rss()
    return Measurement(
        taken, stopped, seconds, None if before is None or after is None else after - before, None
    )


def traced(reader: Reader, chunks: Iterable[bytes]) -> Measurement:
    tracemalloc.start()
    taken, stopped = run(reader, chunks)
    held, _ = tracemalloc.get_traced_memory()
    return Measurement(taken, stopped, 0.0, None, held)


def main(attack: str, reader: str, size: int, how: str) -> None:
    chosen = ATTACKS[attack]
    made = READERS[reader]({} if chosen.limited else {"max_event_size": None})
    made.feed(b"")  # what is imported or built at the first call is no part of the stream's cost
    measurement = (timed if how == "timed" else traced)(made, chosen.chunks(size))
    json.dump(measurement._asdict(), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
