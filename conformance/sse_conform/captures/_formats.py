"""The capture formats, in the order in which they are asked; a new one is a module and a row here."""

from . import (
    cassette,
    chunk_list,
    chunked,
    curl,
    devtools,
    har,
    json_events,
    json_log,
    log,
    mitmproxy,
    raw,
    ssecap,
    trace,
    verbose,
)
from ._shape import Format

FORMATS: tuple[Format, ...] = (
    ssecap.FORMAT,
    curl.FORMAT,
    cassette.FORMAT,
    har.FORMAT,
    trace.FORMAT,
    verbose.FORMAT,
    mitmproxy.FORMAT,
    chunked.FORMAT,
    chunk_list.FORMAT,
    json_log.FORMAT,
    log.FORMAT,
    devtools.FORMAT,
    json_events.FORMAT,
    raw.FORMAT,
)


def recognise(start: bytes) -> Format | None:
    """The format that claims input which begins with these bytes."""
    return next((format for format in FORMATS if format.claims(start)), None)
