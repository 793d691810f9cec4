"""A third reader, one byte at a time and to the letter of the standard: slow, and nothing in it is clever.

It shares no code and no idea with the package. The others must give the same items, each in the same call, and
hit a limit at the same byte.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sse_codec import Comment, Event

Item = Event | Comment

MARK = b"\xef\xbb\xbf"
RETRY_CEILING = 2**63 - 1


@dataclass
class Reading:
    """What a reader made of a stream."""

    items: list[tuple[int, Item]] = field(default_factory=list)
    """Events and comments, each with the number of the call that returned it; ``close`` is the last call."""
    last_event_id: str = ""
    retry: int | None = None
    discarded: int = 0
    """Bytes of the unfinished block, from its first field on."""
    too_many: int | None = None
    """Position of the first byte above the limit; after it nothing else counts, and nothing is said of it."""

    @property
    def events(self) -> list[Event]:
        return [item for _, item in self.items if isinstance(item, Event)]

    @property
    def comments(self) -> list[str]:
        return [item.text for _, item in self.items if isinstance(item, Comment)]

    def without_comments(self) -> "Reading":
        items = [(call, item) for call, item in self.items if isinstance(item, Event)]
        return Reading(items, self.last_event_id, self.retry, self.discarded, self.too_many)


class Oracle:
    """HTML standard, 9.2.5 and 9.2.6, as a machine over bytes."""

    def __init__(self, last_event_id: str) -> None:
        self.dispatched: list[tuple[int, Item]] = []  # each with the position of the byte that completed it
        self.last_event_id = self.id = last_event_id
        self.retry: int | None = None
        self.data = self.type = ""
        self.line = b""
        self.after_cr = False
        self.position = 0
        self.in_fields = False  # the block has a field line
        self.late: list[Comment] = []  # comments after the first field, which come with the block
        self.held = 0  # bytes of the unfinished block from its first field, or unfinished line, on
        self.whole = 0  # bytes of the unfinished block

    def step(self, byte: int) -> None:
        self.position += 1
        swallowed, self.after_cr = self.after_cr and byte == 10, byte == 13
        if swallowed:
            # The second half of a line ending belongs to the block, if its line did not end it.
            self.held += self.in_fields
            self.whole += self.whole > 0
            return
        self.held += 1
        self.whole += 1
        if byte in (10, 13):
            line, self.line = self.line, b""
            self.end_line(line.decode("utf-8", "replace"))
        else:
            self.line += bytes([byte])

    def end_line(self, text: str) -> None:
        if text == "":
            self.dispatch()
        elif text[0] == ":":
            self.comment(Comment(text[2:] if text[1:2] == " " else text[1:]))
        elif ":" in text:
            colon = text.index(":")
            value = text[colon + 1 :]
            self.field(text[:colon], value[1:] if value[:1] == " " else value)
        else:
            self.field(text, "")

    def comment(self, comment: Comment) -> None:
        if self.in_fields:
            self.late.append(comment)
        else:
            self.dispatched.append((self.position, comment))
            self.held = 0

    def field(self, name: str, value: str) -> None:
        self.in_fields = True
        if name == "event":
            self.type = value
        elif name == "data":
            self.data += value + "\n"
        elif name == "id":
            if "\0" not in value:
                self.id = value
        elif name == "retry" and value and all(digit in "0123456789" for digit in value):
            short = value.lstrip("0") or "0"
            self.retry = RETRY_CEILING if len(short) > 100 else min(int(short), RETRY_CEILING)

    def dispatch(self) -> None:
        self.dispatched += [(self.position, comment) for comment in self.late]
        self.last_event_id = self.id
        if self.data != "":
            event = Event(self.type or "message", self.data[:-1], self.last_event_id)
            self.dispatched.append((self.position, event))
        self.data = self.type = ""
        self.late = []
        self.in_fields = False
        self.held = self.whole = 0

    def discarded(self) -> int:
        return 0 if self.line[:1] == b":" and not self.in_fields else self.held


def read(chunks: Iterable[bytes], last_event_id: str = "", limit: int | None = None) -> Reading:
    """Return what the chunks mean, and which of them completes what: the decoder's reading, comments included."""
    chunks = list(chunks)
    oracle, too_many = run(b"".join(chunks), last_event_id, limit, lossless=False)
    items = [(call_of(position, chunks), item) for position, item in oracle.dispatched]
    if too_many is not None:
        return Reading(items, too_many=too_many)
    return Reading(items, oracle.last_event_id, oracle.retry, oracle.discarded())


def read_lossless(chunks: Iterable[bytes], last_event_id: str = "", limit: int | None = None) -> Reading:
    """Return the scanner's reading: a CR waits for the byte after it, comments count, and there are only events."""
    chunks = list(chunks)
    stream = b"".join(chunks)
    oracle, too_many = run(stream, last_event_id, limit, lossless=True)
    items = [
        (call_of(position + (stream[position - 1] == 13), chunks), event)
        for position, event in oracle.dispatched
        if isinstance(event, Event)
    ]
    if too_many is not None:
        return Reading(items, too_many=too_many)
    return Reading(items, oracle.last_event_id, oracle.retry, oracle.discarded())


@lru_cache(maxsize=8)  # every way to cut one stream
def run(stream: bytes, last_event_id: str, limit: int | None, *, lossless: bool) -> tuple[Oracle, int | None]:
    oracle = Oracle(last_event_id)
    oracle.position = start = len(MARK) if stream.startswith(MARK) else 0
    if limit is None or MARK.startswith(stream):
        limit = len(stream)  # what may still become a mark has not begun to count
    for byte in stream[start:]:
        oracle.step(byte)
        if (oracle.whole if lossless else oracle.held) > limit:
            return oracle, oracle.position - 1
    return oracle, None


def call_of(position: int, chunks: Sequence[bytes]) -> int:
    """Return which call brings the byte that ends at ``position``."""
    fed = 0
    for call, chunk in enumerate(chunks):
        fed += len(chunk)
        if position <= fed:
            return call
    return len(chunks)
