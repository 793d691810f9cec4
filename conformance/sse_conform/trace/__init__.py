"""A trace is what a report shows of a stream beside its findings: its events in their order, what came when, the bytes around a place.

Its size has a limit, however long the stream is: what looks alike is folded and counted.
"""

from ._comparison import Delays, Difference, compare
from ._contents import Contents
from ._order import Break
from ._recording import Recording
from ._rows import KindTotal
from ._times import DURATIONS, Bin, Gap, Spread, Times
from ._trace import Settings, Trace
from ._values import Fold, Row, Seen, Surroundings
from ._window import is_about_head

__all__ = [
    "DURATIONS",
    "Bin",
    "Break",
    "Contents",
    "Delays",
    "Difference",
    "Fold",
    "Gap",
    "KindTotal",
    "Recording",
    "Row",
    "Seen",
    "Settings",
    "Spread",
    "Surroundings",
    "Times",
    "Trace",
    "compare",
    "is_about_head",
]
