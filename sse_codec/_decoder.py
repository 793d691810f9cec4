"""Bytes in, events out: the fast reader of an event stream.

Its unit is the block, the bytes up to a blank line: it keeps the bytes of the unfinished block and nothing else,
and interprets a block when its blank line has come. The call that brings the line end which completes an event
returns it; a CR does so at once, since an LF after it can only make one more blank line, which means nothing.
"""

from sse_codec._errors import ClosedError, LimitExceeded
from sse_codec._values import DEFAULT_TYPE, Comment, Event
from sse_codec._wire import BOM, COLON, CR, DEFAULT_MAX_EVENT_SIZE, LF, SPACE, as_bytes, limit_of, parse_retry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sse_codec._wire import Buffer


class Decoder:
    """Incremental decoder of one event stream (HTML standard, 9.2.5 and 9.2.6).

    Every sequence of bytes has one meaning, so decoding never fails but for the limit. Invalid UTF-8 becomes
    U+FFFD. How the bytes are cut into chunks makes no difference. One decoder reads one connection; give the
    next one this one's ``last_event_id``.

    :param last_event_id: the id to start from, as the previous connection left it.
    :param max_event_size: bytes that an unfinished block may hold, None for no limit. What comes before the
        first field of a block does not count, so heartbeat comments may go on for ever.
    """

    __slots__ = (
        "_candidate",
        "_closed",
        "_consumed",
        "_failure",
        "_frame",
        "_limit",
        "_room",
        "_tail",
        "last_event_id",
        "retry",
    )

    last_event_id: str
    """The last event id, which a client sends when it reconnects; ``""`` for none."""
    retry: int | None
    """The reconnection time in milliseconds that the stream asked for, at most 2**63 - 1; None if it asked none."""

    def __init__(
        self, *, last_event_id: str = "", max_event_size: int | None = DEFAULT_MAX_EVENT_SIZE
    ) -> None:
        self.last_event_id = last_event_id
        self.retry = None
        self._limit = limit_of(max_event_size)
        self._room = -1  # what the tail may grow to in the fast lane; -1 while every call must be looked at
        self._tail = bytearray()  # the unfinished block, as it came
        self._consumed = 0
        self._closed = False
        self._failure: LimitExceeded | None = None
        self._frame = Frame("data: ", DEFAULT_TYPE)
        self._candidate = ""

    def feed(self, chunk: "Buffer") -> list[Event]:
        """Take the next bytes of the stream and return the events that they complete, often none.

        :raises LimitExceeded: the unfinished block is larger than ``max_event_size``.
        :raises ClosedError: the decoder was closed.
        """
        if type(chunk) is bytes and not self._tail and len(chunk) <= self._room:
            value = self._frame.value(chunk)
            if value is not None:
                self._consumed += len(chunk)
                return [Event(self._frame.type, value, self.last_event_id)]
        events: list[Event] = []
        self._feed(chunk, events, False)
        return events

    def feed_with_comments(self, chunk: "Buffer") -> list[Event | Comment]:
        """Do what ``feed`` does, and return the comments as well, each before the event of its block.

        A comment before the first field of a block is returned as soon as its line ends, the others with the block.
        """
        items: list[Event | Comment] = []
        self._feed(chunk, items, True)
        return items

    def close(self) -> int:
        """End the stream and return how many bytes are discarded for want of a blank line after them (9.2.6).

        They are the unfinished block from its first field on. Not 0 means that the stream was cut off, or that
        its server forgot the last blank line. A ``retry`` line among them still holds.

        :raises LimitExceeded: the limit was hit, and no call has said so yet.
        """
        if self._failure is not None:
            raise self._failure
        tail = bytes(self._tail)
        self._tail.clear()
        self._closed = True
        self._room = -1
        if tail.startswith(b":"):
            return 0
        for line in tail.splitlines(keepends=True):
            name, _, value = line.decode("utf-8", "replace").partition(":")
            if name == "retry" and line.endswith((b"\r", b"\n")):
                self._take_retry(value.removeprefix(" ").rstrip("\r\n"))
        return len(tail)

    def _feed(self, chunk: "Buffer", items: "list[Any]", comments: bool) -> None:
        data = chunk if type(chunk) is bytes else as_bytes(chunk)
        if len(self._tail) + len(data) <= self._room:
            self._consumed += len(data)
            self._read(data, items, comments)
        else:
            self._feed_with_care(data, items, comments)

    def _feed_with_care(self, data: bytes, items: "list[Any]", comments: bool) -> None:
        """Feed what the fast lane may not take: the first bytes, what could pass the limit, and misuse."""
        if self._failure is not None:
            raise self._failure
        if self._closed:
            raise ClosedError("the decoder is closed; a new connection needs a new Decoder")
        if self._room < 0:
            data = self._begin(data)
        start = 0
        while start < len(data):
            end = start + max(1, self._limit - len(self._tail))
            self._consumed += len(data[start:end])
            self._read(data[start:end], items, comments)
            start = end
            if len(self._tail) > self._limit:
                self._failure = LimitExceeded("max_event_size", self._limit, self._consumed - 1)
                self._room = -1
                if items:
                    return
                raise self._failure

    def _begin(self, data: bytes) -> bytes:
        """Drop one byte order mark at the very start (9.2.5), also when it comes in parts."""
        data = bytes(self._tail) + data
        self._tail.clear()
        if len(data) < len(BOM) and BOM.startswith(data):
            self._tail += data
            return b""
        self._room = self._limit
        if data.startswith(BOM):
            self._consumed += len(BOM)
            return data[len(BOM) :]
        return data

    def _read(self, data: bytes, items: "list[Any]", comments: bool) -> None:
        """Interpret every block that ends in the tail and ``data`` together; keep the rest as the tail."""
        tail = self._tail
        if tail:
            seen = len(tail)
            tail += data
            if LF not in data and CR not in data:
                return
            end = blocks_end(tail, seen - 1)
            if not end:
                if tail[0] == COLON:
                    self._drop_idle(items, comments)
                return
            data = bytes(tail)
            tail.clear()
        else:
            end = blocks_end(data, 0)
        blocks = data[:end]
        if CR in blocks:
            blocks = blocks.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if blocks:
            self._interpret_all(blocks.decode("utf-8", "replace"), items, comments)
        if end < len(data):
            tail += data[end:]
            if tail[0] in b"\r\n:":
                self._drop_idle(items, comments)

    def _interpret_all(self, text: str, items: "list[Any]", comments: bool) -> None:
        """Interpret whole blocks, the frames among them by one split, or one look each."""
        frame = self._frame
        values = frame.values(text)
        if values:
            type, id = frame.type, self.last_event_id
            items += [Event(type, value, id) for value in values]
            return
        for block in text.split("\n\n"):
            if block.startswith(frame.prefix) and (value := frame.value_of(block)) is not None:
                items.append(Event(frame.type, value, self.last_event_id))
            elif block:
                self._interpret(block, items, comments)
                frame = self._frame

    def _drop_idle(self, items: "list[Any]", comments: bool) -> None:
        """Drop what means nothing before the first field of a block: blank lines, and comments that have ended."""
        idle = 0
        for line in self._tail.splitlines(keepends=True):
            if line[0] == COLON and line[-1] in b"\r\n":
                if comments:
                    text = line[1:].rstrip(b"\r\n").decode("utf-8", "replace")
                    items.append(Comment(text.removeprefix(" ")))
            elif line[0] not in b"\r\n":
                break
            idle += len(line)
        del self._tail[:idle]

    def _interpret(self, block: str, items: "list[Any]", comments: bool) -> None:
        """Interpret the lines of one block and dispatch its event, if it has data (9.2.6)."""
        values: list[str] = []
        type = id = None
        plain = True
        for line in block.split("\n"):
            name, colon, value = line.partition(":")
            if value.startswith(" "):
                value = value[1:]
            if name == "data":
                values.append(value)
            elif name == "event":
                type = value
            elif name == "id":
                plain = False
                if "\0" not in value:
                    id = value
            elif name == "retry":
                plain = False
                self._take_retry(value)
            elif colon and not name:
                plain = False
                if comments:
                    items.append(Comment(value))
        if id is not None:
            self.last_event_id = id
        if values:
            type = type or DEFAULT_TYPE
            items.append(Event(type, "\n".join(values), self.last_event_id))
            if plain and colon and name == "data" and len(values) == 1:
                self._learn(block[: len(block) - len(value)], type)

    def _learn(self, prefix: str, type: str) -> None:
        """Take a prefix that has come twice running for the stream's frame."""
        if prefix == self._candidate:
            self._frame = Frame(prefix, type)
        self._candidate = prefix

    def _take_retry(self, value: str) -> None:
        milliseconds = parse_retry(value)
        if milliseconds is not None:
            self.retry = milliseconds


