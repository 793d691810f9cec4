"""An event becomes a kind and a value, by framing.

What a framing is, is data of the profile: what gives the kind (the shape of the data, a JSON pointer into it, or the
SSE event type), to which event types it applies, and which members its object may hold.
"""

from collections.abc import Iterable
from typing import Any, Final, Literal

from sse_codec._values import DEFAULT_TYPE

from ..pointers import Absent, Pointer, is_object, resolve
from ..reads import SCALAR, TEXT, Footprint, Read
from ..values import WHITE_SPACE, Document
from ._shapes import Shape, first_fit

Lack = Literal["", "type", "name"]
"""Nothing, the SSE event type, or the name in the data."""


class Framing:
    """One way in which a protocol puts kind and value into an event."""

    __slots__ = (
        "agree",
        "footprint",
        "json",
        "kind",
        "members",
        "name",
        "names",
        "other_types",
        "reads",
        "reads_objects",
        "shapes",
        "types",
        "value",
    )

    name: Final[str]
    """Name of the framing, unique in its profile."""
    shapes: Final[tuple[Shape, ...]]
    """What gives the kind by the look of the event: the first that fits."""
    kind: Final[Pointer | Literal["type"] | None]
    """What gives the kind where no shape does: the string at this place in the data, or the SSE event type; or nothing."""
    value: Final[Pointer]
    """Where in the data the value stands, unless the kind is the SSE event type."""
    types: Final[frozenset[str] | None]
    """The SSE event types to which this framing applies; None for all but `other_types`."""
    other_types: Final[frozenset[str]]
    """The SSE event types to which it does not apply."""
    members: Final[frozenset[str] | None]
    """The only members that an object with a kind in it may hold; None for any."""
    agree: Final[bool | Literal["if-named"]]
    """Whether the SSE event type must equal the string in the data; ``"if-named"``: only where the event has a type."""
    names: Final[frozenset[str]]
    """The kinds that the string in the data may name; without the string the SSE type may name one of them."""
    json: Final[frozenset[str]]
    """Kinds whose data is a JSON text, when the kind is the SSE event type; the data of the others is text."""
    reads_objects: Final[bool]
    """Whether it wants JSON objects, and so a damaged one may be an event of it."""

    reads: Final[tuple[Read, ...]]
    """What it reads in the data for the kind; the members of the data never change unseen."""
    footprint: Final[Footprint]
    """The same, sorted by how much matters."""

    def __init__(
        self,
        name: str,
        *,
        shapes: Iterable[Shape] = (),
        kind: Pointer | Literal["type"] | None = None,
        value: Pointer = (),
        types: Iterable[str] | None = None,
        other_types: Iterable[str] = (),
        members: Iterable[str] | None = None,
        agree: bool | Literal["if-named"] = False,
        json: Iterable[str] = (),
        names: Iterable[str] = (),
    ) -> None:
        self.name = name
        self.shapes = tuple(shapes)
        self.kind = kind
        self.value = value
        self.types = None if types is None else frozenset(types)
        self.other_types = frozenset(other_types)
        self.members = None if members is None else frozenset(members)
        self.agree = agree
        self.json = frozenset(json)
        self.names = frozenset(names)
        self.reads_objects = isinstance(kind, tuple) or any(shape.needs_object for shape in self.shapes)
        self.reads = (
            *((Read(kind, SCALAR),) if isinstance(kind, tuple) else ()),
            *(look for shape in self.shapes for look in shape.reads),
            *(Read((), TEXT) for shape in self.shapes if _is_object_text(shape.data)),
        )
        self.footprint = Footprint(self.reads)

    def covers(self, type: str) -> bool:
        """Return True if the framing applies to events of this SSE type."""
        return type not in self.other_types and (self.types is None or type in self.types)

    def shape_of(self, type: str, document: Document) -> Shape | None:
        """The first of the shapes that fits an event of this SSE type and data; None when none does."""
        whole = document.value if self.reads_objects else None
        return first_fit(self.shapes, whole, type=type, text=document.text)

    def gives(self, kind: str) -> bool:
        """Return True if an event of this kind can be written in this framing."""
        if any(shape.kind == kind and self._meets(shape) for shape in self.shapes):
            return True
        if self.kind is None:
            return False
        if self.kind == "type" or self.agree is True:
            return self.covers(kind)
        return not self.agree or self.covers(kind) or self.covers(DEFAULT_TYPE)

    def _meets(self, shape: Shape) -> bool:
        return shape.types is None or any(self.covers(type) for type in shape.types)

    def __repr__(self) -> str:
        return f"Framing({self.name!r})"


