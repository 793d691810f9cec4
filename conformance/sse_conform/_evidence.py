"""What one event says of its protocol: which profiles know it, and what about it no other protocol has.

A profile demands something of the events that it knows: a name at a place, a member, an SSE event type. A demand that
only one family of profiles makes is evidence for the family; one that several make, or that a bare word such as `id` or
`start` meets by chance, is little or none. Which demands are whose is computed from the profiles, and listed nowhere.
"""

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Final, NamedTuple

import attrs

from sse_codec import Event
from sse_codec.ordering import Document, Framer, Outline, Shape
from sse_codec.ordering.pointers import STAR, Pointer, resolve, resolve_each, write_pointer

NOTHING: Final = 0
WEAK: Final = 1
"""A bare word: another protocol may have it too."""
STRONG: Final = 2
"""A mark: it decides by itself."""

_DISTINCTIVE: Final = re.compile(r"[A-Za-z]{2}[_\-./:|][A-Za-z]{2}|[a-z][A-Z]")
"""Two words joined, or a change of case inside a word: nobody writes those by chance."""


class Demand(NamedTuple):
    """One thing that a profile asks of some of its events."""

    sort: str
    """"type", "data", "is" (a text at a place), "like" (a pattern there) or "at" (something is there)."""
    place: Pointer
    text: str

    @property
    def strength(self) -> int:
        """How much it says for a family that alone makes it."""
        if self.sort == "at":
            if any(map(_DISTINCTIVE.search, self.place)):
                return STRONG
            return WEAK if len(self.place) > 1 else NOTHING
        if _DISTINCTIVE.search(self.text):
            return STRONG
        return WEAK if self.text.strip("*") else NOTHING

    @property
    def words(self) -> str:
        """The demand as a report names it."""
        if self.sort == "at":
            return write_pointer(self.place)
        return f"event: {self.text}" if self.sort == "type" else self.text

    def is_met(self, event: Event, document: Document) -> bool:
        """Return True if an event is as the demand wants it."""
        if self.sort == "type":
            return fnmatchcase(event.type, self.text) if STAR in self.text else event.type == self.text
        if self.sort == "data":
            return event.data == self.text
        if self.sort == "at":
            return any(found is not None for _, found in resolve_each(self.place, document.value))
        found = resolve(self.place, document.value)
        if self.sort == "is":
            return isinstance(found, str) and found == self.text
        return isinstance(found, str) and fnmatchcase(found, self.text)


@attrs.frozen
class Claim:
    """A family knows an event."""

    kind: str
    strength: int
    """Of the strongest demand that the event meets and only this family makes."""
    told: str
    """That demand in words; "" when there is none."""
    is_shared: bool
    """Whether the event meets a demand of some strength that other families make too."""

    @property
    def has_evidence(self) -> bool:
        """Whether anything in the event is what the family demands, and not any object's."""
        return bool(self.strength) or self.is_shared


class Families:
    """The profiles that a stream may be of, by family, and who demands what."""

    def __init__(self, outlines: Iterable[Outline]) -> None:
        self.members: dict[str, list[Outline]] = {}
        demanding: dict[Demand, set[str]] = {}
        for outline in outlines:
            self.members.setdefault(outline.family, []).append(outline)
            for demand in _demands(outline):
                if demand.strength:
                    demanding.setdefault(demand, set()).add(outline.family)
        self._own: dict[str, list[Demand]] = {family: [] for family in self.members}
        self._shared: dict[str, list[Demand]] = {family: [] for family in self.members}
        for demand, families in sorted(demanding.items(), key=lambda item: -item[0].strength):
            for family in families:
                (self._own if len(families) == 1 else self._shared)[family].append(demand)

    def claim(self, family: str, kind: str, event: Event, document: Document) -> Claim:
        """What an event that a family knows says for it."""
        for demand in self._own[family]:
            if demand.is_met(event, document):
                return Claim(kind, demand.strength, demand.words, is_shared=False)
        is_shared = any(demand.is_met(event, document) for demand in self._shared[family])
        return Claim(kind, NOTHING, "", is_shared)


class Witness:
    """The events of one stream as one profile knows them."""

    def __init__(self, outline: Outline, framing: str | None) -> None:
        self.outline: Final = outline
        self._framer = Framer(outline.framings, framing=framing)
        self._names = {kind.lower(): kind for kind in outline.kinds}

    def kind_of(self, event: Event, document: Document) -> str:
        """The kind of an event; "" for an event that the profile does not know."""
        classified = self._framer.classify(event, document)
        # A slip in the case of a name, or a space around it, does not make it another protocol's.
        return self._names.get(classified.kind.strip().lower(), "") if classified else ""


def _demands(outline: Outline) -> Iterator[Demand]:
    """Everything that a profile may demand of an event."""
    for framing in outline.framings:
        for shape in framing.shapes:
            yield from _of_shape(shape)
        for kind in outline.kinds:
            if isinstance(framing.kind, tuple):
                yield from _on_the_way(framing.kind)
                yield Demand("is", framing.kind, kind)
            # Where the event type is no part of the protocol, a bare word in it is some other protocol's.
            named = Demand("type", (), kind)
            if framing.kind == "type" or framing.agree or (framing.kind and named.strength == STRONG):
                yield named
        yield from (Demand("is", framing.value + place, text) for place, text in outline.identities)
        yield from (Demand("at", framing.value + place, "") for place in outline.members)


def _of_shape(shape: Shape) -> Iterator[Demand]:
    if shape.data is not None:
        yield Demand("data", (), shape.data)
    yield from (Demand("type", (), type) for type in sorted(shape.types or ()))
    for place in (*shape.has, *shape.empty):
        yield from _on_the_way(place)
    for place, scalar in shape.equals:
        yield from _on_the_way(place)
        if isinstance(scalar, str):
            yield Demand("is", place, scalar)
    for place, pattern in shape.like:
        yield from _on_the_way(place)
        yield Demand("like", place, pattern)


def _on_the_way(place: Pointer) -> Iterator[Demand]:
    """Something is there, and so at each place above."""
    for depth in range(1, len(place) + 1):
        yield Demand("at", place[:depth], "")
