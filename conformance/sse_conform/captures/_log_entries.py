"""Entries of a log in JSON, with a line of the stream in each: where the line is, and when it was logged."""

# What strangers wrote in JSON has no types.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ._shape import Chunk, Fidelity
from ._times import Clock, clock_of
from .raw import begins_a_stream

Entry = Mapping[str, Any]

_FIELD = re.compile(r"(?:data|event|id|retry):")
_DOCKER = "log"
_JOURNAL = "__REALTIME_TIMESTAMP"
NEWEST_FIRST = "its entries have the newest first"
"""What is said of a log that was written so."""
JOURNAL = (
    "it is a journal of systemd, which keeps no empty lines, and these end the events; record the stream itself, "
    "as in: curl -isN URL > FILE"
)


class LogEntries:
    """Takes the lines of a stream out of the entries of a log."""

    def __init__(self, place: tuple[str, ...], entries: Sequence[Entry]) -> None:
        self._place = place
        self._clock: Clock | None = clock_of(entries)
        self.others: Counter[str] = Counter()
        """Entries that are of something else, by what they are."""
        texts = [text_at(entry, place) or "" for entry in entries]
        first = next(entry for entry, text in zip(entries, texts, strict=True) if _FIELD.match(text))
        self._has_line_ends = any("\n" in text for text in texts)
        self._channel = first.get("stream")
        self.is_newest_first = self._clock is not None and self._clock.descends(entries)
        self.is_journal = _JOURNAL in first and not self._has_line_ends and "" not in texts

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "LogEntries | None":
        """The log that begins so; None for anything else.

        Its lines are in the first member in which a field of a stream stands, unless most of what stands there is something else: it
        is an event with such a text then.
        """
        for entry in entries:
            for place in _places(entry):
                if not _FIELD.match(text_at(entry, place) or ""):
                    continue
                texts = [text for each in entries if (text := text_at(each, place)) is not None]
                fitting = sum(not text or begins_a_stream(text.encode("utf-8", "replace")) for text in texts)
                if place[0] == _DOCKER or fitting * 2 >= len(texts):
                    return cls(place, entries)
        return None

    @property
    def fidelity(self) -> Fidelity:
        """What is known of the lines."""
        return "timed" if self._clock else "bytes"

    @property
    def notes(self) -> tuple[str, ...]:
        """Where the lines are, and how the times were read where nothing says it."""
        taken = f"the lines of the stream taken from {'.'.join(self._place)!r} of each entry"
        return (taken, self._clock.note) if self._clock and self._clock.note else (taken,)

    def chunks(self, entries: Iterable[Entry | None]) -> Iterator[Chunk]:
        """The lines in entries, None being what is no entry."""
        for entry in entries:
            if (chunk := self._take(entry)) is not None:
                yield chunk

    def _take(self, entry: Entry | None) -> Chunk | None:
        text = None if entry is None else text_at(entry, self._place)
        if entry is None or text is None:
            self.others["no entry with a line of the stream"] += 1
            return None
        if entry.get("stream") != self._channel:
            self.others["written to another output"] += 1
            return None
        data = text.encode("utf-8", "surrogatepass")
        t = self._clock.read(entry) if self._clock else None
        data = data if self._has_line_ends else data + b"\n"
        return Chunk(data, t) if data else None


def _places(entry: Entry) -> Iterator[tuple[str, ...]]:
    """Where an entry has members, and members of members."""
    for name, value in entry.items():
        yield (name,)
        if isinstance(value, dict):
            yield from ((name, inner) for inner in value)


def text_at(entry: Entry, place: tuple[str, ...]) -> str | None:
    """The text at a place of an entry; None where there is none."""
    value: Any = entry
    for name in place:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) else None
