"""Which text counts as a whole JSON document, where somebody put one in the wrong place."""

from typing import cast

from sse_codec.ordering import Document

END_MARK = "[DONE]"
"""The end marker that many protocols took over from OpenAI."""
_OPENINGS = ("{", "[")


def is_document(text: str) -> bool:
    """Returns True for a JSON object with members, a JSON array of objects, and the usual end marker."""
    if text == END_MARK:
        return True
    if not text.startswith(_OPENINGS):
        return False
    value = Document(text).value
    if isinstance(value, list):
        first = cast("list[object]", value)[:1]
        return bool(first) and isinstance(first[0], dict)
    return isinstance(value, dict) and bool(cast("dict[str, object]", value))


def begins_a_document(text: str) -> bool:
    """Returns True if the text begins as a JSON object or array does, and is not just the end marker."""
    return text.startswith(_OPENINGS) and text != END_MARK
