"""Toolkit for event streams: checks captured and live streams against the standard and an ordering profile.

Names are loaded when they are first asked for, so that importing the package costs little and needs no extra.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .captures import (
        Capture,
        CaptureError,
        Chunk,
        NoStreamError,
        PassedOver,
        Skipped,
        find,
        open_capture,
        open_captures,
        read_capture,
        read_captures,
    )
    from .check import StreamCheck
    from .ending import Ending
    from .finding import Finding, Level, Position
    from .head import RequestHead, ResponseHead
    from .live import Patience, Redirects, Request, fetch
    from .report import FilePlace, Report
    from .rules import Selection

__all__ = [
    "Capture",
    "CaptureError",
    "Chunk",
    "Ending",
    "FilePlace",
    "Finding",
    "Level",
    "NoStreamError",
    "PassedOver",
    "Patience",
    "Position",
    "Redirects",
    "Report",
    "Request",
    "RequestHead",
    "ResponseHead",
    "Selection",
    "Skipped",
    "StreamCheck",
    "fetch",
    "find",
    "open_capture",
    "open_captures",
    "read_capture",
    "read_captures",
]

_HOMES = {
    "Capture": "captures",
    "CaptureError": "captures",
    "Chunk": "captures",
    "Ending": "ending",
    "FilePlace": "report",
    "Finding": "finding",
    "Level": "finding",
    "NoStreamError": "captures",
    "PassedOver": "captures",
    "Patience": "live",
    "Position": "finding",
    "Redirects": "live",
    "Report": "report",
    "Request": "live",
    "RequestHead": "head",
    "ResponseHead": "head",
    "Selection": "rules",
    "Skipped": "captures",
    "StreamCheck": "check",
    "fetch": "live",
    "find": "captures",
    "open_capture": "captures",
    "open_captures": "captures",
    "read_capture": "captures",
    "read_captures": "captures",
}
_BRINGS = {
    "backports": "sse-conform",
    "daft": "sse-conform[audit]",
    "duckdb": "sse-conform[audit]",
    "pyarrow": "sse-conform[audit]",
    "brotli": "sse-conform",
    "httpx2": "sse-conform[live]",
    "jinja2": "sse-conform[report]",
    "markupsafe": "sse-conform[report]",
    "pygraphviz": "sse-conform[diagrams]",
}
"""What pip installs along with which package. The toolkit does without each of these where nobody asks for it."""

_NAMES = {"backports": "backports.zstd", "markupsafe": "jinja2"}
"""What to call a package that is not imported by its own name, or that another brings along."""


def what_to_install(missing: ImportError) -> str | None:
    """Return what to install after an import failed; None when this distribution does not bring what is missing."""
    package = (missing.name or "").partition(".")[0]
    if package not in _BRINGS:
        return None
    name = _NAMES.get(package, package)
    return f'{name} is not installed; install it with: pip install "{_BRINGS[package]}"'


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(f".{home}", __name__), name)
    except ImportError as error:
        missing = what_to_install(error)
        if missing is None:
            raise
        raise ImportError(f"{__name__}.{name}: {missing}", name=error.name) from error


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
