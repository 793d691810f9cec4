"""A list of recorded chunks in JSON: strings, or objects with a text and often a time or a delay, alone or inside a document.

Recorders of tests write such lists. The names of the members differ; what counts is that the texts are pieces of a stream.
"""

# What strangers wrote in JSON has no types.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import base64
import binascii
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ..ending import Ending
from ..report import FilePlace
from . import raw
from ._json import parsed, text_of
from ._shape import ByteSource, Capture, CaptureError, Chunk, Fidelity, Format
from ._times import clock_of
from .raw import begins_a_stream

_LISTS = (
    "chunks",
    "stream",
    "frames",
    "events",
    "data",
    "body",
    "messages",
    "records",
    "items",
    "recording",
    "response",
)
_TEXTS = (
    "chunk",
    "data",
    "block",
    "text",
    "content",
    "raw",
    "body",
    "bytes",
    "value",
    "payload",
    "frame",
    "line",
    "message",
)
_MARK = "\ufeff"
_BEGINS = rf'"(?:{_MARK}|\\ufeff)?(?:data|event|id|retry|):'
_LIST = re.compile(
    rf'(?:^|"(?:{"|".join(_LISTS)})"\s*:\s*)\[\s*'
    rf'(?:{_BEGINS}|\{{[^\[\]]{{0,400}}?"(?:{"|".join(_TEXTS)})"\s*:\s*{_BEGINS})'
)
_BASE64 = "base64"


def claims(start: bytes) -> bool:
    """Whether it is JSON in which such a list begins, and in it a piece of a stream."""
    text = start.decode("utf-8-sig", "replace").lstrip()
    return text.startswith(("[", "{")) and _LIST.search(text) is not None


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Capture]:
    text = text_of(source, start, stream)
    entries = _entries(parsed(source, text))
    if entries is None:
        # The list is somewhere inside, of a document that is something else.
        yield from raw.read(source, text.encode(), BytesIO())
        return
    pieces = [_piece(source, number, entry) for number, entry in enumerate(entries, 1)]
    objects = [entry for entry in entries if isinstance(entry, dict)]
    clock = clock_of(objects) if len(objects) == len(entries) else None
    times: list[float | None] = [clock.read(entry) for entry in objects] if clock else [None] * len(pieces)
    fidelity: Fidelity = "timed" if clock else "chunks"
    notes = (clock.note,) if clock and clock.note else ()
    reads = _reads(pieces, times)
    place = FilePlace(source, 1, is_verbatim=False)
    yield Capture(source, FORMAT.name, fidelity, None, reads, notes, place=place)


def _reads(pieces: list[bytes], times: list[float | None]) -> Iterator[Chunk | Ending]:
    yield from (Chunk(piece, t) for piece, t in zip(pieces, times, strict=True) if piece)
    yield Ending()


def _entries(value: Any) -> list[Any] | None:
    """The list of chunks: the document itself, or the first member that is one."""
    lists = [value] if isinstance(value, list) else []
    if isinstance(value, dict):
        lists = [value[name] for name in _LISTS if isinstance(value.get(name), list)]
    return next((each for each in lists if any(_begins(entry) for entry in each)), None)


def _begins(entry: Any) -> bool:
    text = entry if isinstance(entry, str) else _text(entry)
    return text is not None and begins_a_stream(text.removeprefix(_MARK).encode("utf-8", "replace"))


def _text(entry: Any) -> str | None:
    if not isinstance(entry, dict):
        return None
    return next((entry[name] for name in _TEXTS if isinstance(entry.get(name), str)), None)


def _piece(source: str, number: int, entry: Any) -> bytes:
    text = entry if isinstance(entry, str) else _text(entry)
    if text is None:
        raise CaptureError(source, f"chunk {number} of its list has no text")
    if isinstance(entry, dict) and entry.get("encoding") == _BASE64:
        try:
            return base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise CaptureError(source, f"chunk {number} of its list is no base64") from error
    return text.encode("utf-8", "surrogatepass")


FORMAT = Format("chunk-list", read, claims)
