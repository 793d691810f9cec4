"""The capture formats, in the order in which they are asked; a new one is a module and a row here."""

from . import curl, raw, ssecap
from ._shape import Format

FORMATS: tuple[Format, ...] = (ssecap.FORMAT, curl.FORMAT, raw.FORMAT)


def recognise(start: bytes) -> Format | None:
    """The format that claims input which begins with these bytes."""
    return next((format for format in FORMATS if format.claims(start)), None)
