"""The views that there are; a new one is a module and a row here."""

from importlib import import_module
from typing import Final, cast

from ._base import Canvas, View

VIEWS: Final = {
    "events": "each event with its type, id and data",
    "wire": "the bytes as text, with each line end and the edges of chunks",
    "timeline": "when it came: the first byte, event and token, gaps, bursts and pace",
    "hex": "the bytes as numbers",
}
"""Each view, and what it shows."""


def view_of(name: str, canvas: Canvas, *, has_edges: bool) -> View:
    """A view of one stream; `has_edges` tells if its chunks are those of the wire."""
    module = import_module(f".{name}", __package__)
    return cast("type[View]", module.StreamView)(canvas, has_edges=has_edges)