class Frame:
    """What a plain block has around its only data value, kept because most streams repeat it in every event.

    A block is plain if it ends with its only ``data`` line and sets nothing but the type: no id, no retry, no
    comment. A block that begins with the same prefix, and has no line after it, means the same but for the value.
    """

    __slots__ = ("_encoded", "_lines", "_separator", "_size", "_spaceless", "prefix", "type")

    def __init__(self, prefix: str, type: str) -> None:
        self.prefix = prefix
        self.type = type
        self._encoded = prefix.encode()
        self._size = len(self._encoded)
        self._separator = "\n\n" + prefix
        self._lines = self._separator.count("\n")
        # After "data:" a space would have to be stripped from the value: then it is not this frame.
        self._spaceless = prefix.endswith(":")

    def value(self, chunk: bytes) -> str | None:
        """Return the value if ``chunk`` is this frame and no more."""
        size = self._size
        if not chunk.startswith(self._encoded) or chunk.find(b"\n", size) != len(chunk) - 2:
            return None
        if chunk[-1] != LF or CR in chunk or (self._spaceless and chunk[size] == SPACE):
            return None
        return chunk[size:-2].decode("utf-8", "replace")

    def value_of(self, block: str) -> str | None:
        """Return the value if ``block`` is this frame."""
        value = block[len(self.prefix) :]
        return None if "\n" in value or (self._spaceless and value.startswith(" ")) else value

    def values(self, text: str) -> list[str] | None:
        """Return the values if ``text`` is a run of this frame and nothing else."""
        if not text.startswith(self.prefix):
            return None
        if text.find("\n", len(self.prefix)) == len(text) - 2:
            value = text[len(self.prefix) : -2]
            return None if self._spaceless and value.startswith(" ") else [value]
        values = text[len(self.prefix) : -2].split(self._separator)
        # Each frame has a fixed number of line ends: one more anywhere, and this text is something else.
        if text.count("\n") != len(values) * self._lines:
            return None
        if self._spaceless and any(value.startswith(" ") for value in values):
            return None
        return values


def blocks_end(data: bytes | bytearray, start: int) -> int:
    """Return where the last blank line ends, of those that end after ``start``; 0 if there is none."""
    end = data.rfind(b"\n\n", start)
    if data.find(b"\r", start) >= 0:
        end = max(end, data.rfind(b"\n\r", start), data.rfind(b"\r\r", start))
        if data[end + 1 : end + 3] == b"\r\n":
            return end + 3
    return end + 2 if end >= 0 else 0
