"""A track: an order within each slice of a stream, where the events (or parts of events) of one key make a slice.

A plain order over kinds misses a wrong index and half of the boundaries that are dropped or doubled, since another
slice's boundary stands in for them. This is parametric trace slicing (F. Chen and G. Rosu, *Parametric Trace Slicing
and Monitoring*, 2009).
"""

from collections.abc import Iterable
from typing import Any, Final

from ..classify import Shape, first_fit
from ..order import Automaton
from ..pointers import BLOCKED, Absent, Pointer, children, members, resolve
from ..reads import Footprint
from ..values import hashed

Key = tuple[str | int | None, ...]
"""What the events of a slice have in common; None for an optional part that is missing."""
Nodes = tuple[Any, ...]
"""The value of an event, and within it what each ``*`` of the place of an element stands for; the last is the element."""

LONGEST: Final = 64
"""Longest key that is held whole, in characters: keys on the wire may have megabytes."""
_SHOWN: Final = 48
"""Characters of a longer key that are kept for people."""
_LARGEST: Final = 1 << 64


def short(part: str | int) -> str | int:
    """A short stand-in for one part of a key: a long part becomes its beginning and a hash."""
    if isinstance(part, int):
        return part if -_LARGEST < part < _LARGEST else short(f"{part:x}")
    if len(part) <= LONGEST:
        return part
    return f"{part[:_SHOWN]}\u2026{hashed(part.encode('utf-8', 'surrogatepass')).hexdigest()}"


class KeyPart:
    """Where one part of the key stands."""

    __slots__ = ("depth", "optional", "path", "pointer")

    pointer: Final[str]
    """As the profile writes it."""
    depth: Final[int]
    """Which of the nodes it starts from: 0 for the value, 1 for what the first ``*`` stands for, and so on."""
    path: Final[Pointer]
    """The way from there to a scalar."""
    optional: Final[bool]
    """Whether it may be missing."""

    def __init__(self, pointer: str, depth: int, path: Pointer, *, optional: bool = False) -> None:
        self.pointer = pointer
        self.depth = depth
        self.path = path
        self.optional = optional

    def read(self, nodes: Nodes) -> str | int | Absent | None:
        """The part of the key of one element; `BLOCKED` where there is none, and has to be."""
        node, path = nodes[self.depth], self.path
        # As nearly always: no call for a path of one step.
        found = node.get(path[0]) if len(path) == 1 and node.__class__ is dict else resolve(path, node)
        if type(found) is str:
            return found if len(found) <= LONGEST else short(found)
        if type(found) is int:
            return short(found)
        if isinstance(found, float) and found.is_integer():
            return short(int(found))
        return None if self.optional and (found is None or isinstance(found, Absent)) else BLOCKED


