"""Which tracks events of a kind concern: found out once for a profile, and used for each of its streams."""

from collections.abc import Iterable, Mapping
from typing import Final

from ..index import Numbers, index_by_kind
from ._track import Track


class TrackIndex:
    """The tracks of a profile; each has its place here."""

    __slots__ = ("children", "closing", "parents", "taking", "tracks")

    tracks: Final[tuple[Track, ...]]
    """In the order of the profile; one that others are within or after comes before them."""
    parents: Final[tuple[int | None, ...]]
    """For each of them, the one that it is within or after."""
    children: Final[tuple[Numbers, ...]]
    """For each of them, those that are within it."""
    taking: Final[Mapping[str, Numbers]]
    """Those to whose slices events of a kind belong, or elements of them."""
    closing: Final[Mapping[str, Numbers]]
    """Those whose slices have to be finished when an event of a kind comes."""

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
