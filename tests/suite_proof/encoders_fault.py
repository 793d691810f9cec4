"""A fault is one wrong step in an encoder, with a name, what it does, and where it was seen."""

from collections.abc import Callable
from typing import NamedTuple

from .encoders_plain import PlainEncoder


class EncoderFault(NamedTuple):
    """A faulty encoder; cases name it in their `kills`."""

    id: str
    does: str
    seen: str
    """Repository, and issue or file, that has or had it; or how it comes about, if it was not seen in public."""
    encoder: Callable[[], PlainEncoder]
