"""The text of long bytes, and how many characters they are, some at a time: as text they take up to six times the room."""

import codecs
from collections.abc import Iterator

_PIECE = 1 << 16


def characters(raw: bytes) -> int:
    """How many characters the bytes are, where each sequence that is no UTF-8 becomes U+FFFD."""
    return sum(map(len, texts(raw, "replace")))


def texts(raw: bytes, errors: str) -> Iterator[str]:
    """The text of the bytes in pieces; `errors` says what becomes of bytes that are not UTF-8."""
    if len(raw) <= _PIECE:
        yield raw.decode("utf-8", errors)
        return
    decoder = codecs.getincrementaldecoder("utf-8")(errors)
    for start in range(0, len(raw), _PIECE):
        yield decoder.decode(raw[start : start + _PIECE], start + _PIECE >= len(raw))
