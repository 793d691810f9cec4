"""Sorts the leaves of one event by what checks read: some may change without a change of the verdict, others guard it."""

from collections.abc import Iterable
from typing import Any, Final

from ..checks import ActiveCheck, Asking, Judge
from ..classify import Framing, first_fit
from ..outcome import ValueOutcome
from ..pointers import Absent, Pointer, resolve
from ..reads import Footprint, Read
from ..slices import KeyPart, Nodes, Track
from ._leaves import Leaves

Counting = tuple[ActiveCheck, str, Read, Pointer | None]
"""A check that has to take each event, the kind of its value, the read, and the place from the top; None for no place."""


class ReadSet:
    """The places that are read. Where the type alone matters, another value of the type changes nothing."""

    __slots__ = ("counting", "is_singular", "lengths", "scalars", "wholes")

    lengths: Final[set[Pointer]]
    """Where a string, an array or an object matters by being empty or not."""
    scalars: Final[set[Pointer]]
    """Where the value matters, unless it is an array or an object."""
    wholes: Final[set[Pointer]]
    """Where everything matters."""
    counting: Final[list[Counting]]
    """The checks that count or collect, in their order."""
    is_singular: bool
    """Whether no other event is like this one, since earlier events matter, or every character of the data."""

    def __init__(
        self,
        kind: str,
        whole: Any,
        framing: Framing,
        tracks: Iterable[Track],
        judge: Judge,
        outcomes: Iterable[ValueOutcome] = (),
    ) -> None:
        """What is read in an event of a kind.

        :param whole: the data of the event.
        :param framing: the framing that classified it.
        :param tracks: those that it concerns; in their slices it is in order.
        :param outcomes: the words for values in events of the kind.
        """
        self.lengths = set()
        self.scalars = set()
        self.wholes = set()
        self.counting = []
        self.is_singular = False
        self._add(framing.footprint, ())
        value = resolve(framing.value, whole)
        for each in outcomes:
            self.scalars.update([framing.value + place for place, _ in each.places(value)])
        for track in tracks:
            for way in track.ways(framing.value, value):
                nodes = tuple([node for _, node in way])
                self._add_element(kind, [path for path, _ in way], nodes, track, judge)
        self._add_checks(judge.asking(kind), kind, framing.value)

    def _add_element(self, kind: str, paths: list[Pointer], nodes: Nodes, track: Track, judge: Judge) -> None:
        if track.each is not None:
            self._add(track.footprint, paths[-1])
            shape = first_fit(track.shapes, nodes[-1])
            if shape is None:
                return
            kind = shape.kind
        self.scalars.update([paths[part.depth] + part.path for part in track.key])
        key = track.key_of(nodes)
        # An event without its key is a change of the state, and none of it is learnt.
        asking = None if isinstance(key, KeyPart) else judge.slice_asking(track.name, key, kind)
        self._add_checks(asking, kind, paths[-1])

    def _add_checks(self, asking: Asking | None, kind: str, above: Pointer) -> None:
        if asking is not None:
            plan, active = asking
            self._add(plan.footprint, above)
            for number, read in plan.counting:
                place = None if read.path is None else above + read.path
                self.counting.append((active[number], kind, read, place))

    def _add(self, footprint: Footprint, above: Pointer) -> None:
        self.is_singular = self.is_singular or footprint.is_singular
        self.lengths.update([above + path for path in footprint.lengths])
        self.scalars.update([above + path for path in footprint.scalars])
        self.wholes.update([above + path for path in footprint.wholes])


Counter = tuple[Counting, int | None]
"""A check that has to take each event, and the leaf that it reads; None for no leaf."""


class Guards:
    """The leaves of one event, sorted by their readers."""

    __slots__ = ("counters", "filled", "free", "leaves")

    leaves: Final[Leaves]
    """The data, cut at its leaves."""
    free: Final[frozenset[int]]
    """The leaves without any other reader than those checks."""
    filled: Final[frozenset[int]]
    """Those of them that must not become empty."""
    counters: Final[list[Counter]]
    """The checks that have to take each event, in order."""

    def __init__(
        self, leaves: Leaves, free: Iterable[int], filled: Iterable[int], counters: list[Counter]
    ) -> None:
        self.leaves = leaves
        self.free = frozenset(free)
        self.filled = frozenset(filled)
        self.counters = counters


def guard(leaves: Leaves, whole: Any, reads: ReadSet) -> Guards | None:
    """Sort the leaves of an event by its read set; None where leaves cannot tell a repetition from another event.

    :param whole: what the leaves stand for.
    """
    if reads.is_singular:
        return None
    numbers = {path: number for number, path in enumerate(leaves.paths)}
    counters: list[Counter] = []
    for counting in reads.counting:
        path = counting[-1]
        number = None if path is None else numbers.get(path)
        if path is None or number is not None:
            counters.append((counting, number))
        elif not _is_nothing(resolve(path, whole)):
            return None
    fixed = reads.scalars | {
        path for path in reads.lengths if path in numbers and not leaves.values[numbers[path]]
    }
    free = {
        number for path, number in numbers.items() if path not in fixed and not _is_within(path, reads.wholes)
    }
    # A leaf that one check counts, while another takes it as it was.
    if any(number is not None and number not in free for _, number in counters):
        return None
    filled = {numbers[path] for path in reads.lengths & numbers.keys()}
    return Guards(leaves, free, filled, counters)


def _is_nothing(value: Any) -> bool:
    return value is None or isinstance(value, Absent)


def _is_within(path: Pointer, places: set[Pointer]) -> bool:
    """Return True if these places contain the path, or the beginning of it."""
    return bool(places) and any(path[:steps] in places for steps in range(len(path) + 1))
