"""The plan of one answer: head, chunks, pauses and ending. Faults change the plan before the server sends it."""

import os
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Literal, cast

import attrs

from sse_codec import Block, Event, Scanner, encode

from ...captures import Capture, Chunk
from .._chunks import chunk_bytes, is_chunk
from .._recordings import open_stream

STREAM_HEAD: Final = (("Content-Type", "text/event-stream"), ("Cache-Control", "no-cache"))
_OF_THE_CONNECTION: Final = frozenset(
    {"connection", "content-encoding", "content-length", "date", "keep-alive", "server", "transfer-encoding"}
)
"""Fields of a recorded head that tell how the body was sent then, and would be wrong now."""

End = Literal["complete", "incomplete", "reset", "stall"]


@attrs.define
class Plan:
    """An answer."""

    status: int
    headers: list[tuple[str, str]]
    chunks: list[tuple[float, bytes]]
    """The seconds to wait before a chunk, and its bytes."""
    end: End = "complete"
    length: int | None = None
    """The Content-Length to send; None for a chunked body."""

    @property
    def body(self) -> bytes:
        """The bytes of all chunks."""
        return b"".join(data for _, data in self.chunks)

    def set_header(self, name: str, value: str | None) -> None:
        """Replace a field, or take it away."""
        self.headers = [pair for pair in self.headers if pair[0].lower() != name.lower()]
        if value is not None:
            self.headers.append((name, value))

    def replace_body(self, body: bytes) -> None:
        """Put other bytes into the chunks; each edge stays at the same part of the whole."""
        old = len(self.body) or 1
        edges, done = [0], 0
        for _, data in self.chunks:
            done += len(data)
            edges.append(done * len(body) // old)
        pauses = [pause for pause, _ in self.chunks] or [0.0]
        edges = edges if len(edges) > 1 else [0, 0]
        edges[-1] = len(body)
        self.chunks = [
            (pause, body[start:end]) for pause, (start, end) in zip(pauses, pairwise(edges), strict=True)
        ]

    def cut_at(self, place: int) -> None:
        """Take away what follows a byte of the body."""
        kept: list[tuple[float, bytes]] = []
        for pause, data in self.chunks:
            kept.append((pause, data[:place]))
            place -= len(data)
            if place <= 0:
                break
        self.chunks = kept

    def blocks(self) -> list[Block]:
        """The blocks of the body that hold an event, in whole."""
        scanner = Scanner(max_event_size=None)
        return [block for block in scanner.feed(self.body) if block.event is not None]


def plan(
    stream: Any,
    status: int | None,
    headers: Iterable[tuple[str, str]],
    pace: float | None,
    only: str | int | None,
) -> Plan:
    """The answer that sends a stream as it is; a capture brings its own head.

    Raises TypeError for what is no stream, and :class:`sse_conform.CaptureError` for a file that cannot be read.
    """
    if isinstance(stream, str | os.PathLike):
        with open_stream(Path(cast("str | os.PathLike[str]", stream)), only) as capture:
            made = _recorded(capture)
    elif isinstance(stream, Capture):
        made = _recorded(stream)
    else:
        made = Plan(200, list(STREAM_HEAD), [(0.0, chunk) for chunk in _chunks(stream)])
    made.status = made.status if status is None else status
    for name, value in headers:
        made.set_header(name, value)
    if pace is not None:
        made.chunks = [(pace if number else 0.0, data) for number, (_, data) in enumerate(made.chunks)]
    return made


def _recorded(capture: Capture) -> Plan:
    chunks: list[tuple[float, bytes]] = []
    before = 0.0
    while isinstance(read := next(capture.reads), Chunk):
        now = before if read.t is None else read.t
        chunks.append((max(now - before, 0.0), read.data))
        before = now
    head = capture.head
    if head is None:
        return Plan(200, list(STREAM_HEAD), chunks)
    return Plan(
        head.status, [pair for pair in head.headers if pair[0].lower() not in _OF_THE_CONNECTION], chunks
    )


def _chunks(stream: Any) -> Iterator[bytes]:
    if is_chunk(stream) or isinstance(stream, Event):
        stream = [stream]
    if not hasattr(stream, "__iter__"):
        raise TypeError(
            f"{type(stream).__name__} is no stream: give bytes, an iterable of bytes or of events, a capture, or its path"
        )
    for number, piece in enumerate(stream, 1):
        if isinstance(piece, Event):
            yield encode(piece.data, type=piece.type, id=piece.id or None)
        else:
            yield chunk_bytes(piece, number)
