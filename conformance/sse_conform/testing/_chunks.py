"""A chunk as a test gives it."""

from typing import Any, Final

_BYTES: Final[tuple[type, ...]] = (bytes, bytearray, memoryview)


def is_chunk(value: Any) -> bool:
    """Return True if a value is bytes, or a view of bytes."""
    return isinstance(value, _BYTES)


def chunk_bytes(value: Any, number: int) -> bytes:
    """The bytes of a chunk, which is that of this number. Raises TypeError for what is none."""
    __tracebackhide__ = True
    if not is_chunk(value):
        raise TypeError(f"chunk {number} is {type(value).__name__}, and a stream is bytes")
    return bytes(value)
