"""A list in a YAML document, an item at a time: memory holds one, however long the list.

The libyaml loader of PyYAML tells of the document in events; where PyYAML was built without it, its own is as right and slower.
Tags make no objects: what is no binary, number, truth or null is text.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml import events as y

from ._shape import CHUNK_SIZE, ByteSource, CaptureError

MAX_ITEM = 64 * 1024 * 1024
"""Bytes of the file that an item of the list may take, and everything before the list."""
MAX_DEPTH = 100
"""Lists and mappings that may stand inside one another."""
MAX_VALUES = 1_000_000
"""Values that an item may be made of: a value of two bytes takes fifty in memory."""
MAX_ANCHORED = 16 * 1024 * 1024
"""Bytes of values that anchors keep for later; the recorders anchor only what is short, such as a header."""

_OVERHEAD = 8
"""Bytes that a value weighs beside its text."""
_LONGEST = 40
"""Characters of a name that are told."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?\d{1,18}")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_BINARY = ("tag:yaml.org,2002:binary", "!binary")


def items(source: str, start: bytes, stream: ByteSource, keys: frozenset[str]) -> Iterator[tuple[int, Any]]:
    """The items of the list under the first of the keys at the top of a document, each with its line from 1.

    An item that is YAML and cannot be taken, such as one with broken binary data, is a :class:`CaptureError`. Raises one where
    nothing can be read from there on; the items before it were given.
    """
    events = _Events(source, _Feed(source, start, stream))
    builder = _Builder(events)
    try:
        if not events.skip_to_list(keys, builder):
            return
    except _UntakenError as problem:
        raise CaptureError(source, str(problem)) from problem
    number = 0
    while not isinstance(event := events.next_item(), y.SequenceEndEvent):
        number += 1
        line = event.start_mark.line + 1
        depth = events.depth
        try:
            yield line, builder.item(event)
        except _UntakenError as problem:
            events.skip_to(depth - isinstance(event, y.CollectionStartEvent))
            yield line, CaptureError(f"{source}#{number}", str(problem))


class _UntakenError(Exception):
    """A value cannot be taken, and the document goes on; the message is a clause."""


class _Feed:
    """The file as the loader reads it, which notices when one item goes on for too long."""

    def __init__(self, source: str, start: bytes, stream: ByteSource) -> None:
        self._source = source
        self._start = start
        self._stream = stream
        self.since = 0
        """Bytes read since the item began."""

    def read(self, size: int = CHUNK_SIZE, /) -> bytes:
        data, self._start = (self._start, b"") if self._start else (self._stream.read1(CHUNK_SIZE), b"")
        if len(data) > size:
            data, self._start = data[:size], data[size:]
        self.since += len(data)
        if self.since > MAX_ITEM:
            raise CaptureError(self._source, f"it has an exchange of more than {MAX_ITEM:,} bytes")
        return data


class _Events:
    """The events of the document, whose faults say where they are."""

    def __init__(self, source: str, feed: _Feed) -> None:
        self.depth = 0
        """Lists and mappings that are open."""
        self._source = source
        self._feed = feed
        self._values = 0
        self._events: Iterator[Any] = yaml.parse(feed, Loader=_LOADER)

    def next_item(self) -> Any:
        """The first event of the next item, or the end of the list."""
        self._feed.since = self._values = 0
        return self.take()

    def take(self) -> Any:
        """The next event."""
        try:
            event = next(self._events)
        except StopIteration:
            raise CaptureError(self._source, "its YAML ends too early") from None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            where = f" at line {mark.line + 1}" if mark else ""
            raise CaptureError(self._source, f"its YAML is broken{where}: {error.problem}") from error
        except yaml.YAMLError as error:
            words = str(error).partition("\n")[0]
            raise CaptureError(self._source, f"its YAML is broken: {words}") from error
        self.depth += isinstance(event, y.CollectionStartEvent) - isinstance(event, y.CollectionEndEvent)
        self._values += 1
        if self._values > MAX_VALUES:
            where = f"near line {event.start_mark.line + 1}"
            raise CaptureError(
                self._source, f"it has an exchange of more than {MAX_VALUES:,} values, {where}"
            )
        return event

    def skip_to(self, depth: int) -> None:
        """Go on until no more than `depth` lists and mappings are open."""
        while self.depth > depth:
            self.take()

    def skip_to_list(self, keys: frozenset[str], builder: "_Builder") -> bool:
        """Go to the first item of the list; return False if there is none."""
        while not isinstance(event := self.take(), y.MappingStartEvent):
            if isinstance(event, y.NodeEvent | y.StreamEndEvent):
                return False
        while not isinstance(event := self.take(), y.MappingEndEvent):
            key = builder.item(event)
            value = self.take()
            if key in keys and isinstance(value, y.SequenceStartEvent):
                return True
            builder.item(value)
        return False


class _Builder:
    """Values from events."""

    def __init__(self, events: _Events) -> None:
        self._events = events
        self._anchors: dict[str, tuple[Any, int]] = {}
        """Each value with its weight."""
        self._anchored = 0
        self._weight = 0
        """What the values of the item weigh so far, each alias with all that it stands for."""

    def item(self, event: Any) -> Any:
        """The value of an item that begins with an event; raises :class:`_UntakenError`."""
        self._weight = 0
        return self.value(event, 1)

    def value(self, event: Any, depth: int) -> Any:
        """The value that begins with an event, inside so many lists and mappings."""
        if depth > MAX_DEPTH:
            raise _untaken(event, f"is nested more than {MAX_DEPTH} deep")
        before = self._weight
        match event:
            case y.AliasEvent():
                return self._alias(event)
            case y.ScalarEvent():
                value = _scalar(event)
                self._weigh(event, len(event.value))
            case y.SequenceStartEvent():
                self._weigh(event, 0)
                value = self._sequence(depth)
            case _:
                self._weigh(event, 0)
                value = self._mapping(depth)
        if event.anchor:
            weight = self._weight - before
            self._anchored += weight
            if self._anchored > MAX_ANCHORED:
                raise _untaken(event, f"has anchors on more than {MAX_ANCHORED:,} bytes")
            self._anchors[event.anchor] = value, weight
        return value

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self._anchors:
            raise _untaken(event, f"names *{event.anchor[:_LONGEST]}, which is not there, or not yet whole")
        value, weight = self._anchors[event.anchor]
        self._weigh(event, weight)
        return value

    def _weigh(self, event: Any, size: int) -> None:
        self._weight += size + _OVERHEAD
        if self._weight > MAX_ITEM:
            raise _untaken(event, f"stands for more than {MAX_ITEM:,} bytes, by its aliases")

    def _sequence(self, depth: int) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := self._events.take(), y.SequenceEndEvent):
            found.append(self.value(event, depth + 1))
        return found

    def _mapping(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := self._events.take(), y.MappingEndEvent):
            key = self.value(event, depth + 1)
            value = self.value(self._events.take(), depth + 1)
            if isinstance(key, str | int):
                found[str(key).removeprefix(":")] = value  # Ruby's symbols
        return found


def _scalar(event: Any) -> Any:
    text: str = event.value
    if event.tag in _BINARY:
        try:
            return base64.b64decode("".join(text.split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise _untaken(event, "has binary data that is no base64") from error
    if not event.implicit[0] or event.tag:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    return _WORDS.get(text.lower(), text) if len(text) <= len("false") else text


def _untaken(event: Any, words: str) -> _UntakenError:
    return _UntakenError(f"its YAML {words}, at line {event.start_mark.line + 1:,}")
