"""The network of a trace of Playwright: entries of a HAR, one on each line, whose bodies are in other files of its archive."""

# What strangers wrote in JSON has no types.
# pyright: reportUnknownMemberType=false

import json
from collections.abc import Iterator

from ._exchange import WITHOUT_EXCHANGE
from ._lines import lines_of
from ._shape import CaptureError, Found, Recording, Skipped
from .har import found_in

SUFFIX = ".network"
_KIND = "resource-snapshot"


def read(source: str, start: bytes, stream: Recording) -> Iterator[Found]:
    """The streams in it, from the name of its source, the bytes already read, and where the others come from."""
    number = 0
    for line, text in enumerate(lines_of(source, start, stream), 1):
        if not text.strip():
            continue
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            yield CaptureError(source, f"its line {line:,} is no JSON that can be read")
            continue
        if isinstance(value, dict) and value.get("type") == _KIND:
            number += 1
            yield found_in(source, number, line, value.get("snapshot"), stream)
    if not number:
        yield Skipped(source, WITHOUT_EXCHANGE)
