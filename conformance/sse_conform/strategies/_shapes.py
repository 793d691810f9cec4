"""What a framing and a track demand of a value, so that it is read as the kind and the elements that it should be."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from sse_codec.ordering import Framing, Shape, Track
from sse_codec.ordering.pointers import MISSING, Absent, Pointer, is_object

from ._memory import alike
from ._solve import Constraint, Tree
from ._standing import Part

_UNNAMED: Final = "message"
_OTHER: Final = "other"


def exactly(place: Pointer, value: Any) -> Constraint:
    """This value is there."""
    return Constraint(place, lambda found: not isinstance(found, Absent) and alike(found, value), (value,))


def fits(shape: Shape) -> list[Constraint]:
    """What makes a value fit a shape."""
    return [
        *(Constraint(place, _is_there, ("x", {}, [])) for place in shape.has),
        *(Constraint(place, _is_gone) for place in shape.lacks),
        *(Constraint(place, _is_empty, ("", [], {})) for place in shape.empty),
        *(exactly(place, scalar) for place, scalar in shape.equals),
        *(exactly(place, pattern.replace("*", "x").replace("?", "x")) for place, pattern in shape.like),
    ]


def misfits(shape: Shape) -> Iterator[Constraint]:
    """The ways to make a value not fit it: each of these is enough."""
    for place in shape.has:
        yield Constraint(place, _is_gone)
    for place in shape.lacks:
        yield Constraint(place, _is_there, ("x", {}, []))
    for place in shape.empty:
        yield Constraint(place, lambda found: not _is_empty(found), (MISSING, "x", ["x"], {"x": 1}))
    for place, scalar in shape.equals:
        yield Constraint(place, partial(_is_other, scalar), (_OTHER,))
    for place, _ in shape.like:
        yield Constraint(place, lambda found: not isinstance(found, str))


def _is_other(scalar: Any, found: Any) -> bool:
    return isinstance(found, Absent) or not alike(found, scalar)


def _is_there(found: Any) -> bool:
    return found is not None and not isinstance(found, Absent)


def _is_gone(found: Any) -> bool:
    return not _is_there(found)


def _is_empty(found: Any) -> bool:
    return found in ("", [], {})


def forms(framing: Framing, kind: str) -> list[Shape | None]:
    """How a framing can give a kind: by a shape, or in another way (None)."""
    shapes = [shape for shape in framing.shapes if shape.kind == kind]
    return [*shapes, *([None] if framing.kind is not None else [])]


def types(framing: Framing, kind: str, shape: Shape | None) -> list[str]:
    """The SSE event types that an event of this kind may have."""
    if shape is not None and shape.types is not None:
        wanted = sorted(shape.types)
    elif shape is None and (framing.kind == "type" or framing.agree is True):
        wanted = [kind]
    elif shape is None and framing.agree == "if-named":
        wanted = [kind, _UNNAMED]
    else:
        wanted = [_UNNAMED, *sorted(framing.types or ()), kind]
    return [type for type in (each.replace("*", "x") for each in wanted) if framing.covers(type)]


def is_text(framing: Framing, kind: str, shape: Shape | None) -> bool:
    """Whether the data of such an event is text, and no JSON."""
    return shape is None and framing.kind == "type" and kind not in framing.json


def whole(framing: Framing, kind: str, shape: Shape | None) -> tuple[Pointer, list[Constraint]]:
    """Where in the data the value stands, and what is demanded of the data."""
    if shape is not None:
        objects = [Constraint((), lambda found: isinstance(found, dict), ({},))] if shape.needs_object else []
        return framing.value, [Constraint((), _is_json), *objects, *fits(shape)]
    if not isinstance(framing.kind, tuple):
        return (), [Constraint((), _is_json)]
    members = framing.members

    def is_whole(found: Any) -> bool:
        return is_object(found) and (members is None or members.issuperset(found))

    return framing.value, [Constraint((), is_whole), exactly(framing.kind, kind)]


def _is_json(found: Any) -> bool:
    return not isinstance(found, Absent)


def earlier(framing: Framing, shape: Shape | None) -> tuple[Shape, ...]:
    """The shapes of events that must not fit first."""
    return framing.shapes if shape is None else framing.shapes[: framing.shapes.index(shape)]


class Places:
    """The places of the elements of one event; elements with a common key have common surroundings."""

    def __init__(self, base: Pointer, demands: list[Constraint]) -> None:
        self._base = base
        self._tree = Tree(demands)
        self._tokens: dict[tuple[Pointer, object], str] = {}

    def nodes(self, part: Part) -> list[Pointer]:
        """The places of the value, of what each ``*`` stands for, and of the element: the last."""
        nodes = [self._base]
        for depth, way in enumerate(part.track.each or (), 1):
            container = (*nodes[-1], *way)
            nodes.append((*container, self._token(container, _shared(part, depth))))
        return nodes

    def _token(self, container: Pointer, shared: object) -> str:
        known = self._tokens.get((container, shared))
        if known is not None:
            return known
        names = self._tree.members(container)
        number = sum(1 for place, _ in self._tokens if place == container)
        token = names[number] if number < len(names) else str(number)
        self._tokens[container, shared] = token
        return token


def _shared(part: Part, depth: int) -> object:
    """What elements have in common that stand in the same place at this depth."""
    track, key = part.track, part.key or ()
    own = [
        (which.pointer, value) for which, value in zip(track.key, key, strict=True) if which.depth <= depth
    ]
    return tuple(own)


def keys(part: Part, nodes: tuple[Pointer, ...]) -> list[Constraint]:
    """Return the demands that give an event or an element this key."""
    found: list[Constraint] = []
    for which, value in zip(part.track.key, part.key or (), strict=True):
        place = (*nodes[which.depth], *which.path)
        found.append(exactly(place, value) if value is not None else Constraint(place, _is_gone))
    return found


def own_shapes(track: Track, kind: str) -> list[Shape]:
    """The shapes that make an element this kind."""
    return [shape for shape in track.shapes if shape.kind == kind]
