"""A long block in the decoder: its lines are taken some at a time, since an object takes thirty times their room."""

from sse_codec._frame import LONG
from sse_codec._lines import batch_end
from sse_codec._values import DEFAULT_TYPE, Comment, Event
from sse_codec._wire import SPACE, parse_retry


class LongBlock:
    """What one block says, whose lines end with LF (9.2.6). Its data is text only when it is asked for."""

    __slots__ = ("_data", "_type", "comments", "id", "retry")

    def __init__(self, blocks: bytes | bytearray, start: int, end: int, id: str, *, comments: bool) -> None:
        """Read the block from ``start`` to ``end``; keep its comments if ``comments`` says so."""
        self.id = id
        self.retry: int | None = None
        """The last reconnection time in milliseconds; None when there is none."""
        self.comments: list[Comment] = []
        self._type = b""
        self._data = bytearray()
        """Each value with an LF behind it."""
        while start < end:
            stop = batch_end(blocks, start, end)
            if stop - start > LONG and blocks.startswith(b"data:", start):
                self._add(blocks, start + len(b"data:"), stop)
            else:
                self._take(bytes(blocks[start:stop]).split(b"\n"), comments)
            start = stop

    @property
    def event(self) -> Event | None:
        """The event that the block dispatches; None without data."""
        if not self._data:
            return None
        del self._data[-1:]
        type = self._type.decode("utf-8", "replace") or DEFAULT_TYPE
        return Event(type, self._data.decode("utf-8", "replace"), self.id)

    def _add(self, blocks: bytes | bytearray, start: int, end: int) -> None:
        """Add a long value to the data, and copy it just once."""
        with memoryview(blocks) as view:
            self._data += view[start + (view[start] == SPACE) : end]

    def _take(self, lines: list[bytes], comments: bool) -> None:
        values: list[bytes] = []
        for line in lines:
            name, _, value = line.partition(b":")
            value = value.removeprefix(b" ")
            if name == b"data":
                values += value, b"\n"
            elif name == b"event":
                self._type = value
            elif name == b"id":
                if b"\0" not in value:
                    self.id = value.decode("utf-8", "replace")
            elif name == b"retry":
                milliseconds = parse_retry(value.decode("utf-8", "replace"))
                self.retry = self.retry if milliseconds is None else milliseconds
            elif comments and line and not name:
                self.comments.append(Comment(value.decode("utf-8", "replace")))
        self._data += b"".join(values)
