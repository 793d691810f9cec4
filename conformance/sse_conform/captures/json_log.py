"""A log in JSON lines with a line of the stream in each entry: the json-file of Docker, and what structured loggers write.

The member that holds the lines is the first one in which a line of a stream stands. Times of entries are those at which the
lines were logged.
"""

# What strangers wrote in JSON has no types.
# pyright: reportUnknownVariableType=false

import json
from collections.abc import Iterator

from ..ending import Ending
from ..report import FilePlace
from ._lines import lines_of
from ._log_entries import JOURNAL, NEWEST_FIRST, Entry, LogEntries
from ._shape import ByteSource, Capture, CaptureError, Chunk, Format, Found, Skipped

_BOM = b"\xef\xbb\xbf"


def claims(start: bytes) -> bool:
    """Whether it is a log by its first lines, whose entries are JSON objects with lines of a stream in a member."""
    return _log_in(start) is not None


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Found]:
    log = _log_in(start)
    return iter(()) if log is None else _found(log, source, start, stream)


def _found(log: LogEntries, source: str, start: bytes, stream: ByteSource) -> Iterator[Found]:
    if log.is_journal:
        raise CaptureError(source, JOURNAL)
    if log.is_newest_first:
        raise CaptureError(source, f"{NEWEST_FIRST}: turn them round, as in: tac FILE | sse-conform check -")
    lines = lines_of(source, start.removeprefix(_BOM), stream)
    place = FilePlace(source, 1, is_verbatim=False)
    yield Capture(source, FORMAT.name, log.fidelity, None, _reads(log, lines), log.notes, place=place)
    for reason, number in log.others.items():
        for _ in range(number):
            yield Skipped(source, reason)


def _reads(log: LogEntries, lines: Iterator[bytes]) -> Iterator[Chunk | Ending]:
    yield from log.chunks(_entry(line) for line in lines if line.strip())
    yield Ending()


def _log_in(start: bytes) -> LogEntries | None:
    entries = map(_entry, start.removeprefix(_BOM).splitlines())
    return LogEntries.of([entry for entry in entries if entry is not None])


def _entry(line: bytes) -> Entry | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


FORMAT = Format("json-log", read, claims)