class Track:
    """One track of a profile."""

    __slots__ = (
        "after",
        "at",
        "automaton",
        "closed_by",
        "contiguous",
        "each",
        "footprint",
        "grammar",
        "key",
        "kinds",
        "max_open",
        "name",
        "reopen",
        "shapes",
        "why",
        "within",
    )

    name: Final[str]
    """Its name, unique in the profile."""
    key: Final[tuple[KeyPart, ...]]
    """What tells its slices apart."""
    grammar: Final[str]
    """The order of a slice, as the profile writes it."""
    automaton: Final[Automaton]
    """The order of a slice."""
    kinds: Final[tuple[str, ...]]
    """The kinds of its grammar: of events, or with `each` of elements."""
    each: Final[tuple[Pointer, ...] | None]
    """The ways to its elements in the value: one to the first ``*``, one from there to the next; None for whole events."""
    at: Final[tuple[str, ...]]
    """The kinds of events that belong to it, or with `each` hold its elements."""
    shapes: Final[tuple[Shape, ...]]
    """With `each`: what makes an element a kind; one that none fits is left alone."""
    footprint: Final[Footprint]
    """What the shapes read in each element."""
    max_open: Final[int | None]
    """How many slices may be unfinished at once; None for any number."""
    contiguous: Final[bool]
    """Whether the last part of the key counts from 0 in the order in which the slices begin."""
    reopen: Final[bool]
    """Whether a finished slice may begin again."""
    closed_by: Final[tuple[str, ...]]
    """Kinds of events that need every slice to be finished."""
    within: Final[str]
    """The track whose slice with the first parts of the key has to be open when a slice begins; ``""`` for none."""
    after: Final[str]
    """The track whose slice with the first parts of the key has to be finished when a slice begins; ``""`` for none."""
    why: Final[str]
    """Why it matters, in one line; ``""`` when the profile does not say."""

    def __init__(
        self,
        name: str,
        key: tuple[KeyPart, ...],
        *,
        grammar: str,
        automaton: Automaton,
        kinds: tuple[str, ...],
        each: tuple[Pointer, ...] | None = None,
        at: Iterable[str] = (),
        shapes: tuple[Shape, ...] = (),
        max_open: int | None = None,
        contiguous: bool = False,
        reopen: bool = False,
        closed_by: Iterable[str] = (),
        within: str = "",
        after: str = "",
        why: str = "",
    ) -> None:
        self.name = name
        self.key = key
        self.grammar = grammar
        self.automaton = automaton
        self.kinds = kinds
        self.each = each
        self.at = tuple(at)
        self.shapes = shapes
        self.footprint = Footprint(read for shape in shapes for read in shape.reads)
        self.max_open = max_open
        self.contiguous = contiguous
        self.reopen = reopen
        self.closed_by = tuple(closed_by)
        self.within = within
        self.after = after
        self.why = why

    def key_of(self, nodes: Nodes) -> Key | KeyPart:
        """The key of one element; the part that it lacks, where it has none."""
        key: list[str | int | None] = []
        for part in self.key:
            found = part.read(nodes)
            if isinstance(found, Absent):
                return part
            key.append(found)
        return tuple(key)

    def elements(self, kind: str, value: Any) -> list[tuple[str, Nodes]]:
        """The kind of each part of an event that belongs to a slice, and the nodes that lead to it."""
        if self.each is None:
            return [(kind, (value,))]
        found: list[tuple[str, Nodes]] = []
        ways: list[Nodes] = [(value,)]  # as `ways` finds them, without the places, which few events need
        for step in self.each:
            ways = [(*nodes, member) for nodes in ways for member in children(resolve(step, nodes[-1]))]
        for nodes in ways:
            shape = first_fit(self.shapes, nodes[-1])
            if shape is not None:
                found.append((shape.kind, nodes))
        return found

    def ways(self, path: Pointer, value: Any) -> list[list[tuple[Pointer, Any]]]:
        """The nodes that lead to each element, each after its place; to the value itself, when the track has no elements.

        :param path: the place of the value.
        """
        found = [[(path, value)]]
        for step in self.each or ():
            found = [[*nodes, member] for nodes in found for member in _places(*nodes[-1], step)]
        return found

    def __repr__(self) -> str:
        return f"Track({self.name!r})"


def _places(path: Pointer, value: Any, step: Pointer) -> Iterable[tuple[Pointer, Any]]:
    """The members of what a step leads to, with their places; none where it leads nowhere."""
    above = path + step
    return [((*above, name), member) for name, member in members(resolve(step, value))]


class Numbering:
    """Where the last part of a key counts: slices begin with 0, 1, 2 and so on under each beginning of the key."""

    __slots__ = ("_counts", "_next")

    def __init__(self, track: Track) -> None:
        self._counts = track.contiguous
        self._next: dict[Key, int] = {}
        """The next number, by the parts of the key before it."""

    def take(self, key: Key) -> int | None:
        """Count a key; the number that should have come where one was left out, else None."""
        if not self._counts:
            return None
        *before, number = key
        wanted = self._next.get(tuple(before), 0)
        if not isinstance(number, int) or number < wanted:
            return None
        self._next[tuple(before)] = number + 1
        return None if number == wanted else wanted
