"""A burst is a run of events that come together, faster than any model writes them: held back, and then let go."""

from typing import Final

import attrs

EVENTS: Final = 10
"""Events that a burst has at least."""
EACH: Final = 0.002
"""Seconds that each of them takes at most."""


@attrs.frozen(order=True)
class Burst:
    """Events that came together."""

    events: int
    began: float
    """When the first chunk of it came."""
    took: float
    """Seconds from its first chunk to its last."""
    first: int
    """Number of its first event."""
    size: int
    """Bytes of its chunks."""
    silence: float
    """Seconds before it in which nothing came, from the request on."""


class Bursts:
    """Finds the bursts of one stream, chunk by chunk; it keeps no chunk, however many there are."""

    def __init__(self) -> None:
        self._began = self._last = self._silence = 0.0
        self._before = self._size = 0

    def came(self, t: float, events: int, size: int) -> Burst | None:
        """A chunk of this size came, before which there were so many events; the burst that is over with it, if there is one."""
        wait = t - self._last
        if self._size and wait <= EACH * EVENTS:
            self._last = t
            self._size += size
            return None
        over = self.at_hand(events)
        self._began = self._last = t
        self._silence, self._before, self._size = wait, events, size
        return over

    def at_hand(self, events: int) -> Burst | None:
        """The burst that is not over yet, now that there are so many events; None if they are none."""
        number, took = events - self._before, self._last - self._began
        if number < EVENTS or took > EACH * number:
            return None
        return Burst(number, self._began, took, self._before + 1, self._size, self._silence)
