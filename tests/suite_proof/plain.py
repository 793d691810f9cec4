"""A decoder that is right and nothing else: every step of the standard is one method, for a fault to put a wrong one in.

It stands on bytes until a line is complete, so that no cut of the stream can show. It knows none of the code under test.
"""

import re
from collections.abc import Iterable, Iterator

from sse_conform.suite import DECODER_CAPABILITIES, Dispatched, Reading

MARK = b"\xef\xbb\xbf"
ENDS = (b"\r", b"\n")
PIECES = re.compile(rb"[\r\n]|[^\r\n]+")


class Plain:
    """HTML standard, 9.2.5 and 9.2.6, for one connection after another."""

    capabilities = frozenset(DECODER_CAPABILITIES)

    def decode(self, chunks: Iterable[bytes], last_event_id: str = "") -> Reading:
        self.open(last_event_id)
        for self.chunk, chunk in enumerate(chunks, 1):
            self.feed(chunk)
        self.close()
        state = {
            "last_event_id": self.last_event_id,
            "retry": self.retry,
            "discarded": self.discarded(),
        }
        return Reading(self.events, tuple(self.comments), state)

    def open(self, last_event_id: str) -> None:
        self.last_event_id = self.id = last_event_id
        self.retry: int | None = None
        self.events: list[Dispatched] = []
        self.comments: list[str] = []
        self.chunk = 0
        self.data = self.type = ""
        self.head = b""  # what may still become a byte order mark
        self.begun = False
        self.rest = bytearray()  # the unfinished line
        self.after_cr = False
        self.position = 0
        self.start: int | None = None  # of the first field of the unfinished block

    def feed(self, chunk: bytes) -> None:
        for line in self.lines(self.without_mark(chunk)):
            self.line(line)

    def without_mark(self, chunk: bytes) -> bytes:
        if self.begun:
            return chunk
        self.head += chunk
        if len(self.head) < len(MARK) and MARK.startswith(self.head):
            return b""
        self.begun = True
        return self.head.removeprefix(MARK)

    def lines(self, data: bytes) -> Iterator[bytes]:
        for piece in PIECES.findall(data):
            self.position += len(piece)
            if piece not in ENDS:
                self.after_cr = False
                self.rest += piece
            elif piece == b"\n" and self.after_cr:
                self.after_cr = False
            else:
                self.after_cr = piece == b"\r"
                yield self.take()

    def take(self) -> bytes:
        line = bytes(self.rest)
        self.rest.clear()
        return line

    def line(self, line: bytes) -> None:
        if line and not line.startswith(b":") and self.start is None:
            self.start = self.position - len(line) - 1
        self.interpret(self.text(line))

    def text(self, line: bytes) -> str:
        return line.decode("utf-8", "replace")

    def interpret(self, line: str) -> None:
        if line == "":
            self.blank()
        elif line.startswith(":"):
            self.comment(line[1:])
        else:
            name, colon, rest = line.partition(":")
            self.field(name, self.value(rest), bool(colon))

    def value(self, rest: str) -> str:
        return rest.removeprefix(" ")

    def comment(self, rest: str) -> None:
        self.comments.append(rest.removeprefix(" "))

    def field(self, name: str, value: str, colon: bool) -> None:
        if name == "data":
            self.take_data(value)
        elif name == "event":
            self.take_type(value)
        elif name == "id":
            self.take_id(value)
        elif name == "retry":
            self.take_retry(value)

    def take_data(self, value: str) -> None:
        self.data += value + "\n"

    def take_type(self, value: str) -> None:
        self.type = value

    def take_id(self, value: str) -> None:
        if "\0" not in value:
            self.id = value

    def take_retry(self, value: str) -> None:
        if re.fullmatch("[0-9]+", value):
            self.retry = int(value.lstrip("0")[:19] or "0")

    def blank(self) -> None:
        self.last_event_id = self.id
        if self.data != "":
            self.dispatch(self.type or "message", self.data[:-1])
        self.data = self.type = ""
        self.start = None

    def dispatch(self, type: str, data: str) -> None:
        self.events.append(Dispatched(type, data, self.last_event_id, self.chunk))

    def close(self) -> None:
        """What has no blank line after it is discarded."""

    def discarded(self) -> int:
        if self.start is not None:
            return self.position - self.start
        if not self.begun:
            return len(self.head)
        return 0 if self.rest.startswith(b":") else len(self.rest)
