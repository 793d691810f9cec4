"""What the smallest parts cost of which decoders, encoders and scanners are made: where a goal is missed, they say why."""

import json
import timeit
from collections.abc import Iterator
from typing import Any, NamedTuple

from sse_codec import Block, Event, Line, encode
from sse_codec._decoder import Decoder

DATA = "w0001 x"
CHAT = json.dumps({"choices": [{"index": 0, "delta": {"content": DATA * 35}}]})
FOREIGN = "\u4e2d\u6587\u00e4" * 34
BLOCK = f"event: token\ndata: {DATA}\n\n".encode()


class Sink:
    """A decoder that decodes nothing."""

    def feed(self, chunk: bytes) -> list[Event]:
        return []


def unfinished() -> Decoder:
    """The pure decoder in the middle of a line."""
    decoder = Decoder(max_event_size=None)
    decoder.feed(b"data: x")
    return decoder


def nothing(data: str, *, type: str = "message", id: str | None = None) -> None:
    """Called as an encoder is."""


NAMES: dict[str, Any] = {
    "block": BLOCK,
    "chat": CHAT,
    "chat_bytes": CHAT.encode(),
    "data": DATA,
    "encode": encode,
    "foreign": FOREIGN,
    "foreign_bytes": FOREIGN.encode(),
    "line": b"data: w0001 x\n",
    "loads": json.loads,
    "mebibyte": b"x" * (1 << 20),
    "nothing": nothing,
    "Block": Block,
    "Event": Event,
    "Line": Line,
}
PIECES = (
    ("a call that takes a chunk and returns an empty list", "sink.feed(b'x')"),
    ("the pure decoder's feed, with a byte of a line", "pure.feed(b'x')"),
    ("an Event", "Event('token', data, '')"),
    ("a Line", "Line(line, 0, 1)"),
    ("a Block with its Event", "Block(block, 0, 1, Event('token', data, ''), 'dispatched', 1)"),
    ("bytes.decode, 300 B of ASCII", "chat_bytes.decode()"),
    ("bytes.decode, 300 B of other text", "foreign_bytes.decode()"),
    ("bytes.decode, 1 MiB of ASCII", "mebibyte.decode()"),
    ("json.loads, 300 B", "loads(chat)"),
    ("a call with keywords that does nothing", "nothing(data, type='token')"),
    ("an f-string around a token, and str.encode", r"f'event: {kind}\ndata: {data}\n\n'.encode()"),
    ("str.encode, 300 B of other text", "foreign.encode()"),
    ("encode, a token", "encode(data, type='token')"),
)


class Piece(NamedTuple):
    """One of them."""

    what: str
    nanoseconds: float
    """For doing it once: the least of some measurements."""


def pieces(seconds: float, repeats: int) -> Iterator[Piece]:
    """Measure them.

    :param seconds: that a measurement takes at least.
    :param repeats: measurements of each.
    """
    for what, statement in PIECES:
        names = NAMES | {"kind": "token", "pure": unfinished(), "sink": Sink()}
        timer = timeit.Timer(statement, globals=names)
        number = 1
        while timer.timeit(number) < seconds:
            number *= 2
        yield Piece(what, min(timer.repeat(repeats, number)) / number * 1e9)
