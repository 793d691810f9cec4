"""How a stream ended, told from what an HTTP client raised while it read: each client has other words for the same few things."""

from collections.abc import Iterator
from typing import Final, TypeGuard

from ..ending import Ending, EndingKind

_CLIENTS: Final = frozenset(
    {
        "aiohttp",
        "http",
        "httpcore",
        "httpcore2",
        "httpx",
        "httpx2",
        "niquests",
        "requests",
        "urllib3",
        "urllib3_future",
    }
)
"""Packages whose errors are about the stream. What others raise is a fault of the test, and is not ours to judge."""
_KINDS: Final[tuple[tuple[EndingKind, tuple[str, ...]], ...]] = (
    ("timeout", ("Timeout",)),
    ("corrupt", ("ContentDecoding", "DecodeError", "DecodingError", "ContentEncodingError")),
    ("reset", ("ConnectionReset", "BrokenPipe", "ConnectionAborted", "ReadError")),
    ("incomplete", ("Incomplete", "Protocol", "ChunkedEncoding", "Payload", "InvalidChunk", "BadStatus")),
)
"""Parts of the names of errors, the most telling first."""


def ending_of(error: Exception) -> Ending | None:
    """The ending that an error stands for; None for one that says nothing of the stream."""
    root = type(error).__module__.partition(".")[0]
    if root not in _CLIENTS and not isinstance(error, ConnectionError | TimeoutError):
        return None
    errors = list(_chain(error))
    names = [type(each).__name__ for each in errors]
    # aiohttp has the cause of a reset in its words alone.
    names += [
        "ConnectionReset" for each in errors if "ConnectionReset" in " ".join(filter(_is_text, each.args))
    ]
    for kind, parts in _KINDS:
        if any(part in name for name in names for part in parts):
            return Ending(kind)
    return None


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and those that it was raised from or holds: requests and urllib3 put one into another."""
    waiting, seen = [error], set[int]()
    while waiting:
        each = waiting.pop(0)
        if id(each) not in seen:
            seen.add(id(each))
            yield each
            others = (each.__cause__, each.__context__, *each.args)
            waiting += [other for other in others if isinstance(other, BaseException)]
