"""A raw body: the bytes of the stream and nothing else. What no other format claims is read as this one."""

import re
from collections.abc import Iterator

from ..report import FilePlace
from ._shape import ByteSource, Capture, Format, remaining

_FIELD = re.compile(rb"(?:^|[\r\n])(?:data|event|id|retry):")
_FIRST = re.compile(rb"(?:data|event|id|retry)?:")
_NEAR = 1024
SUFFIXES = (".sse", ".eventstream")
_BOM = b"\xef\xbb\xbf"


def claims(start: bytes) -> bool:
    """Whether it begins with a comment, or a line near the beginning is a field that the standard defines.

    Near, because real servers write a junk line before the first field of each block.
    """
    text = start[:_NEAR].removeprefix(_BOM)
    return text.startswith(b":") or _FIELD.search(text) is not None


def begins_a_stream(text: bytes) -> bool:
    """Tells if the first line of a text is a comment or such a field."""
    return _FIRST.match(text) is not None


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Capture]:
    yield Capture(
        source,
        FORMAT.name,
        "bytes",
        None,
        remaining(start, stream),
        place=FilePlace(source, 1, is_verbatim=True),
    )


FORMAT = Format("raw", read, claims)
