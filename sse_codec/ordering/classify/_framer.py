"""The events of one stream, classified by the framing of the first event that has one; or why no framing classifies an event, in words."""

from collections.abc import Iterable
from typing import Any, Final

from sse_codec._values import DEFAULT_TYPE, Event

from ..pointers import is_object, resolve, write_pointer
from ..values import WHITE_SPACE, Document
from ..wording import clip
from ._framing import Classified, Framing, read, read_by_type

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


_LONG: Final = 1 << 16
"""Characters of an event that is not kept until the next one comes."""


class Framer:
    """Classifies the events of one stream, and locks onto the framing of the first event that has one."""

    __slots__ = ("_document", "_framings", "_locked", "_type")

    def __init__(self, framings: Iterable[Framing], *, framing: str | None = None) -> None:
        """A framer for one stream; ``framing`` names the framing to lock onto from the beginning.

        :raises ValueError: there is none of that name.
        """
        self._framings = tuple(framings)
        self._locked: Framing | None = None
        self._document = Document("")
        self._type = DEFAULT_TYPE
        if framing is not None:
            self._locked = self._named(framing)

    @property
    def locked(self) -> str | None:
        """Name of the framing of this stream; None while no event has decided it."""
        return None if self._locked is None else self._locked.name

    @property
    def framing(self) -> Framing | None:
        """The framing of this stream; None while no event has decided it."""
        return self._locked

    @property
    def whole(self) -> Any:
        """What the data of the last event stands for, if it was read as JSON; else None."""
        return self._document.value if self._document.is_parsed else None

    @property
    def excess(self) -> str:
        """Why the data of the last event, which was asked for as JSON, was not read; ``""`` when it was."""
        return self._document.excess if self._document.is_parsed else ""

    def release(self) -> None:
        """Let the last event go, if it is long: the next one needs the room."""
        if len(self._document.text) > _LONG:
            self._document = Document("")

    def classify(self, event: Event, document: Document | None = None) -> Classified | None:
        """Kind and value of an event; None when no framing classifies it.

        The stream's own framing is asked first, then the others in the order of the profile; but an object of the
        stream's own framing whose JSON is damaged is that, and not the text of another framing.

        :param document: the data of the event, where several framers read it, so that it is parsed once for all.
        """
        self._type = type = event.type or DEFAULT_TYPE
        if document is None:
            document = Document(event.data)
        self._document = document
        locked = self._locked
        if locked is not None:
            classified = read(locked, type, document)
            if classified is not None:
                return classified
            if locked.reads_objects and locked.covers(type) and document.is_broken_object:
                return read_by_type(locked, type, document)
        for framing in self._framings:
            classified = read(framing, type, document)
            if classified is not None:
                if self._locked is None:
                    self._locked = framing
                return classified
        for framing in self._framings if locked is None else (locked,):
            classified = read_by_type(framing, type, document)
            if classified is not None:
                self._locked = framing
                return classified
        return None

    def undecided(self) -> Undecided:
        """Why the last event was not classified."""
        return undecided(self._type, self._document, self._framings)

    def _named(self, name: str) -> Framing:
        for framing in self._framings:
            if framing.name == name:
                return framing
        names = ", ".join(framing.name for framing in self._framings)
        raise ValueError(f"no framing {clip(name)}; there are: {names}")
