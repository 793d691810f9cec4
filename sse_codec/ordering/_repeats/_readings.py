"""What the check of one event looks at in its data, and what matters there."""

from collections.abc import Iterable
from typing import Any, Final

from .._checks import EACH, LENGTH, PAST, SCALAR, WHOLE, Judge, Matters, Rule
from .._framing import Framing
from .._json import WHITE_SPACE
from .._shapes import Shape, first_fit
from .._track import KeyPart, Nodes, Track
from ..pointers import Pointer, resolve

Told = tuple[Rule, str, Pointer | None]
"""A rule that has to be told of each event, the kind of what it looks at, and the place; None when it looks at none."""


class Readings:
    """The places that are looked at, from the top of the data; where only the type matters, another value changes nothing."""

    __slots__ = ("_places", "lengths", "past", "scalars", "told", "wholes")

    lengths: Final[set[Pointer]]
    """Where it matters whether a string, an array or an object is empty."""
    scalars: Final[set[Pointer]]
    """Where the value matters, unless it is an array or an object."""
    wholes: Final[set[Pointer]]
    """Where all matters that is there."""
    told: Final[list[Told]]
    """Who counts or collects, in the order in which they have to be told."""
    past: bool
    """Whether it matters what came before: the same event may be right once, and wrong the next time."""

    def __init__(
        self,
        kind: str,
        whole: Any,
        framing: Framing,
        tracks: Iterable[Track],
        judge: Judge,
        outcomes: Iterable[Pointer] = (),
    ) -> None:
        """What is looked at in an event of a kind, but for the kind itself.

        :param whole: the data of the event.
        :param framing: the framing that classified it.
        :param tracks: those that it concerns; in their slices it is in order.
        :param outcomes: places in its value that say how the stream went.
        """
        self.lengths = set()
        self.scalars = {framing.value + place for place in outcomes}
        self.wholes = set()
        self._places: dict[Matters, set[Pointer]] = {
            LENGTH: self.lengths,
            SCALAR: self.scalars,
            WHOLE: self.wholes,
        }
        self.told = []
        self.past = False
        self._of_shapes(framing.shapes, ())
        value = resolve(framing.value, whole)
        for track in tracks:
            for way in track.ways(framing.value, value):
                self._of_element(
                    kind, [path for path, _ in way], tuple([node for _, node in way]), track, judge
                )
        self._of_rules(judge.rules(kind), kind, framing.value)

    def _of_element(self, kind: str, paths: list[Pointer], nodes: Nodes, track: Track, judge: Judge) -> None:
        if track.each is not None:
            self._of_shapes(track.shapes, paths[-1])
            shape = first_fit(track.shapes, nodes[-1])
            if shape is None:
                return
            kind = shape.kind
        self.scalars.update(paths[part.depth] + part.path for part in track.key)
        key = track.key_of(nodes)
        rules = [] if isinstance(key, KeyPart) else judge.slice_rules(track.name, key, kind)
        self._of_rules(rules, kind, paths[-1])

    def _of_shapes(self, shapes: Iterable[Shape], above: Pointer) -> None:
        for shape in shapes:
            if shape.data is not None and shape.data.lstrip(WHITE_SPACE).startswith("{"):
                self.wholes.add(())
            self.lengths.update(above + path for path in shape.empty)
            self.scalars.update(above + path for path, _ in (*shape.equals, *shape.like))

    def _of_rules(self, rules: Iterable[Rule], kind: str, above: Pointer) -> None:
        for rule in rules:
            for path, matters in rule.looks(kind):
                self._look(None if path is None else above + path, matters, rule, kind)

    def _look(self, path: Pointer | None, matters: Matters, rule: Rule, kind: str) -> None:
        if matters == PAST:
            self.past = True
        elif matters == EACH:
            self.told.append((rule, kind, path))
        elif matters in self._places and path is not None:
            self._places[matters].add(path)
