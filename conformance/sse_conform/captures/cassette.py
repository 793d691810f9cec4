"""Cassettes: the exchanges that a recorder of HTTP keeps for tests, in YAML or JSON. Each event stream in one is a capture.

YAML is read an exchange at a time, so a cassette of any size takes the memory of one exchange.
"""

# What strangers wrote in JSON or YAML has no types.
# pyright: reportUnknownArgumentType=false

from collections.abc import Iterator
from typing import Any

from ..sniff import sniff
from ._exchange import Exchange, is_event_stream, whole
from ._interaction import MalformedError, body_of, head_of, request_of
from ._json import text_of
from ._json_items import items as json_items
from ._shape import ByteSource, CaptureError, Format, Found, Skipped
from ._yaml import items as yaml_items

_LISTS = frozenset({"interactions", "http_interactions", "mappings"})


def claims(start: bytes) -> bool:
    """Whether it begins as a cassette does."""
    return sniff(start) == "cassette"


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Found]:
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        found = json_items(source, text_of(source, start, stream), _LISTS)
    else:
        found = yaml_items(source, start, stream, _LISTS)
    for number, (line, interaction) in enumerate(found, 1):
        yield _found(source, number, line, interaction)


def _found(source: str, number: int, line: int, interaction: Any) -> Found:
    name = f"{source}#{number}"
    if not isinstance(interaction, dict):
        return CaptureError(name, f"the interaction at line {line:,} is no object")
    exchange = Exchange(
        container=source,
        format=FORMAT.name,
        number=number,
        line=line,
        request=request_of(interaction),
        head=head_of(interaction),
    )
    try:
        body = body_of(interaction)
    except MalformedError as error:
        return CaptureError(exchange.source, f"the interaction at line {line:,} cannot be read: {error}")
    if body is None:
        if is_event_stream(exchange.head):
            return CaptureError(exchange.source, "the recorder kept no body of this event stream")
        return Skipped(exchange.source, "without a body")
    return exchange.found(whole(body))


FORMAT = Format("cassette", frozenset(), claims, read)
