"""Reads are declared when the profile is loaded: a place in the event, and how much of the value there matters.

One declaration serves twice. The reader is handed what stands at the declared place and nothing else, and the templates
learn from the same declaration in which places another value changes the verdict.
"""

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from .pointers import Pointer

Matters = Literal["type", "length", "scalar", "whole", "each", "past", "text"]
"""How much of a value matters to its reader."""
TYPE: Final = "type"
"""The JSON type: the verdict is the same for all values of one type."""
LENGTH: Final = "length"
"""The type, and whether the length is 0: the verdict is the same as long as both stay."""
SCALAR: Final = "scalar"
"""The string, number or boolean; arrays are all alike, and so are objects."""
WHOLE: Final = "whole"
"""The value with everything in it."""
EACH: Final = "each"
"""Each time that the value comes: the reader counts or collects."""
PAST: Final = "past"
"""Everything since the last time: the same event may be right now and wrong later."""
TEXT: Final = "text"
"""The data to the letter, white space included."""


class Read(NamedTuple):
    """One declared read."""

    path: Pointer | None
    """The place, from the data, the value or the element that the reader works on; None: the kind of the event is enough."""
    matters: Matters
    """How much of the value there matters."""


class Footprint:
    """Several declared reads, sorted once by how much matters. Where the type alone matters, no value is guarded."""

    __slots__ = ("is_singular", "lengths", "scalars", "wholes")

    lengths: Final[tuple[Pointer, ...]]
    """Where a string, an array or an object matters by being empty or not."""
    scalars: Final[tuple[Pointer, ...]]
    """Where the value matters, unless it is an array or an object."""
    wholes: Final[tuple[Pointer, ...]]
    """Where everything matters."""
    is_singular: Final[bool]
    """Whether earlier events matter, or each character of the data: then no other event is like this one."""

    def __init__(self, reads: Iterable[Read]) -> None:
        by_matters: dict[Matters, dict[Pointer, None]] = {LENGTH: {}, SCALAR: {}, WHOLE: {}}
        is_singular = False
        for path, matters in reads:
            if matters in (PAST, TEXT):
                is_singular = True
            elif path is not None and matters in by_matters:
                by_matters[matters][path] = None
        self.lengths = tuple(by_matters[LENGTH])
        self.scalars = tuple(by_matters[SCALAR])
        self.wholes = tuple(by_matters[WHOLE])
        self.is_singular = is_singular

    def __repr__(self) -> str:
        return f"Footprint({self.lengths!r}, {self.scalars!r}, {self.wholes!r}, {self.is_singular!r})"
