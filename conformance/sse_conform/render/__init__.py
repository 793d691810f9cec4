"""Output formats: one module for each, all yielding strings and writing nothing."""

from ._amounts import count, seconds, size
from ._base import Renderer
from ._totals import Totals, Unread
from ._values import one_line
from ._visible import visible
from .concise import ConciseRenderer
from .json import JsonRenderer
from .jsonl import JsonLinesRenderer
from .text import TextRenderer

__all__ = [
    "ConciseRenderer",
    "JsonLinesRenderer",
    "JsonRenderer",
    "Renderer",
    "TextRenderer",
    "Totals",
    "Unread",
    "count",
    "one_line",
    "seconds",
    "size",
    "visible",
]
