"""An event becomes a kind and a value, by the framing of its stream."""

from ._framer import Framer, Undecided
from ._framing import Classified, Framing
from ._shapes import Shape, first_fit

__all__ = [
    "Classified",
    "Framer",
    "Framing",
    "Shape",
    "Undecided",
    "first_fit",
]
