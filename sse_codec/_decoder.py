"""Bytes in, events out: the fast reader of an event stream.

Its unit is the block, the bytes up to a blank line: it keeps the bytes of the unfinished block and nothing else,
and interprets a block when its blank line has come. The call that brings the line end which completes an event
returns it; a CR does so at once, since an LF after it can only make one more blank line, which means nothing.
"""

from sse_codec._errors import ClosedError, LimitExceeded
from sse_codec._frame import LONG, Frame, frame_of
from sse_codec._lines import blocks_end, ended_lines, idle_size, outline, spans, with_lf
from sse_codec._long import LongBlock
from sse_codec._values import DEFAULT_TYPE, Comment, Event
from sse_codec._wire import (
    BOM,
    COLON,
    CR,
    DEFAULT_MAX_EVENT_SIZE,
    LF,
    as_bytes,
    as_text,
    limit_of,
    parse_retry,
)

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
        "_closed",
        "_failure",
        "_frame",
        "_limit",
        "_misses",
        "_offset",
        "_patience",
        "_room",
        "_short",
        "_tail",
        "_types",
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
        self.last_event_id = as_text("last_event_id", last_event_id)
        self.retry = None
        self._limit = limit_of(max_event_size)
        self._room = -1  # what the tail may grow to in the fast lane; -1 while every call must be looked at
        self._short = -1  # how long a chunk may be that is interpreted as it is; -1 as long as _room is
        self._tail = bytearray()  # the unfinished block, as it came
        self._offset = 0  # where the tail begins in the stream
        self._closed = False
        self._failure: LimitExceeded | None = None
        self._frame = Frame("data: ", "", DEFAULT_TYPE)
        self._types = {"": DEFAULT_TYPE}  # what an event's type is, by what stands before its data
        self._misses = 0  # how often the frame did not fit since the last lesson
        self._patience = 1  # how often it may not fit until the next one

    def feed(self, chunk: "Buffer") -> list[Event]:
        """Take the next bytes of the stream and return the events that they complete, often none.

        :raises LimitExceeded: the unfinished block is larger than ``max_event_size``.
        :raises ClosedError: the decoder was closed.
        """
        if type(chunk) is not bytes:
            return self._feed_with_care(as_bytes(chunk), False)
        tail = self._tail
        if tail:
            if LF not in chunk and CR not in chunk:
                tail += chunk
                if len(tail) <= self._room:
                    return []
                del tail[len(tail) - len(chunk) :]  # to be looked at, as if it had not been taken
        elif len(chunk) <= self._short:
            # Most servers write whole blocks, one at a time.
            blocks = with_lf(chunk) if CR in chunk else chunk
            if blocks[-2:] == b"\n\n":
                self._offset += len(chunk)
                # As _interpret does; to call it would cost such a block, which is short, a tenth of its time.
                events = self._frame.events(blocks, self.last_event_id)
                if events is None:
                    return self._interpret_others(blocks, False)
                self.last_event_id = events[-1].id
                return events
        if len(tail) + len(chunk) > self._room:
            return self._feed_with_care(chunk, False)
        return self._read(chunk, False)

    def feed_with_comments(self, chunk: "Buffer") -> list[Event | Comment]:
        """Do what ``feed`` does, and return the comments as well, each before the event of its block.

        A comment before the first field of a block is returned as soon as its line ends, the others with the block.
        """
        return self._feed_with_care(as_bytes(chunk), True)

    def close(self) -> int:
        """End the stream and return how many bytes are discarded for want of a blank line after them (9.2.6).

        They are the unfinished block from its first field on. Not 0 means that the stream was cut off, or that
        its server forgot the last blank line. A ``retry`` line among them still holds.

        :raises LimitExceeded: the limit was hit, and no call has said so yet.
        """
        if self._failure is not None:
            raise self._failure
        tail, self._tail = self._tail, bytearray()
        self._closed = True
        self._room = self._short = -1
        if tail.startswith(b":"):
            return 0
        discarded = len(tail)
        if b"retry" in tail:
            for line in ended_lines(with_lf(tail)):
                if line.startswith(b"retry:"):
                    self._take_retry(line[len(b"retry:") :].removeprefix(b" ").decode("utf-8", "replace"))
        return discarded

    def _feed_with_care(self, data: bytes, comments: bool) -> "list[Any]":
        """Feed what the fast lane may not take: the first bytes, what could pass the limit, and misuse."""
        if self._failure is not None:
            raise self._failure
        if self._closed:
            raise ClosedError("the decoder is closed; a new connection needs a new Decoder")
        if self._room < 0:
            data = self._begin(data)
        items: list[Any] = []
        start = 0
        while start < len(data):
            end = start + max(1, self._limit - len(self._tail))
            items += self._read(data[start:end], comments)
            start = end
            if len(self._tail) > self._limit:
                self._failure = LimitExceeded("max_event_size", self._limit, self._offset + self._limit)
                self._room = self._short = -1
                if items:
                    return items
                raise self._failure
        return items

    def _begin(self, data: bytes) -> bytes:
        """Drop one byte order mark at the very start (9.2.5), also when it comes in parts."""
        data = bytes(self._tail) + data
        self._tail.clear()
        if len(data) < len(BOM) and BOM.startswith(data):
            self._tail += data
            return b""
        self._room = self._limit
        self._short = min(self._limit, LONG)
        if data.startswith(BOM):
            self._offset += len(BOM)
            return data[len(BOM) :]
        return data

    def _read(self, data: bytes, comments: bool) -> "list[Any]":
        """Interpret every block that ends in the tail and ``data`` together; keep the rest as the tail."""
        tail = self._tail
        start = len(tail) - 1 if tail else 0
        tail += data
        end = blocks_end(tail, start, CR in data)
        items: list[Any] = []
        if end:
            # What is long is not copied: the blocks keep the buffer, and the rest gets a new one.
            blocks: bytes | bytearray
            blocks, tail = tail, tail[end:]
            del blocks[end:]
            self._tail = tail
            self._offset += end
            if CR in blocks:
                blocks = with_lf(blocks)
            interpret = self._interpret_many if end > LONG else self._interpret
            items = interpret(blocks, comments)
        if tail and tail[0] in b"\r\n:" and (LF in data or CR in data):
            idle = idle_size(tail, items if comments else None)
            del tail[:idle]
            self._offset += idle
        return items

    def _interpret_many(self, blocks: bytes | bytearray, comments: bool) -> "list[Any]":
        """Interpret whole blocks that are long, each or together: what is held stays in proportion to them."""
        items: list[Any] = []
        for start, end in spans(blocks):
            if end - start <= LONG:
                items += self._interpret(blocks[start:end], comments)
            else:
                items += self._interpret_long(blocks, start, end, comments)
        return items

    def _interpret_long(self, blocks: bytes | bytearray, start: int, end: int, comments: bool) -> "list[Any]":
        """Interpret one long block: by the frame, if it fits, without a copy, else a few lines at a time."""
        if self._frame.is_long_event(blocks, start, end):
            return [self._frame.long_event(blocks, start, end, self.last_event_id)]
        self._misses += 1
        if self._misses == self._patience and self._learn(outline(blocks, start, end)):
            return self._interpret_long(blocks, start, end, comments)
        block = LongBlock(blocks, start, end, self.last_event_id, comments=comments)
        self.last_event_id = block.id
        self.retry = self.retry if block.retry is None else block.retry
        event = block.event
        return [*block.comments, event] if event else block.comments

    def _interpret(self, blocks: bytes | bytearray, comments: bool) -> "list[Any]":
        """Interpret whole blocks, whose lines end with LF: by the frame if it fits, else with a closer look."""
        events = self._frame.events(blocks, self.last_event_id)
        if events is None:
            return self._interpret_others(blocks, comments)
        self.last_event_id = events[-1].id
        return events

    def _interpret_others(self, blocks: bytes | bytearray, comments: bool) -> "list[Any]":
        """Interpret what the last frame does not fit: a heartbeat, an event like an earlier one, or line by line."""
        if blocks[0] == COLON and not comments and blocks.find(b"\n") == len(blocks) - 2:
            return []
        text = blocks.decode("utf-8", "replace")
        head, _, rest = text.partition("data: ")
        type = self._types.get(head)
        if type is not None and rest.find("\n") == len(rest) - 2:
            return [Event(type, rest[:-2], self.last_event_id)]
        self._misses += 1
        if self._misses == self._patience and self._learn(text):
            return self._interpret(blocks, comments)
        return self._interpret_lines(text, comments)

    def _learn(self, text: str) -> bool:
        """Take the first block's frame for the stream's, and keep its type; less and less often, as not all have one."""
        self._misses = 0
        self._patience *= 2
        frame = frame_of(text[: text.index("\n\n")])
        if frame is None:
            return False
        self._frame = frame
        head, found, rest = frame.prefix.partition("data: ")
        if found and not rest:
            self._types[head] = frame.type
        return True

    def _interpret_lines(self, text: str, comments: bool) -> "list[Any]":
        """Take each line for what it is, and dispatch an event at each blank one (9.2.6)."""
        items: list[Any] = []
        values: list[str] = []
        type = ""
        id = self.last_event_id
        for line in text.split("\n"):
            if not line:
                if values:
                    items.append(Event(type or DEFAULT_TYPE, "\n".join(values), id))
                    values = []
                type = ""
                continue
            name, _, value = line.partition(": ")
            if ":" in name:  # the first colon has no space after it, so there is none to strip
                name, _, value = line.partition(":")
            if name == "data":
                values.append(value)
            elif name == "event":
                type = value
            elif name == "id":
                if "\0" not in value:
                    id = value
            elif name == "retry":
                self._take_retry(value)
            elif comments and not name:
                items.append(Comment(value))
        self.last_event_id = id
        return items

    def _take_retry(self, value: str) -> None:
        milliseconds = parse_retry(value)
        if milliseconds is not None:
            self.retry = milliseconds
