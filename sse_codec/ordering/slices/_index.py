"""The tracks of a profile by the kinds of events: built once for the profile, and used for each stream."""

from collections.abc import Iterable, Mapping
from typing import Final

from ..index import Numbers, index_by_kind
from ._track import Track


class TrackIndex:
    """The tracks of a profile, by number and by kind."""

    __slots__ = ("children", "closing", "parents", "taking", "tracks")

    tracks: Final[tuple[Track, ...]]
    """In the order of the profile, parents before their children."""
    parents: Final[tuple[int | None, ...]]
    """For each track the number of its parent, named by ``within`` or ``after``."""
    children: Final[tuple[Numbers, ...]]
    """For each track the tracks within it."""
    taking: Final[Mapping[str, Numbers]]
    """By kind: the tracks whose slices the events, or elements in them, belong to."""
    closing: Final[Mapping[str, Numbers]]
    """By kind: the tracks whose slices have to be finished when an event comes."""

    def __init__(self, tracks: Iterable[Track]) -> None:
        self.tracks = tuple(tracks)
        names = [track.name for track in self.tracks]
        above = [track.within or track.after for track in self.tracks]
        self.parents = tuple(names.index(name) if name else None for name in above)
        self.children = tuple(
            tuple(place for place, track in enumerate(self.tracks) if track.within == name) for name in names
        )
        self.taking = index_by_kind(track.at for track in self.tracks)
        self.closing = index_by_kind(track.closed_by for track in self.tracks)
