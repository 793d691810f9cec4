"""Which tracks events of a kind concern: found out once for a profile, and used for each of its streams."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from ._track import Track

Places = tuple[int, ...]
"""Tracks, by their places in a roster."""


class Roster:
    """The tracks of a profile."""

    __slots__ = ("children", "closing", "parents", "taking", "tracks")

    tracks: Final[tuple[Track, ...]]
    """In the order of the profile; one that others are within or after comes before them."""
    parents: Final[tuple[int | None, ...]]
    """For each of them, the one that it is within or after."""
    children: Final[tuple[Places, ...]]
    """For each of them, those that are within it."""
    taking: Final[Mapping[str, Places]]
    """Those to whose slices events of a kind belong, or elements of them."""
    closing: Final[Mapping[str, Places]]
    """Those whose slices have to be finished when an event of a kind comes."""

    def __init__(self, tracks: Iterable[Track]) -> None:
        self.tracks = tuple(tracks)
        names = [track.name for track in self.tracks]
        above = [track.within or track.after for track in self.tracks]
        self.parents = tuple(names.index(name) if name else None for name in above)
        self.children = tuple(
            tuple(place for place, track in enumerate(self.tracks) if track.within == name) for name in names
        )
        self.taking = self._by_kind(lambda track: track.at)
        self.closing = self._by_kind(lambda track: track.closed_by)

    def _by_kind(self, kinds: Callable[[Track], Iterable[str]]) -> dict[str, Places]:
        places: dict[str, list[int]] = {}
        for place, track in enumerate(self.tracks):
            for kind in kinds(track):
                places.setdefault(kind, []).append(place)
        return {kind: tuple(own) for kind, own in places.items()}
