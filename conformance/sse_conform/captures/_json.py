"""JSON documents that are read as a whole, with a limit to their size."""

import json
from typing import Any

from ._shape import CHUNK_SIZE, ByteSource, CaptureError

MAX_DOCUMENT = 64 * 1024 * 1024
"""Bytes that a JSON document may have; it takes several times as many in memory."""


def text_of(source: str, start: bytes, stream: ByteSource) -> str:
    """The text of a whole file; raises :class:`CaptureError` when it is too large, or not UTF-8."""
    pieces = [start]
    size = len(start)
    while data := stream.read1(CHUNK_SIZE):
        pieces.append(data)
        size += len(data)
        if size > MAX_DOCUMENT:
            raise CaptureError(source, f"it is a JSON document of more than {MAX_DOCUMENT:,} bytes")
    try:
        return b"".join(pieces).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaptureError(source, f"it is JSON that is not UTF-8, at byte {error.start:,}") from error


def parsed(source: str, text: str) -> Any:
    """The value of a JSON document; raises :class:`CaptureError` when it is none, or too deep."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise CaptureError(source, f"its JSON is broken at line {error.lineno}: {error.msg}") from error
    except RecursionError as error:
        raise CaptureError(source, "its JSON is nested too deep") from error
    except ValueError as error:  # a number of too many digits
        raise CaptureError(source, f"its JSON cannot be read: {error}") from error
