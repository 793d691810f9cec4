"""Output formats of a check: one module for each. A renderer yields strings and writes nothing.

Each name is imported at its first use, so a command pays for its own format only.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from ._formats import (
    CHECK_FORMATS,
    FUZZ_FORMATS,
    PROFILE_FORMATS,
    REPORT_FORMATS,
    SUITE_FORMATS,
    Format,
    Formats,
)

if TYPE_CHECKING:
    from ._amounts import count, seconds, size
    from ._base import Renderer
    from ._totals import Skipped, Totals, Unread
    from ._values import capture_value, finding_value, one_line
    from ._visible import visible, visible_bytes, width
    from .concise import ConciseRenderer
    from .github import GitHubRenderer
    from .json import JsonRenderer
    from .jsonl import JsonLinesRenderer
    from .junit import JUnitRenderer
    from .sarif import SarifRenderer
    from .tap import TapRenderer
    from .text import TextRenderer

__all__ = [
    "CHECK_FORMATS",
    "FUZZ_FORMATS",
    "PROFILE_FORMATS",
    "REPORT_FORMATS",
    "SUITE_FORMATS",
    "ConciseRenderer",
    "Format",
    "Formats",
    "GitHubRenderer",
    "JUnitRenderer",
    "JsonLinesRenderer",
    "JsonRenderer",
    "Renderer",
    "SarifRenderer",
    "Skipped",
    "TapRenderer",
    "TextRenderer",
    "Totals",
    "Unread",
    "capture_value",
    "count",
    "finding_value",
    "one_line",
    "seconds",
    "size",
    "visible",
    "visible_bytes",
    "width",
]

_HOMES: Final = {
    "ConciseRenderer": "concise",
    "GitHubRenderer": "github",
    "JUnitRenderer": "junit",
    "JsonLinesRenderer": "jsonl",
    "JsonRenderer": "json",
    "Renderer": "_base",
    "SarifRenderer": "sarif",
    "Skipped": "_totals",
    "TapRenderer": "tap",
    "TextRenderer": "text",
    "Totals": "_totals",
    "Unread": "_totals",
    "capture_value": "_values",
    "count": "_amounts",
    "finding_value": "_values",
    "one_line": "_values",
    "seconds": "_amounts",
    "size": "_amounts",
    "visible": "_visible",
    "visible_bytes": "_visible",
    "width": "_visible",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{home}", __name__), name)
