"""What the check of one event looks at in its data, and what matters there."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from .._checks import LENGTH, SCALAR, TYPE, WHOLE, Judge, Matters, Rule
from .._framing import Framing
from .._json import WHITE_SPACE
from .._shapes import Shape, first_fit
from .._track import KeyPart, Track
from ..pointers import Pointer, resolve


class Reading(NamedTuple):
    """One look at a place of the data of an event."""

    path: Pointer | None
    """The place, from the top of the data; None when it looks at the kind alone."""
    matters: Matters
    """What matters there."""
    rule: Rule | None = None
    """The rule that looks, if one does."""
    kind: str = ""
    """What it looks at: the kind of the event, or of an element of it."""


def readings(
    kind: str, whole: Any, framing: Framing, tracks: Iterable[Track], judge: Judge
) -> Iterator[Reading]:
    """What is looked at in an event of a kind, but for the kind itself, in the order in which rules have to be told.

    :param whole: the data of the event.
    :param framing: the framing that classified it.
    :param tracks: those that it concerns; in their slices it is in order.
    """
    yield from _of_shapes(framing.shapes, ())
    value = resolve(framing.value, whole)
    for track in tracks:
        for nodes in track.ways(framing.value, value):
            yield from _of_element(kind, nodes, track, judge)
    yield from _of_rules(judge.rules(kind), kind, framing.value)


def _of_element(kind: str, nodes: list[tuple[Pointer, Any]], track: Track, judge: Judge) -> Iterator[Reading]:
    path, element = nodes[-1]
    if track.each is not None:
        yield from _of_shapes(track.shapes, path)
        shape = first_fit(track.shapes, element)
        if shape is None:
            return
        kind = shape.kind
    for part in track.key:
        yield Reading(nodes[part.depth][0] + part.path, SCALAR)
    key = track.key_of(tuple(value for _, value in nodes))
    rules = [] if isinstance(key, KeyPart) else judge.slice_rules(track.name, key, kind)
    yield from _of_rules(rules, kind, path)


def _of_shapes(shapes: Iterable[Shape], above: Pointer) -> Iterator[Reading]:
    for shape in shapes:
        if shape.data is not None and shape.data.lstrip(WHITE_SPACE).startswith("{"):
            yield Reading((), WHOLE)
        for path in (*shape.has, *shape.lacks):
            yield Reading(above + path, TYPE)
        for path in shape.empty:
            yield Reading(above + path, LENGTH)
        for path, _ in (*shape.equals, *shape.like):
            yield Reading(above + path, SCALAR)


def _of_rules(rules: Iterable[Rule], kind: str, above: Pointer) -> Iterator[Reading]:
    for rule in rules:
        for path, matters in rule.looks(kind):
            yield Reading(None if path is None else above + path, matters, rule, kind)
