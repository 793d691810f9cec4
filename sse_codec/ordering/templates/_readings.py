"""What the check of one event reads at in its data, and what matters there."""

from collections.abc import Iterable
from typing import Any, Final

from ..checks import ActiveCheck, Judge
from ..classify import Framing, first_fit
from ..pointers import Pointer, resolve
from ..reads import EACH, LENGTH, PAST, SCALAR, TEXT, WHOLE, Matters, Read
from ..slices import KeyPart, Nodes, Track

Told = tuple[ActiveCheck, str, Pointer | None]
"""A rule that has to be told of each event, the kind of what it reads at, and the place; None when it reads at none."""


class Readings:
    """The places that are looked at, from the top of the data; where only the type matters, another value changes nothing."""

    __slots__ = ("_places", "is_singular", "lengths", "scalars", "told", "wholes")

    lengths: Final[set[Pointer]]
    """Where it matters whether a string, an array or an object is empty."""
    scalars: Final[set[Pointer]]
    """Where the value matters, unless it is an array or an object."""
    wholes: Final[set[Pointer]]
    """Where all matters that is there."""
    told: Final[list[Told]]
    """Who counts or collects, in the order in which they have to be told."""
    is_singular: bool
    """Whether earlier events matter, or each character of the data: then no other event is like this one."""

    def __init__(
        self,
        kind: str,
        whole: Any,
        framing: Framing,
        tracks: Iterable[Track],
        judge: Judge,
        outcomes: Iterable[Pointer] = (),
    ) -> None:
        """What is looked at in an event of a kind.

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
        self.is_singular = False
        self._of_places(framing.reads, ())
        value = resolve(framing.value, whole)
        for track in tracks:
            for way in track.ways(framing.value, value):
                self._of_element(
                    kind, [path for path, _ in way], tuple([node for _, node in way]), track, judge
                )
        self._of_rules(judge.rules(kind), kind, framing.value)

    def _of_element(self, kind: str, paths: list[Pointer], nodes: Nodes, track: Track, judge: Judge) -> None:
        if track.each is not None:
            for each in track.shapes:
                self._of_places(each.reads, paths[-1])
            shape = first_fit(track.shapes, nodes[-1])
            if shape is None:
                return
            kind = shape.kind
        self.scalars.update(paths[part.depth] + part.path for part in track.key)
        key = track.key_of(nodes)
        rules = [] if isinstance(key, KeyPart) else judge.slice_rules(track.name, key, kind)
        self._of_rules(rules, kind, paths[-1])

    def _of_rules(self, rules: Iterable[ActiveCheck], kind: str, above: Pointer) -> None:
        for rule in rules:
            reads = rule.reads(kind)
            self._of_places(reads, above)
            for path, matters in reads:
                if matters == EACH:
                    self.told.append((rule, kind, None if path is None else above + path))

    def _of_places(self, reads: Iterable[Read], above: Pointer) -> None:
        for path, matters in reads:
            if matters in (PAST, TEXT):
                self.is_singular = True
            elif path is not None and matters in self._places:
                self._places[matters].add(above + path)
