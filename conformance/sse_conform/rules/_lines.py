"""The lines of a block, and which field each is, without a `Line` for those that nobody wants to see."""

import codecs
from collections.abc import Iterator

from sse_codec import Block, Fact

from ._stray import KNOWN_FIELDS

_KNOWN = {name.encode(): name for name in KNOWN_FIELDS} | {b"": ""}
_LONGEST = 8
"""Bytes that the name of a known field has at most, with its line ending."""


def raw_lines(block: Block) -> Iterator[tuple[bytes, int, int]]:
    """Each line with its offset in the stream and its number."""
    offset, number = block.offset, block.number
    if block.facts & Fact.LONG:  # a list of its lines may take thirty times its room
        yield from ((line.raw, line.offset, line.number) for line in block.lines)
        return
    for raw in block.raw.splitlines(keepends=True):
        yield raw, offset, number
        offset += len(raw)
        number += 1


def known_field(raw: bytes, offset: int) -> str | None:
    """The name of the field that a line is, if the format knows it; "" for a comment or a blank line, None for the others."""
    if offset == 0:
        raw = raw.removeprefix(codecs.BOM_UTF8)
    name, colon, _ = raw.partition(b":")
    return _KNOWN.get(name if colon else name[:_LONGEST].rstrip(b"\r\n"))
