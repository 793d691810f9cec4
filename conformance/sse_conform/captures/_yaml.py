"""A list in a YAML document, an item at a time: memory holds one, however long the list.

The libyaml loader of PyYAML tells of the document in events; where PyYAML was built without it, its own is as right and slower.
Tags make no objects: what is no binary, number, truth or null is text.
"""

# What strangers wrote in JSON or YAML has no types.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml import events as y

from ._shape import CHUNK_SIZE, ByteSource, CaptureError

MAX_ITEM = 64 * 1024 * 1024
"""Bytes of the file between two marks of its structure: a text cannot be longer."""
MAX_DEPTH = 100
MAX_ANCHORED = 16 * 1024 * 1024
"""Bytes of texts that anchors keep for later; the recorders anchor only what is short, such as a header."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?\d{1,18}")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_BINARY = ("tag:yaml.org,2002:binary", "!binary")


def items(source: str, start: bytes, stream: ByteSource, keys: frozenset[str]) -> Iterator[tuple[int, Any]]:
    """The items of the list under the first of the keys at the top of a document, each with its line from 1.

    :raises CaptureError: it is no YAML, goes too deep, or holds a text that is too long.
    """
    feed = _Feed(source, start, stream)
    events = _Events(source, feed)
    builder = _Builder(source, events)
    if not events.skip_to_list(keys, builder):
        return
    while not isinstance(event := events.take(), y.SequenceEndEvent):
        line = event.start_mark.line + 1
        yield line, builder.value(event)


class _Feed:
    """The file as the loader reads it, which notices when one text goes on for too long."""

    def __init__(self, source: str, start: bytes, stream: ByteSource) -> None:
        self._source = source
        self._start = start
        self._stream = stream
        self.since = 0
        """Bytes read since the last event."""

    def read(self, size: int = CHUNK_SIZE, /) -> bytes:
        data, self._start = (self._start, b"") if self._start else (self._stream.read1(CHUNK_SIZE), b"")
        self.since += len(data)
        if self.since > MAX_ITEM:
            raise CaptureError(self._source, f"it holds a text of more than {MAX_ITEM:,} bytes")
        if len(data) > size:
            data, self._start = data[:size], data[size:]
        return data


class _Events:
    """The events of the document, whose faults say where they are."""

    def __init__(self, source: str, feed: _Feed) -> None:
        self._source = source
        self._feed = feed
        self._events: Iterator[Any] = yaml.parse(feed, Loader=_LOADER)

    def take(self) -> Any:
        """The next event."""
        self._feed.since = 0
        try:
            return next(self._events)
        except StopIteration:
            raise CaptureError(self._source, "its YAML ends too early") from None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            where = f" at line {mark.line + 1}" if mark else ""
            raise CaptureError(self._source, f"its YAML is broken{where}: {error.problem}") from error
        except yaml.YAMLError as error:
            raise CaptureError(
                self._source, f"its YAML is broken: {str(error).partition(chr(10))[0]}"
            ) from error

    def skip_to_list(self, keys: frozenset[str], builder: "_Builder") -> bool:
        """Go to the first item of the list; return False if there is none."""
        while not isinstance(event := self.take(), y.MappingStartEvent):
            if isinstance(event, y.NodeEvent | y.StreamEndEvent):
                return False
        while not isinstance(event := self.take(), y.MappingEndEvent):
            key = builder.value(event)
            value = self.take()
            if key in keys and isinstance(value, y.SequenceStartEvent):
                return True
            builder.value(value)
        return False


class _Builder:
    """Values from events."""

    def __init__(self, source: str, events: _Events) -> None:
        self._source = source
        self._events = events
        self._anchors: dict[str, Any] = {}
        self._anchored = 0

    def value(self, event: Any, depth: int = 0) -> Any:
        """The value that begins with an event."""
        if depth > MAX_DEPTH:
            raise self._broken(event, f"is nested more than {MAX_DEPTH} deep")
        match event:
            case y.AliasEvent():
                if event.anchor not in self._anchors:
                    raise self._broken(event, f"names *{event.anchor}, which is not there, or not yet whole")
                return self._anchors[event.anchor]
            case y.ScalarEvent():
                value = self._scalar(event)
                size = len(event.value)
            case y.SequenceStartEvent():
                value, size = self._sequence(depth), 0
            case _:
                value, size = self._mapping(depth), 0
        if event.anchor:
            self._anchored += size
            if self._anchored > MAX_ANCHORED:
                raise self._broken(event, f"has anchors on more than {MAX_ANCHORED:,} bytes")
            self._anchors[event.anchor] = value
        return value

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

    def _scalar(self, event: Any) -> Any:
        text: str = event.value
        if event.tag in _BINARY:
            try:
                return base64.b64decode("".join(text.split()), validate=True)
            except (binascii.Error, ValueError) as error:
                raise self._broken(event, "has binary data that is no base64") from error
        if not event.implicit[0] or event.tag:
            return text
        if _INTEGER.fullmatch(text):
            return int(text)
        return _WORDS.get(text.lower(), text) if len(text) <= len("false") else text

    def _broken(self, event: Any, words: str) -> CaptureError:
        return CaptureError(self._source, f"its YAML {words}, at line {event.start_mark.line + 1}")
