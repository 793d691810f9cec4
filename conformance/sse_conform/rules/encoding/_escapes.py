"""Escapes in JSON text, as they stand on the wire."""

import re
from collections.abc import Iterator

from sse_codec import Block, Line

# An escaped backslash is stepped over, so that the u after it is text.
_ESCAPE = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|.)")


def escapes(text: bytes) -> Iterator[tuple[int, int, str]]:
    r"""Every escape: its place, its UTF-16 unit, and itself; of those other than `\u` the unit is 0."""
    for match in _ESCAPE.finditer(text):
        yield match.start(), int(match[1], 16) if match[1] else 0, match[0].decode("ascii", "replace")


def json_lines(block: Block) -> Iterator[Line]:
    """The data lines of an event whose data looks like JSON; none of any other block."""
    if block.event is not None and block.event.data.startswith(("{", "[", '"')):
        yield from (line for line in block.lines if line.name == "data")
