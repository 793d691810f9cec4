"""Where the last part of a key counts: slices begin with 0, 1, 2 and so on under each beginning of the key."""

from ._track import Key, Track


class Numbering:
    """The numbers with which the slices of one track begin."""

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
