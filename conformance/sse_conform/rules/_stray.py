"""Why the format ignores a line: each ignored line has one best explanation, and so one finding at most.

The format ignores a field whose name it does not know (HTML standard, 9.2.6). The writer's
intent stays unknown, so an explanation accuses of lost data only where nothing else is likely.
"""

import re

from sse_codec import Line

KNOWN_FIELDS = ("data", "event", "id", "retry")

LATE_BOM = "SSE116"
BLANK_WITH_SPACES = "SSE113"
LEADING_WHITESPACE = "SSE107"
FIELD_NAME_CASE = "SSE108"
CONTINUATION = "SSE106"
BARE_JSON = "SSE118"
UNKNOWN_FIELD = "SSE401"

ONE_FAULT = frozenset({CONTINUATION, BARE_JSON})
"""Explanations of text that goes over several lines: lines on end of one of them are one fault."""

_JSON = re.compile(rb'[ \t]*(?:\{[ \t]*(?:["}]|$)|\[[ \t]*(?:[\[{"\]\d]|$))')
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,31}")


def explain(line: Line, *, after_data: bool, after_json: bool) -> str | None:
    """The code of the rule that explains the line; None if the stream is cut before anyone can tell.

    `after_data`: a data line came before it in its block. `after_json`: a line before it there was bare JSON.
    """
    name = line.name.lstrip(" \t")
    if name.startswith("\ufeff"):
        return LATE_BOM
    if not name and not line.has_colon:
        return BLANK_WITH_SPACES
    if name.lower() in KNOWN_FIELDS:
        return FIELD_NAME_CASE if name == line.name else LEADING_WHITESPACE
    if after_json or _JSON.match(line.content):
        return CONTINUATION if after_data else BARE_JSON
    if not line.ending and not line.has_colon:
        return None
    return CONTINUATION if after_data and not _looks_like_a_field(line) else UNKNOWN_FIELD


def is_error_field(line: Line) -> bool:
    """Returns True for a line `error: ...` in the place of data, by which some servers tell that the answer failed."""
    return line.name == "error" and bool(line.value) and not line.value.isspace()


def _looks_like_a_field(line: Line) -> bool:
    """A name, a colon, a value; but the name of a URL's scheme is text."""
    return line.has_colon and _FIELD_NAME.fullmatch(line.name) is not None and not line.value.startswith("//")
