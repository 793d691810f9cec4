"""The data of an event: built from the demands of framing, shapes and keys, and changed until no other shape fits."""

import json
from collections.abc import Iterator
from itertools import product
from typing import Any, Final

import attrs

from sse_codec.ordering import Framing, Shape
from sse_codec.ordering.pointers import Absent, Pointer, resolve

from ._shapes import Places, earlier, fits, forms, is_text, keys, misfits, own_shapes, types, whole
from ._solve import Choices, Constraint, Impossible, Tree
from ._standing import Part, Step

_DEPTH: Final = 4
"""How many shapes are pushed away from one value before another way is tried."""
_TEXTS: Final = ("", "Hi", " there", "a\nb", "é", "[DONE]", "{}")

Avoided = tuple[Pointer, Shape]
"""A shape that must not fit what stands at a place."""


@attrs.frozen
class Form:
    """One way to write a step as an event."""

    type: str
    shape: Shape | None
    is_text: bool
    """Whether the data is text, and not made from demands."""
    base: Pointer
    """Where in the data the value stands."""
    nodes: tuple[tuple[Pointer, ...], ...]
    """For each part of the step, the places of the value, of what each ``*`` stands for, and of the element."""
    demands: tuple[Constraint, ...]
    """What the framing, the shapes and the keys demand."""
    avoided: tuple[Avoided, ...]

    def place(self, number: int) -> Pointer:
        """Where the value of a part of the step is."""
        return self.nodes[number][-1]

    def keys(self, step: Step) -> tuple[Pointer, ...]:
        """Where the last part of the key of each part of the step stands, if its track has a key."""
        parts = zip(self.nodes, step.parts, strict=True)
        last = [(nodes, part.track.key[-1]) for nodes, part in parts if part.track.key]
        return tuple((*nodes[key.depth], *key.path) for nodes, key in last)


def ways(framing: Framing, step: Step, choices: Choices) -> Iterator[Form]:
    """The ways to write a step in a framing, beginning with one of them."""
    for shape in choices.first_of(forms(framing, step.kind)):
        named = types(framing, step.kind, shape)
        if not named:
            continue
        type = named[choices.index(len(named))]
        if is_text(framing, step.kind, shape) or (shape and shape.data is not None):
            if not step.parts:
                yield Form(type, shape, True, (), (), (), ())
        else:
            yield from _objects(framing, step, shape, type)


def _objects(framing: Framing, step: Step, shape: Shape | None, type: str) -> Iterator[Form]:
    base, wanted = whole(framing, step.kind, shape)
    places = Places(base, wanted)
    nodes = [tuple(places.nodes(part)) for part in step.parts]
    for part, way in zip(step.parts, nodes, strict=True):
        wanted += keys(part, way)
    sooner: list[Avoided] = [
        ((), other)
        for other in earlier(framing, shape)
        if other.data is None and (other.types is None or type in other.types)
    ]
    inner = [_shaped(part, way[-1]) for part, way in zip(step.parts, nodes, strict=True)]
    for chosen in product(*inner):
        demands = [*wanted, *(demand for own, _ in chosen for demand in own)]
        avoided = [*sooner, *(other for _, others in chosen for other in others)]
        yield Form(type, shape, False, base, tuple(nodes), tuple(demands), tuple(avoided))


def _shaped(part: Part, place: Pointer) -> list[tuple[list[Constraint], list[Avoided]]]:
    """The ways to make an element of its kind: what is demanded, and what must not fit."""
    track = part.track
    if track.each is None:
        return [([], [])]
    return [
        (
            [demand.under(place) for demand in fits(shape)],
            [(place, other) for other in track.shapes[: track.shapes.index(shape)]],
        )
        for shape in own_shapes(track, part.kind)
    ]


def texts(form: Form, demands: list[Constraint], choices: Choices) -> list[tuple[str, Any]]:
    """Data that is text, and what it stands for."""
    if form.shape is not None and form.shape.data is not None:
        return [(form.shape.data, _parsed(form.shape.data))]
    proposed = [value for demand in demands if not demand.place for value in demand.proposals]
    options = dict.fromkeys(text for text in (*proposed, *_TEXTS) if isinstance(text, str))
    return [(text, text) for text in choices.first_of(options)]


def _parsed(data: str) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return data


def documents(form: Form, demands: list[Constraint], choices: Choices) -> Iterator[tuple[str, Any]]:
    """Data that is JSON, and what it stands for."""
    for document in _solved([*form.demands, *demands], form.avoided, choices, _DEPTH):
        yield json.dumps(document, ensure_ascii=False), document


def _solved(
    demands: list[Constraint], avoided: tuple[Avoided, ...], choices: Choices, depth: int
) -> Iterator[Any]:
    try:
        document = Tree(demands).solve(choices)
    except Impossible:
        return
    for place, shape in avoided:
        if shape.fits_value(resolve(place, document)):
            for away in misfits(shape) if depth else ():
                yield from _solved([*demands, away.under(place)], avoided, choices, depth - 1)
            return
    yield document


def meets(document: Any, demands: list[Constraint]) -> bool:
    """Whether a value is as everything wants it; where something is in the way of a place, nothing is wanted there."""
    return all(
        demand.holds(resolve(demand.place, document)) or _is_blocked(demand.place, document)
        for demand in demands
    )


def _is_blocked(place: Pointer, document: Any) -> bool:
    return any(
        not isinstance(resolve(place[:end], document), dict | list | Absent) for end in range(len(place))
    )
