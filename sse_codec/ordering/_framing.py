"""An event becomes a kind and a value, by framing; a stream stays with the first framing that decides one.

What a framing is, is data of the profile: where the kind stands (in the SSE event type, or at a JSON pointer into
the data), to which event types it applies, and which members its object may hold.
"""

from collections.abc import Iterable
from typing import Any, Final

from sse_codec._values import DEFAULT_TYPE, Event

from ._json import WHITE_SPACE, Document, is_object
from ._pointer import BLOCKED, MISSING, Pointer, resolve, write_pointer
from ._words import clip


class Framing:
    """One way in which a protocol puts kind and value into an event."""

    __slots__ = ("agree", "json", "kind", "members", "name", "other_types", "types", "value")

    name: Final[str]
    """Name of the framing, unique in its profile."""
    kind: Final[Pointer | None]
    """Where in the data the kind stands, as a string; None when it is the SSE event type."""
    value: Final[Pointer]
    """Where in the data the value stands, for a kind that stands in the data."""
    types: Final[frozenset[str] | None]
    """The SSE event types to which this framing applies; None for all but `other_types`."""
    other_types: Final[frozenset[str]]
    """The SSE event types to which it does not apply."""
    members: Final[frozenset[str] | None]
    """The only members that the object in the data may hold; None for any."""
    agree: Final[bool]
    """Whether the SSE event type must equal the kind in the data."""
    json: Final[frozenset[str]]
    """Kinds whose data is a JSON text, when the kind is the SSE event type; the data of the others is text."""

    def __init__(
        self,
        name: str,
        *,
        kind: Pointer | None = None,
        value: Pointer = (),
        types: Iterable[str] | None = None,
        other_types: Iterable[str] = (),
        members: Iterable[str] | None = None,
        agree: bool = False,
        json: Iterable[str] = (),
    ) -> None:
        self.name = name
        self.kind = kind
        self.value = value
        self.types = None if types is None else frozenset(types)
        self.other_types = frozenset(other_types)
        self.members = None if members is None else frozenset(members)
        self.agree = agree
        self.json = frozenset(json)

    def covers(self, type: str) -> bool:
        """Whether the framing applies to events of this SSE type."""
        return type not in self.other_types and (self.types is None or type in self.types)

    def gives(self, kind: str) -> bool:
        """Whether an event of this kind can be written in this framing."""
        return (self.kind is not None and not self.agree) or self.covers(kind)

    def __repr__(self) -> str:
        return f"Framing({self.name!r})"


class Classified:
    """What one event says."""

    __slots__ = ("damage", "disagrees", "framing", "has_value", "kind", "value")
    __match_args__ = ("kind", "value", "has_value", "framing")

    kind: Final[str]
    """Kind of the event, as the framing has it."""
    value: Final[Any]
    """Its value: text, or what the JSON text stands for; None when it has none."""
    has_value: Final[bool]
    """Whether it has a value, since the value may be JSON's null."""
    framing: Final[str]
    """Name of the framing that classified it."""
    disagrees: Final[str]
    """The SSE event type, where the framing wants it to equal the kind and it does not; else ``""``."""
    damage: Final[str]
    """What is wrong with the JSON of the value, and where; ``""`` when nothing is."""

    def __init__(
        self, kind: str, value: Any, has_value: bool, framing: str, *, disagrees: str = "", damage: str = ""
    ) -> None:
        self.kind = kind
        self.value = value
        self.has_value = has_value
        self.framing = framing
        self.disagrees = disagrees
        self.damage = damage

    def __repr__(self) -> str:
        return f"Classified({self.kind!r}, {self.value!r}, {self.has_value!r}, {self.framing!r})"


class Undecided:
    """Why no framing classifies an event."""

    __slots__ = ("foreign_end", "reason")

    reason: Final[str]
    """In words."""
    foreign_end: Final[bool]
    """Whether it is the end marker of other protocols, and so no damaged event of this one."""

    def __init__(self, reason: str, *, foreign_end: bool = False) -> None:
        self.reason = reason
        self.foreign_end = foreign_end


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

    def classify(self, event: Event) -> Classified | None:
        """Kind and value of an event; None when no framing classifies it.

        The stream's own framing is asked first, then the others in the order of the profile; but an object of the
        stream's own framing whose JSON is damaged is that, and not the text of another framing.
        """
        self._type = type = event.type or DEFAULT_TYPE
        self._document = document = Document(event.data)
        locked = self._locked
        if locked is not None:
            classified = _read(locked, type, document)
            if classified is not None or (locked.covers(type) and document.is_broken_object):
                return classified
        for framing in self._framings:
            classified = _read(framing, type, document)
            if classified is not None:
                if self._locked is None:
                    self._locked = framing
                return classified
        return None

    def undecided(self) -> Undecided:
        """Why the last event was not classified."""
        return _undecided(self._type, self._document, self._framings)

    def _named(self, name: str) -> Framing:
        for framing in self._framings:
            if framing.name == name:
                return framing
        names = ", ".join(framing.name for framing in self._framings)
        raise ValueError(f"no framing {clip(name)}; there are: {names}")


def _read(framing: Framing, type: str, document: Document) -> Classified | None:
    if not framing.covers(type):
        return None
    if framing.kind is not None:
        return _read_object(framing, framing.kind, type, document)
    if type not in framing.json:
        return Classified(type, document.text, True, framing.name)
    if document.damage:
        return Classified(type, None, False, framing.name, damage=document.damage)
    return Classified(type, document.value, True, framing.name)


def _read_object(framing: Framing, pointer: Pointer, type: str, document: Document) -> Classified | None:
    whole = document.value
    if not is_object(whole) or (framing.members is not None and not framing.members.issuperset(whole)):
        return None
    kind = resolve(pointer, whole)
    if not isinstance(kind, str):
        return None
    value = resolve(framing.value, whole)
    found = value is not MISSING and value is not BLOCKED
    disagrees = type if framing.agree and type != kind else ""
    return Classified(kind, value if found else None, found, framing.name, disagrees=disagrees)


def _undecided(type: str, document: Document, framings: tuple[Framing, ...]) -> Undecided:
    text = document.text.strip(WHITE_SPACE)
    if text == "[DONE]":
        return Undecided(
            "a bare [DONE] is the end marker of other protocols, and no event of this one", foreign_end=True
        )
    asked = [framing for framing in framings if framing.covers(type)]
    if not asked:
        return Undecided(f"no framing applies to the event type {clip(type)}")
    lead = "it has no event type, and " if type == DEFAULT_TYPE else ""
    if not text:
        return Undecided(f"{lead}its data is empty")
    if document.damage.startswith("Extra data"):
        where = document.damage.removeprefix("Extra data at ")
        return Undecided(f"its data is several JSON values, the second at {where}: one event carries one")
    if document.damage:
        return Undecided(f"{lead}its data is not JSON: {document.damage}")
    whole = document.value
    if not is_object(whole):
        return Undecided(f"{lead}its data is JSON, but no object")
    return Undecided(lead + _unfit(whole, asked))


def _unfit(whole: dict[str, Any], asked: list[Framing]) -> str:
    """Why an object suits none of the framings that look into objects."""
    pointers = [framing.kind for framing in asked if framing.kind is not None]
    if any(isinstance(resolve(pointer, whole), str) for pointer in pointers):
        return "its JSON object holds more members than the framing has"
    places = " or ".join(dict.fromkeys(write_pointer(pointer) for pointer in pointers))
    return f"its JSON object has no string at {places}"
