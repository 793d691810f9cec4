"""Bytes in, blocks out, and not a byte lost: the reader that a checker stands on.

It reads the same grammar as the decoder and keeps what the decoder throws away: every line as it came, where it
stood, and what became of each block. It is written for truth and not for speed, and shares no parsing with the
decoder, so that each can be held against the other.
"""

from sse_codec._blocks import Block, parse_lines
from sse_codec._errors import ClosedError, LimitExceeded
from sse_codec._facts import facts_of
from sse_codec._values import DEFAULT_TYPE, Event
from sse_codec._wire import BOM, DEFAULT_MAX_EVENT_SIZE, LF, SPACE, as_bytes, as_text, limit_of, parse_retry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from sse_codec._blocks import Fate
    from sse_codec._wire import Buffer

_LONGEST_BLANK: "Final" = len(BOM) + len(b"\r\n")
BATCH: "Final" = 1 << 16
"""Bytes whose lines are held as objects at once: an object takes thirty times the room of a short line."""


def batch_end(raw: bytes, start: int) -> int:
    """Return where a batch of lines ends that begins at ``start``; one line, if that is longer than a batch."""
    stop = start + BATCH - 1  # CR LF may be one byte more
    end = max(raw.rfind(b"\n", start, stop), raw.rfind(b"\r", start, stop))
    while end < 0:
        ends = (raw.find(b"\n", stop, stop + BATCH), raw.find(b"\r", stop, stop + BATCH))
        end = min((at for at in ends if at >= 0), default=-1)
        stop += BATCH
    return end + (2 if raw[end : end + 2] == b"\r\n" else 1)


def add_long(raw: bytes, start: int, end: int, data: bytearray) -> None:
    """Add a value and an LF to the data of a block; the value, which is long, is not copied twice."""
    start += raw[start] == SPACE
    ending = 2 if raw[end - 2 : end] == b"\r\n" else 1
    with memoryview(raw) as view:
        data += view[start : end - ending]
    data += b"\n"