class Classified:
    """What one event says."""

    __slots__ = ("damage", "disagrees", "framing", "has_value", "kind", "lacks", "value")
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
    """What is wrong with the JSON of the value, and where, or why it is not read; ``""`` when nothing is."""
    lacks: Final[Lack]
    """Which of the two places for the name is empty, where the framing wants the name in both; else ``""``."""

    def __init__(
        self,
        kind: str,
        value: Any,
        has_value: bool,
        framing: str,
        *,
        disagrees: str = "",
        damage: str = "",
        lacks: Lack = "",
    ) -> None:
        self.kind = kind
        self.value = value
        self.has_value = has_value
        self.framing = framing
        self.disagrees = disagrees
        self.damage = damage
        self.lacks = lacks

    def __repr__(self) -> str:
        return f"Classified({self.kind!r}, {self.value!r}, {self.has_value!r}, {self.framing!r})"


def read(framing: Framing, type: str, document: Document) -> Classified | None:
    """What an event says by this framing; None when it is none of its events."""
    if not framing.covers(type):
        return None
    if framing.shapes:
        shape = framing.shape_of(type, document)
        if shape is not None:
            return _read_shape(framing, shape, document)
    kind = framing.kind
    if kind is None:
        return None
    if kind != "type":
        return _read_object(framing, kind, type, document.value)
    if type not in framing.json:
        return Classified(type, document.text, True, framing.name)
    if document.trouble:
        return Classified(type, None, False, framing.name, damage=document.trouble)
    return Classified(type, document.value, True, framing.name)


def _is_object_text(data: str | None) -> bool:
    return data is not None and data.lstrip(WHITE_SPACE).startswith("{")


def _read_shape(framing: Framing, shape: Shape, document: Document) -> Classified:
    if document.damage:
        return Classified(shape.kind, document.text, True, framing.name)
    if document.excess:
        return Classified(shape.kind, None, False, framing.name, damage=document.excess)
    return _with_value(framing, shape.kind, document.value)


def _read_object(framing: Framing, pointer: Pointer, type: str, whole: Any) -> Classified | None:
    if not is_object(whole) or (framing.members is not None and not framing.members.issuperset(whole)):
        return None
    kind = resolve(pointer, whole)
    if not isinstance(kind, str):
        return None
    if type == kind or not framing.agree:
        return _with_value(framing, kind, whole)
    if type == DEFAULT_TYPE:
        return _with_value(framing, kind, whole, lacks="type" if framing.agree is True else "")
    return _with_value(framing, kind, whole, disagrees=type)


def read_by_type(framing: Framing, type: str, document: Document) -> Classified | None:
    """What an event says whose data lacks the name, by its SSE type; None when the type is no kind either."""
    if type == DEFAULT_TYPE or type not in framing.names or not framing.covers(type):
        return None
    if not document.text.strip(WHITE_SPACE):
        return Classified(type, None, False, framing.name, damage="it is empty")
    if document.trouble:
        return Classified(type, None, False, framing.name, damage=document.trouble)
    whole = document.value
    if not is_object(whole):
        return Classified(type, None, False, framing.name, damage="it is JSON, but no object")
    return _with_value(framing, type, whole, lacks="name")


def _with_value(
    framing: Framing, kind: str, whole: Any, *, disagrees: str = "", lacks: Lack = ""
) -> Classified:
    value = resolve(framing.value, whole) if framing.value else whole
    found = not isinstance(value, Absent)
    return Classified(kind, value if found else None, found, framing.name, disagrees=disagrees, lacks=lacks)
