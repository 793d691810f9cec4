"""The evidence in one event: the profiles that know the event, and the features that a single family of profiles asks for.

A profile asks something of each event that it knows: a name at a place, a member, an SSE event type. A feature of
a single family is evidence for this family. A feature that several families ask for is little evidence, and so is a bare
word such as `start`, which may be there by chance. The profiles themselves tell which feature belongs to whom.
"""

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Final, NamedTuple

import attrs

from sse_codec import Event
from sse_codec.ordering import Classified, Document, Framer, Framing, Outline, Shape
from sse_codec.ordering.pointers import Pointer, resolve, resolve_each, write_pointer

NOTHING: Final = 0
WEAK: Final = 1
"""A bare word: another protocol may have it too."""
STRONG: Final = 2
"""A mark: it decides by itself."""

_DISTINCTIVE: Final = re.compile(r"[A-Za-z]{2}[_\-./:|][A-Za-z]{2}|[a-z][A-Z]")
"""Two words joined, or a change of case inside a word: nobody writes those by chance."""
_WORD: Final = re.compile(r"[A-Za-z]{2}")


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
        return WEAK if _WORD.search(self.text) else NOTHING

    @property
    def words(self) -> str:
        """The demand as a report names it."""
        if self.sort == "at":
            return write_pointer(self.place)
        return f"event: {self.text}" if self.sort == "type" else self.text


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
        """Return True if anything in the event is what the family demands, and not any object's."""
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
        self._demanding = demanding

    def marks(self, family: str) -> list[Demand]:
        """Return the demands that only this family makes, and that decide by themselves."""
        return [
            demand
            for demand, families in self._demanding.items()
            if families == {family} and demand.strength == STRONG
        ]

    def claim(self, family: str, kind: str, met: Iterable[Demand]) -> Claim:
        """What an event says for a family that knows it, by the demands of the family that it meets."""
        demands = [demand for demand in met if demand.strength]
        own = [demand for demand in demands if self._demanding[demand] == {family}]
        if not own:
            return Claim(kind, NOTHING, "", is_shared=bool(demands))
        best = max(own, key=lambda demand: demand.strength)
        return Claim(kind, best.strength, best.words, is_shared=False)


class Witness:
    """The events of one stream as one profile knows them."""

    def __init__(self, outline: Outline, framing: str | None) -> None:
        self.outline: Final = outline
        self._framer = Framer(outline.framings, framing=framing)
        self._framings, self._names = _by_name(outline)

    def known(self, event: Event, document: Document) -> tuple[str, list[Demand]] | None:
        """The kind of an event, and the demands that it meets; None for an event that the profile does not know."""
        classified = self._framer.classify(event, document)
        # A slip in the case of a name, or a space around it, does not make it another protocol's.
        kind = self._names.get(classified.kind.strip().lower()) if classified else None
        if classified is None or kind is None:
            return None
        framing = self._framings[classified.framing]
        met = [
            *_met_by_framing(framing, classified, kind, event, document),
            *self._met_by_checks(framing, classified),
        ]
        return kind, met

    def _met_by_checks(self, framing: Framing, classified: Classified) -> Iterator[Demand]:
        for place, text in self.outline.identities:
            if resolve(place, classified.value) == text:
                yield Demand("is", framing.value + place, text)
        for place in self.outline.members:
            if any(found is not None for _, found in resolve_each(place, classified.value)):
                yield Demand("at", framing.value + place, "")


@cache
def _by_name(outline: Outline) -> tuple[dict[str, Framing], dict[str, str]]:
    """Return the framings of a shipped profile by name, and its kinds by their names in lower case."""
    framings = {framing.name: framing for framing in outline.framings}
    return framings, {kind.lower(): kind for kind in outline.kinds}


def _met_by_framing(
    framing: Framing, classified: Classified, kind: str, event: Event, document: Document
) -> Iterator[Demand]:
    shape = framing.shape_of(event.type, document)
    if shape is not None:
        yield from (demand for demand in _of_shape(shape) if demand.sort != "type" or _is_type(demand, event))
        return
    named = Demand("type", (), kind)
    if isinstance(framing.kind, tuple) and classified.lacks != "name" and not classified.damage:
        yield Demand("is", framing.kind, kind)
    if _is_type(named, event) and _names_by_type(framing, named):
        yield named


def _is_type(demand: Demand, event: Event) -> bool:
    return fnmatchcase(event.type.strip().lower(), demand.text.lower())


def _names_by_type(framing: Framing, named: Demand) -> bool:
    """Return True if the SSE event type is part of the protocol; else a bare word in it is some other protocol's."""
    return (
        framing.kind == "type"
        or bool(framing.agree)
        or (framing.kind is not None and named.strength == STRONG)
    )


def _demands(outline: Outline) -> Iterator[Demand]:
    """Everything that a profile may demand of an event."""
    for framing in outline.framings:
        for shape in framing.shapes:
            yield from _of_shape(shape)
        for kind in outline.kinds:
            if isinstance(framing.kind, tuple):
                yield Demand("is", framing.kind, kind)
            named = Demand("type", (), kind)
            if _names_by_type(framing, named):
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
