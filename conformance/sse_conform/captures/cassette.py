"""Cassettes: the exchanges that a recorder of HTTP keeps for tests, in YAML or JSON. Each event stream in one is a capture.

It is read an exchange at a time, so a cassette of any size takes the memory of one exchange.
"""

# What strangers wrote in JSON or YAML has no types.
# pyright: reportUnknownArgumentType=false

from collections.abc import Iterator
from typing import Any

from ._exchange import EVENT_STREAM, WITHOUT_EXCHANGE, Exchange, media_type, whole
from ._interaction import MalformedError, body_of, file_of, head_of, request_of
from ._json_items import items as json_items
from ._responses import KEY, as_interaction
from ._shape import ByteSource, CaptureError, Format, Found, Skipped

_LISTS = frozenset({"interactions", "http_interactions", "mappings"})


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Found]:
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        found = json_items(source, start, stream, _LISTS)
    else:
        from ._yaml import items as yaml_items  # noqa: PLC0415 - PyYAML takes as long to import as Python to start

        found = yaml_items(source, start, stream, _LISTS | {KEY})
    number = 0
    for number, (line, interaction) in enumerate(found, 1):
        yield _found(source, number, line, interaction)
    if not number:
        yield Skipped(source, WITHOUT_EXCHANGE)


def _found(source: str, number: int, line: int, interaction: Any) -> Found:
    if isinstance(interaction, CaptureError):
        return interaction
    if not isinstance(interaction, dict):
        return CaptureError(f"{source}#{number}", f"the interaction at line {line:,} is no object")
    interaction = as_interaction(interaction)
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
        return _unread(exchange, f"the interaction at line {line:,} cannot be read: {error}")
    if body is not None:
        return exchange.found(whole(body))
    file = file_of(interaction)
    return _unread(exchange, f"its body is in another file, {file}" if file else "the recorder kept no body")


def _unread(exchange: Exchange, reason: str) -> Skipped | CaptureError:
    """What is said of an exchange without its body; only where it may be an event stream is that a problem."""
    kind = media_type(exchange.head)
    if kind == EVENT_STREAM:
        return CaptureError(exchange.source, f"it is an event stream, and {reason}")
    return Skipped(exchange.source, kind or "without a body")


FORMAT = Format("cassette", read)
