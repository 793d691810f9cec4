"""A log in JSON with a line of the stream in each entry: the json-file of Docker, and what structured loggers write.

The member that holds the lines is the first one in which a line of a stream stands. Times of entries are those at which the
lines were logged.
"""

# What strangers wrote in JSON has no types.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ..ending import Ending
from ..report import FilePlace
from ._lines import lines_of
from ._shape import ByteSource, Capture, Chunk, Fidelity, Format, Found, Skipped
from ._times import Clock, clock_of
from .raw import begins_a_stream

_BOM = b"\xef\xbb\xbf"


def claims(start: bytes) -> bool:
    """Whether it is a log by its first lines, whose entries are JSON objects with lines of a stream in a member."""
    return _Log.of(start) is not None


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Found]:
    log = _Log.of(start)
    return (
        iter(()) if log is None else _found(log, source, lines_of(source, start.removeprefix(_BOM), stream))
    )


def _found(log: "_Log", source: str, lines: Iterator[bytes]) -> Iterator[Found]:
    fidelity: Fidelity = "timed" if log.clock else "bytes"
    notes = [f"the lines of the stream taken from {'.'.join(log.place)!r} of each entry"]
    notes += [log.clock.note] if log.clock and log.clock.note else []
    place = FilePlace(source, 1, is_verbatim=False)
    yield Capture(source, FORMAT.name, fidelity, None, log.reads(lines), tuple(notes), place=place)
    for reason, number in log.others.items():
        for _ in range(number):
            yield Skipped(source, reason)


class _Log:
    """Takes the lines of a stream out of the entries of a log."""

    def __init__(self, place: tuple[str, ...], entries: list[Mapping[str, Any]]) -> None:
        self.place = place
        self.clock: Clock | None = clock_of(entries)
        self.others: Counter[str] = Counter()
        """Entries that are of something else, by what they are."""
        texts = [_text(entry, place) or "" for entry in entries]
        first = next(
            entry
            for entry in entries
            if begins_a_stream((_text(entry, place) or "").encode("utf-8", "replace"))
        )
        self._has_line_ends = any("\n" in text for text in texts)
        self._channel = first.get("stream")

    @classmethod
    def of(cls, start: bytes) -> "_Log | None":
        """The log that begins so; None for anything else."""
        entries = [
            entry for line in start.removeprefix(_BOM).splitlines() if (entry := _entry(line)) is not None
        ]
        for entry in entries:
            for place in _places(entry):
                if begins_a_stream((_text(entry, place) or "").encode("utf-8", "replace")):
                    return cls(place, entries)
        return None

    def reads(self, lines: Iterator[bytes]) -> Iterator[Chunk | Ending]:
        for line in lines:
            if line.strip() and (text := self._take(line)) is not None:
                data, t = text
                yield Chunk(data, t)
        yield Ending()

    def _take(self, line: bytes) -> tuple[bytes, float | None] | None:
        entry = _entry(line)
        text = None if entry is None else _text(entry, self.place)
        if entry is None or text is None:
            self.others["no entry with a line of the stream"] += 1
            return None
        if entry.get("stream") != self._channel:
            self.others["written to another output"] += 1
            return None
        data = text.encode("utf-8", "surrogatepass")
        t = self.clock.read(entry) if self.clock else None
        data = data if self._has_line_ends else data + b"\n"
        return (data, t) if data else None


def _entry(line: bytes) -> Mapping[str, Any] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _places(entry: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Where an entry has members, and members of members."""
    for name, value in entry.items():
        yield (name,)
        if isinstance(value, dict):
            yield from ((name, inner) for inner in value)


def _text(entry: Mapping[str, Any], place: tuple[str, ...]) -> str | None:
    value: Any = entry
    for name in place:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) else None


FORMAT = Format("json-log", read, claims)
