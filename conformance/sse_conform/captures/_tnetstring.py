"""Typed netstrings, in which mitmproxy writes its flows: a length, a colon, so many bytes, and a letter for their type."""

from typing import Any

MAX_SIZE = 256 * 1024 * 1024
"""Bytes that one flow may have."""
MAX_DEPTH = 40
"""Values inside values; flows have six."""
MAX_DIGITS = 12


class BrokenError(ValueError):
    """The bytes are no typed netstring; the message says why, as a clause."""


def parse(data: bytes) -> Any:
    """The value that all of the bytes are: bytes, str, int, float, bool, None, list or dict with keys of text.

    Raises :class:`BrokenError`.
    """
    value, end = _value(data, 0, len(data), 0)
    if end != len(data):
        raise BrokenError(f"{len(data) - end:,} bytes follow a value")
    return value


def _value(data: bytes, start: int, limit: int, depth: int) -> tuple[Any, int]:
    """The value that begins at `start`, and where it ends; nothing of it is from `limit` on."""
    colon = data.find(b":", start, min(limit, start + MAX_DIGITS + 1))
    digits = data[start:colon] if colon >= 0 else b""
    if not digits.isdigit():
        raise BrokenError(f"there is no length at byte {start:,}")
    begin = colon + 1
    end = begin + int(digits)
    if end >= limit:
        raise BrokenError(f"the value at byte {start:,} is longer than what holds it")
    kind = data[end : end + 1]
    if depth > MAX_DEPTH:
        raise BrokenError(f"its values are nested deeper than {MAX_DEPTH}")
    match kind:
        case b"]" | b"}":
            items: list[Any] = []
            position = begin
            while position < end:
                item, position = _value(data, position, end, depth + 1)
                items.append(item)
            return (items if kind == b"]" else _dict(items, start)), end + 1
        case _:
            return _scalar(kind, data[begin:end], start), end + 1


def _dict(items: list[Any], start: int) -> dict[str, Any]:
    if len(items) % 2:
        raise BrokenError(f"a key of the dictionary at byte {start:,} has no value")
    keys = (key.decode("latin-1") if isinstance(key, bytes) else str(key) for key in items[::2])
    return dict(zip(keys, items[1::2], strict=True))


def _scalar(kind: bytes, text: bytes, start: int) -> Any:
    match kind:
        case b",":
            return text
        case b";":
            return text.decode("utf-8", "replace")
        case b"#" | b"^":
            try:
                return int(text) if kind == b"#" else float(text)
            except ValueError as error:
                raise BrokenError(f"the value at byte {start:,} is no number") from error
        case b"!" if text in (b"true", b"false"):
            return text == b"true"
        case b"~" if not text:
            return None
        case _:
            raise BrokenError(f"the value at byte {start:,} has no type that is known")
