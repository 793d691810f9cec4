"""What a reader of an event reads at: a place, and what matters there.

A reader declares its reads, since the check skips an event in which nothing that matters has changed.
"""

from typing import Final, Literal, NamedTuple

from .pointers import Pointer

Matters = Literal["type", "length", "scalar", "whole", "each", "past", "text"]
"""What matters to a reader of what it reads at."""
TYPE: Final = "type"
"""The JSON type: another value of it changes nothing."""
LENGTH: Final = "length"
"""Whether it is of length 0: as long as that stays, so does what the reader says."""
SCALAR: Final = "scalar"
"""The string, number or boolean that it is, or that it is none: as long as it stays, so does what the reader says."""
WHOLE: Final = "whole"
"""All that it holds: as long as it stays, so does what the reader says."""
EACH: Final = "each"
"""That it came once more: the reader counts or collects."""
PAST: Final = "past"
"""What came since the last time: the same event may be right now, and wrong later."""
TEXT: Final = "text"
"""The data to the letter: white space, too."""


class Read(NamedTuple):
    """What a reader reads at in an event."""

    path: Pointer | None
    """The place in what the reader is given: the data, a value, or an element; None when it reads at the kind alone."""
    matters: Matters
    """What matters there."""
