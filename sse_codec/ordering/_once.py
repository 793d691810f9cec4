"""What is told once for each name, however often it comes."""

from typing import Final

from ._words import clip

_REMEMBERED: Final = 64
"""How many names are remembered, over all codes; a peer must not choose how many there are."""


class Once:
    """What has been told of one stream."""

    __slots__ = ("_told",)

    def __init__(self) -> None:
        self._told: set[tuple[str, str]] = set()

    def is_first(self, code: str, name: str) -> bool:
        """Whether a code is told of a name for the first time; beyond what is remembered, each time is the first."""
        key = (code, clip(name))
        if key in self._told:
            return False
        if len(self._told) < _REMEMBERED:
            self._told.add(key)
        return True