class Scanner:
    """Incremental lossless reader of one event stream.

    A line ending is reported as it is, so a CR at the end of a chunk waits for the next byte, or the end.

    :param last_event_id: the id to start from, as the previous connection left it.
    :param max_event_size: bytes that an unfinished block may hold, comments included; None for no limit.
    """

    __slots__ = (
        "_block",
        "_blocks_end",
        "_closed",
        "_failure",
        "_limit",
        "_line",
        "_number",
        "last_event_id",
        "retry",
    )

    last_event_id: str
    """The last event id after the blocks returned so far."""
    retry: int | None
    """The reconnection time in milliseconds after the blocks returned so far; None if none was asked for."""

    def __init__(
        self, *, last_event_id: str = "", max_event_size: int | None = DEFAULT_MAX_EVENT_SIZE
    ) -> None:
        self.last_event_id = as_text("last_event_id", last_event_id)
        self.retry = None
        self._limit = limit_of(max_event_size)
        self._line = bytearray()  # the unfinished line
        self._block = bytearray()  # the finished lines of the unfinished block
        self._blocks_end = 0  # where the last finished block ended in the stream
        self._number = 1  # of the unfinished block's first line
        self._closed = False
        self._failure: LimitExceeded | None = None

    def feed(self, chunk: "Buffer") -> list[Block]:
        """Take the next bytes of the stream and return the blocks that they complete.

        :raises LimitExceeded: the unfinished block is larger than ``max_event_size``.
        :raises ClosedError: the scanner was closed.
        """
        if self._failure is not None:
            raise self._failure
        if self._closed:
            raise ClosedError("the scanner is closed; a new connection needs a new Scanner")
        blocks: list[Block] = []
        data = as_bytes(chunk)
        for start in range(0, len(data), BATCH):
            if self._failure is None:
                self._take(data[start : start + BATCH], blocks)
        if self._failure is not None and not blocks:
            raise self._failure
        return blocks

    def close(self) -> Block | None:
        """End the stream and return its last block, if it has not been returned yet.

        Its fate is ``unterminated``, unless its blank line was a CR that might have become CR LF.

        :raises LimitExceeded: the limit was hit, and no call has said so yet.
        """
        if self._failure is not None:
            raise self._failure
        if self._closed:
            return None
        self._closed = True
        blocks: list[Block] = []
        if self._line.endswith(b"\r"):
            held = bytes(self._line)
            self._line.clear()
            self._add([held], blocks)
        if blocks:
            return blocks[0]
        raw = bytes(self._block + self._line)
        if not raw:
            return None
        for line in parse_lines(raw, self._blocks_end, self._number):
            if line.ending and line.name == "retry":
                self._take_retry(line.value)
        facts = facts_of(raw, self._blocks_end, "unterminated", b"")
        return Block(raw, self._blocks_end, self._number, None, "unterminated", facts)

    def _take(self, data: bytes, blocks: list[Block]) -> None:
        """Complete the lines that end in ``data``, and keep what comes after them."""
        lines = data.splitlines(keepends=True)
        rest = lines.pop() if data[-1] != LF else b""
        begun = self._line
        if begun.endswith(b"\r") and data[0] != LF:
            lines.insert(0, b"")
        if lines and len(begun) > _LONGEST_BLANK:
            self._block += begun
            self._block += lines.pop(0)
            begun.clear()
        elif lines:
            lines[0] = bytes(begun) + lines[0]
            begun.clear()
        if lines:
            self._add(lines, blocks)
        if self._failure is None:
            begun += rest
            self._check_limit()

    def _add(self, lines: list[bytes], blocks: list[Block]) -> None:
        """Add lines to their blocks; a blank one completes its block."""
        start = 0
        for index, line in enumerate(lines):
            if len(line) > _LONGEST_BLANK:
                continue
            first = index == start and not self._block
            text = line.rstrip(b"\r\n")
            if text and not (first and self._blocks_end == 0 and text == BOM):
                continue
            self._block += b"".join(lines[start:index])
            self._check_limit()
            if self._failure is not None:
                return
            self._block += line
            start = index + 1
            blocks.append(self._end_block(empty=first))
        self._block += b"".join(lines[start:])

    def _check_limit(self) -> None:
        if len(self._block) + len(self._line) <= self._limit:
            return
        held = bytes(self._block + self._line)
        at_start = self._blocks_end == 0
        mark = len(BOM) if at_start and held.startswith(BOM) else 0
        # Neither a byte order mark counts, nor a CR that may be the blank line.
        maybe_blank = held.endswith((b"\n\r", b"\r\r"))
        size = len(held) - mark - maybe_blank
        if size > self._limit and not (at_start and BOM.startswith(held)):
            offset = self._blocks_end + mark + self._limit
            self._failure = LimitExceeded("max_event_size", self._limit, offset)

    def _end_block(self, *, empty: bool) -> Block:
        """Interpret the block, to the letter of the standard, and dispatch its event (9.2.6)."""
        raw = bytes(self._block)
        offset, number = self._blocks_end, self._number
        self._block.clear()
        self._blocks_end += len(raw)
        at = 0 if offset else len(BOM) * raw.startswith(BOM)
        type = b""
        data = bytearray()
        while at < len(raw):
            end = batch_end(raw, at) if len(raw) > BATCH else len(raw)
            if end - at > BATCH and raw.startswith(b"data:", at):
                self._number += 1
                add_long(raw, at + len(b"data:"), end, data)
            else:
                type = self._take_lines(raw[at:end].splitlines(), data, type)
            at = end
        if not data:
            fate: Fate = "empty" if empty else "no-data"
            return Block(raw, offset, number, None, fate, facts_of(raw, offset, fate, b""))
        del data[-1:]
        facts = facts_of(raw, offset, "dispatched", data)
        # An LF ends whatever character was begun before it, so joined lines decode as each by itself.
        text = data.decode("utf-8", "replace")
        event = Event(type.decode("utf-8", "replace") or DEFAULT_TYPE, text, self.last_event_id)
        return Block(raw, offset, number, event, "dispatched", facts)

    def _take_lines(self, lines: list[bytes], data: bytearray, type: bytes) -> bytes:
        """Interpret some lines of a block: add to its data, each value with an LF, and return its event type."""
        self._number += len(lines)
        values: list[bytes] = []
        for line in lines:
            name, _, value = line.partition(b":")
            value = value.removeprefix(b" ")
            if name == b"data":
                values += value, b"\n"
            elif name == b"event":
                type = value
            elif name == b"id" and b"\0" not in value:
                self.last_event_id = value.decode("utf-8", "replace")
            elif name == b"retry":
                self._take_retry(value.decode("utf-8", "replace"))
        data += b"".join(values)
        return type

    def _take_retry(self, value: str) -> None:
        milliseconds = parse_retry(value)
        if milliseconds is not None:
            self.retry = milliseconds
