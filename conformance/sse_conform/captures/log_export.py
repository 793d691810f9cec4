"""A log as services give it in one JSON document: CloudWatch, Cloud Logging, Datadog, Elasticsearch, and Loki by its API.

Such a document has lists of entries with a line of the stream in each. Where a service gives the newest first, they are turned round.
"""

# What strangers wrote in JSON has no types.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ..ending import Ending
from ..report import FilePlace
from ._json import parsed, text_of
from ._log_entries import NEWEST_FIRST, Entry, LogEntries
from ._shape import ByteSource, Capture, Chunk, Format, Found, Skipped

_SAMPLE = 50
_SERVICES = re.compile(
    rb'\{\s*"events"\s*:\s*\[\s*\{[^{}]{0,400}?"(?:timestamp|ingestionTime)"\s*:\s*\d{13}'  # CloudWatch
    rb'|\[\s*\{(?s:.{0,2000}?)"insertId"\s*:'  # Cloud Logging
    rb'|(?s:\{.{0,400}?)"data"\s*:\s*\[\s*\{(?s:.{0,400}?)"attributes"\s*:\s*\{'  # Datadog
    rb'|(?s:\{.{0,400}?)"hits"\s*:\s*\{(?s:.{0,400}?)"_source"\s*:\s*\{'  # Elasticsearch
    rb'|(?s:\{.{0,400}?)"resultType"\s*:\s*"streams"'  # Loki
)
_FIELD = re.compile(rb'"(?:data|event|id|retry):')


def claims(start: bytes) -> bool:
    """Whether it begins as a document of such a service, with a field of a stream in it."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return _SERVICES.match(text) is not None and _FIELD.search(text) is not None


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Found]:
    groups = _groups(parsed(source, text_of(source, start, stream)))
    for number, group in enumerate(groups, 1):
        name = source if len(groups) == 1 else f"{source}#{number}"
        entries = [entry for entry in group if isinstance(entry, dict)]
        log = LogEntries.of(entries[:_SAMPLE]) or LogEntries.of(entries)
        if log is None:
            yield Skipped(name, "log without a line of a stream")
            continue
        notes = log.notes
        if log.is_newest_first:
            entries.reverse()
            notes += (f"{NEWEST_FIRST}: turned round",)
        place = FilePlace(source, 1, is_verbatim=False)
        yield Capture(name, FORMAT.name, log.fidelity, None, _reads(log, entries), notes, place=place)
        for reason, count in log.others.items():
            yield from (Skipped(name, reason) for _ in range(count))
    if not groups:
        yield Skipped(source, "log without an entry")


def _reads(log: LogEntries, entries: Sequence[Entry]) -> Iterator[Chunk | Ending]:
    yield from log.chunks(entries)
    yield Ending()


def _groups(document: Any) -> list[list[Any]]:
    """The lists of entries; Loki has one for each set of labels."""
    match document:
        case {"data": {"result": [*streams]}}:
            return [_of_loki(stream) for stream in streams]
        case {"hits": {"hits": [*hits]}}:
            return [[_member(hit, "_source") for hit in hits]]
        case {"data": [*logs]}:
            return [[_member(log, "attributes") for log in logs]]
        case {"events": [*entries]} | [*entries]:
            return [entries]
        case _:
            return []


def _of_loki(stream: Any) -> list[Entry]:
    """The pairs of an instant in nanoseconds and a line."""
    values = _member(stream, "values")
    return [
        {"timestamp": int(value[0]), "line": value[1]}
        for value in (values if isinstance(values, list) else [])
        if isinstance(value, list) and len(value) > 1 and _is_instant(value[0])
    ]


def _is_instant(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < len("1" * 20)


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


FORMAT = Format("log-export", read, claims)
