"""Why no framing of a profile classifies an event, in words."""

from typing import Any, Final

from sse_codec._values import DEFAULT_TYPE

from ..pointers import is_object, resolve, write_pointer
from ..values import WHITE_SPACE, Document
from ..wording import clip
from ._framing import Framing

_END: Final = "[DONE]"
"""The data by which many protocols end a stream."""


class Undecided:
    """Why no framing classifies an event."""

    __slots__ = ("foreign_end", "reason")

    reason: Final[str]
    """In words."""
    foreign_end: Final[bool]
    """True: the event is the end marker of another protocol, and no damaged event of this one."""

    def __init__(self, reason: str, *, foreign_end: bool = False) -> None:
        self.reason = reason
        self.foreign_end = foreign_end


def undecided(type: str, document: Document, framings: tuple[Framing, ...]) -> Undecided:
    text = document.text.strip(WHITE_SPACE)
    if text == _END and all(shape.data != _END for framing in framings for shape in framing.shapes):
        return Undecided(
            "a bare [DONE] is the end marker of other protocols, and no event of this one", foreign_end=True
        )
    asked = [framing for framing in framings if framing.covers(type)]
    if not asked:
        return Undecided(f"no framing applies to the event type {clip(type)}")
    if text != document.text and any(shape.data == text for framing in asked for shape in framing.shapes):
        return Undecided(f"its data is {clip(text)} with white space around it, which does not belong there")
    if document.damage.startswith("Extra data"):
        where = document.damage.removeprefix("Extra data at ")
        return Undecided(f"its data is several JSON values, the second at {where}: one event carries one")
    lead = "it has no event type, and " if type == DEFAULT_TYPE and len(asked) < len(framings) else ""
    return Undecided(lead + _misfit(document, asked))


def _misfit(document: Document, asked: list[Framing]) -> str:
    """Why data suits none of the framings that apply."""
    if not document.text.strip(WHITE_SPACE):
        return "its data is empty"
    if not any(framing.reads_objects for framing in asked):
        return f"it fits {_shapes(asked)}"
    if document.damage:
        return f"its data is not JSON: {document.damage}"
    whole = document.value
    if not is_object(whole):
        return "its data is JSON, but no object"
    return f"its JSON object {_unfit(whole, asked)}"


def _unfit(whole: dict[str, Any], asked: list[Framing]) -> str:
    """Why an object suits none of the framings that look into objects."""
    pointers = [framing.kind for framing in asked if isinstance(framing.kind, tuple)]
    if any(isinstance(resolve(pointer, whole), str) for pointer in pointers):
        return "holds more members than the framing has"
    reasons = [f"fits {_shapes(asked)}"] if any(framing.shapes for framing in asked) else []
    if pointers:
        places = " or ".join(dict.fromkeys(write_pointer(pointer) for pointer in pointers))
        reasons.append(f"has no string at {places}")
    return ", and ".join(reasons)


def _shapes(asked: list[Framing]) -> str:
    kinds = dict.fromkeys(shape.kind for framing in asked for shape in framing.shapes)
    return f"none of the shapes ({', '.join(kinds)})"
