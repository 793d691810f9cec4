"""The tracks of a stream: events with the same key form a slice, and each slice has an order of its own."""

from ._fault import TrackFault
from ._track import Key, KeyPart, Nodes, Track
from ._tracks import Step, TrackIndex, Tracks

__all__ = [
    "Key",
    "KeyPart",
    "Nodes",
    "Step",
    "Track",
    "TrackFault",
    "TrackIndex",
    "Tracks",
]
