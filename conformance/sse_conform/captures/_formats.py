"""The capture formats, in the order in which they are asked; a new one is a module and a row here."""

from . import chunk_list, chunked, curl, json_log, log, raw, trace, verbose
from ._shape import Format

FORMATS: tuple[Format, ...] = (
    curl.FORMAT,
    trace.FORMAT,
    verbose.FORMAT,
    chunked.FORMAT,
    chunk_list.FORMAT,
    json_log.FORMAT,
    log.FORMAT,
    raw.FORMAT,
)


def recognise(start: bytes) -> Format | None:
    """The format that claims input which begins with these bytes."""
    return next((format for format in FORMATS if format.claims(start)), None)
