"""Content codings are undone as the bytes come (RFC 9110, section 8.4): a chunk's bytes are out before the next is read.

Only what somebody takes is undone, a piece at a time, so data that expands a thousandfold costs no memory. What cannot be
undone ends the stream as ``corrupt``, and data that breaks off as ``unfinished``.
"""

import re
from collections.abc import Iterable, Iterator

import attrs

from .. import what_to_install
from ..ending import Ending
from ..head import ResponseHead
from ._decompressors import DECOMPRESSORS, IN_MEMBERS, OUTPUT_SIZE
from ._shape import Capture, CaptureError, Chunk

PIECE_SIZE = 64 * 1024
"""Bytes that a piece of what was undone has at most."""
MAX_CODINGS = 5
"""Codings that one body may have; curl allows as many."""

_STEP = 32
"""Compressed bytes that are undone at a time: damage hides no more than what these bring, and is placed as exactly."""
_LONGEST = 60
"""Characters of the name of an unknown coding that are told."""


class _DamagedError(Exception):
    """The data is not what its coding says."""


class _Layer:
    """One coding of a body."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._make = DECOMPRESSORS[name]
        self._decompressor = self._make()
        self._taken = 0

    def undo(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            for start in range(0, len(chunk), _STEP):
                yield from self._step(chunk[start : start + _STEP])

    def breaks_off(self) -> str:
        """Where the data ends too early, as a clause; "" when it is whole, or nothing of it came."""
        if self._decompressor.is_over or not self._taken:
            return ""
        return f"the {self.name} data breaks off after {self._taken:,} bytes"

    def _step(self, step: bytes) -> Iterator[bytes]:
        while step:
            if self._decompressor.is_over and not (step := self._next_member(step)):
                return
            output = self._undone(step)
            while len(output) >= OUTPUT_SIZE and not self._decompressor.is_over:
                yield output
                output = self._undone(b"")
            yield output
            rest = self._decompressor.rest if self._decompressor.is_over else b""
            self._taken += len(step) - len(rest)
            step = rest

    def _next_member(self, data: bytes) -> bytes:
        """What is to be undone of data that follows an end; zeros may pad it (as in the files of gzip)."""
        member = data.lstrip(b"\0")
        self._taken += len(data) - len(member)
        if member:
            if self.name not in IN_MEMBERS:
                raise _DamagedError(f"bytes follow the end of the {self.name} data at byte {self._taken:,}")
            self._decompressor = self._make()
        return member

    def _undone(self, data: bytes) -> bytes:
        try:
            return self._decompressor.undo(data)
        except self._decompressor.failure as error:
            raise _DamagedError(self._fault(data, error)) from error

    def _fault(self, data: bytes, error: Exception) -> str:
        if "memory" in str(error):
            return f"the {self.name} data needs a window of more than 8 MiB, which RFC 9659 forbids"
        if data and not self._taken and not is_coded(data, self.name):
            return f"the data is not {self.name}, as Content-Encoding says"
        return f"the {self.name} data is damaged near byte {self._taken:,}"


def undone(capture: Capture, problem: type[CaptureError] = CaptureError) -> Capture:
    """Undo the codings that the Content-Encoding of a capture names, and say so in its notes.

    Where a coding is unknown, a body of text is read as it is, as browsers do; another raises the problem when it is
    read. Raises the problem when there are too many codings, and :class:`CaptureError` when a library is not installed.
    """
    names = codings(capture.head)
    if not names:
        return capture
    if len(names) > MAX_CODINGS:
        raise _refusal(
            capture, problem, f"its body has {len(names)} content codings; {MAX_CODINGS} are the limit"
        )
    if unknown := [name for name in names if name not in DECOMPRESSORS]:
        reason = f"its Content-Encoding is {unknown[0][:_LONGEST]!r}, which nobody here can undo"
        return attrs.evolve(capture, reads=_if_text(capture.reads, _refusal(capture, problem, reason)))
    try:
        layers = [_Layer(name) for name in reversed(names)]
    except ImportError as error:
        reason = f"its Content-Encoding is {', '.join(names)}, and {what_to_install(error) or error}"
        raise CaptureError(capture.source, reason) from error
    note = f"{', then '.join(layer.name for layer in layers)} undone"
    return attrs.evolve(capture, reads=_undo(capture.reads, layers), notes=(*capture.notes, note))


def _refusal(capture: Capture, problem: type[CaptureError], reason: str) -> CaptureError:
    return problem(capture.source, f"{capture.refused}; {reason}" if capture.refused else reason)


def codings(head: ResponseHead | None) -> list[str]:
    """The codings of a body in the order in which they were applied."""
    return [name for name in head.tokens("Content-Encoding") if name != "identity"] if head else []


def is_coded(start: bytes, coding: str) -> bool:
    """Tells if a body that begins so still has its last coding; the program that recorded it may have undone that."""
    match coding:
        case "gzip" | "x-gzip":
            return start.startswith(b"\x1f\x8b")
        case "zstd":
            return start.startswith(b"\x28\xb5\x2f\xfd") or start[1:4] == b"\x2a\x4d\x18"  # a skippable frame
        case _:
            return not is_text(start)


def is_text(start: bytes) -> bool:
    """Tells if bytes that begin so may be text in UTF-8: nothing compressed is, past its first bytes."""
    return _TEXT.fullmatch(start[:64].decode("utf-8", "surrogateescape")) is not None


# The last three may be what was cut off of a character.
_TEXT = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f\udc80-\udcff]*[\udc80-\udcff]{0,3}")


def _if_text(reads: Iterator[Chunk | Ending], problem: CaptureError) -> Iterator[Chunk | Ending]:
    first = next(reads)
    if isinstance(first, Chunk) and not is_text(first.data):
        raise problem
    yield first
    yield from reads


def _undo(reads: Iterator[Chunk | Ending], layers: list[_Layer]) -> Iterator[Chunk | Ending]:
    try:
        while isinstance(read := next(reads), Chunk):
            yield from (Chunk(piece, read.t) for piece in _pieces(read.data, layers) if piece)
    except _DamagedError as damage:
        yield Ending("corrupt", str(damage))
    else:
        yield _ending(read, layers)


def _pieces(data: bytes, layers: list[_Layer]) -> Iterator[bytes]:
    """What comes of a chunk, in as few pieces as may be: its edges are the edges that a client sees."""
    outputs: Iterable[bytes] = (data,)
    for layer in layers:
        outputs = layer.undo(outputs)
    held: list[bytes] = []
    size = 0
    try:
        for output in outputs:
            held.append(output)
            size += len(output)
            if size >= PIECE_SIZE // 2:
                yield b"".join(held)
                held, size = [], 0
    except _DamagedError:
        yield b"".join(held)
        raise
    yield b"".join(held)


def _ending(ending: Ending, layers: list[_Layer]) -> Ending:
    """How the stream ended; the server ended it too early where a coding has not had its end."""
    broken = next((words for layer in layers if (words := layer.breaks_off())), "")
    return Ending("unfinished", broken, ending.t) if ending.kind == "eof" and broken else ending
