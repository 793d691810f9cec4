"""The times that recorders write beside what they record: instants, or how long each piece was waited for.

The name of a member says what it is, and often its unit. Where it does not, the number does: an instant since 1970 can be in few
units, and a fraction is one of seconds. What is left is milliseconds, which most recorders count.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

_NAME = re.compile(
    r"@?(?:(?P<at>timestamp|time|ts|t|at|offset|elapsed|received_?at|arrived_?at|date|datetime|asctime|since_?start|relative_?time)"
    r"|(?P<after>delay|wait|gap|sleep|pause|delta|interval))(?:_?(?P<unit>ms|millis|milliseconds|us|micros|ns|nanos|s|secs?|seconds))?",
    re.IGNORECASE,
)
_FRACTION = re.compile(r":\d\d[.,]\d")
_UNITS = {
    "ms": 1e-3,
    "millis": 1e-3,
    "milliseconds": 1e-3,
    "us": 1e-6,
    "micros": 1e-6,
    "ns": 1e-9,
    "nanos": 1e-9,
}
_EPOCHS = ((1e17, 1e-9), (1e14, 1e-6), (1e11, 1e-3), (1e8, 1.0))
"""Numbers above which an instant counts from 1970, and the unit in which it then counts."""
_SAMPLE = 20

Entry = Mapping[str, Any]


class Clock:
    """Reads the times of entries, one after the other."""

    def __init__(self, name: str, *, is_delay: bool, unit: float, note: str, is_epoch: bool) -> None:
        self.note = note
        """How the times were read where nothing says their unit; "" where it is known."""
        self._name = name
        self._is_delay = is_delay
        self._unit = unit
        self._is_epoch = is_epoch
        self._first: float | None = None
        self._last = 0.0

    def read(self, entry: Entry) -> float:
        """Seconds since the first entry, or since the request where the recorder counts so; never less than before."""
        seconds = _seconds(entry.get(self._name), self._unit)
        if seconds is None:
            return self._last
        if self._is_delay:
            self._last += max(seconds, 0.0)
            return self._last
        self._first = seconds if self._first is None else self._first
        self._last = max(self._last, seconds - (self._first if self._is_epoch else 0.0))
        return self._last

    def descends(self, entries: Sequence[Entry]) -> bool:
        """Tells if the entries have the newest first."""
        if not self._is_epoch:
            return False
        times = [_seconds(entry.get(self._name), self._unit) for entry in entries]
        known = [time for time in times if time is not None]
        return len(set(known)) > 1 and known == sorted(known, reverse=True)


def clock_of(entries: Sequence[Entry]) -> Clock | None:
    """The clock of the first entries; None where not all of them have a time, or the times are of whole seconds."""
    sample = entries[:_SAMPLE]
    for name in sample[0] if sample else ():
        found = _NAME.fullmatch(name)
        values = [entry.get(name) for entry in sample]
        if found and all(_is_time(value) for value in values):
            return _clock(name, found, values)
    return None


def _clock(name: str, found: re.Match[str], values: list[Any]) -> Clock | None:
    is_delay = found["after"] is not None
    if isinstance(values[0], str):
        is_fine = any(map(_FRACTION.search, values))
        return (
            Clock(name, is_delay=False, unit=1.0, note="", is_epoch=True)
            if is_fine and not is_delay
            else None
        )
    largest = max(values)
    epoch = None if is_delay else next((unit for least, unit in _EPOCHS if largest > least), None)
    if epoch is not None:
        return Clock(name, is_delay=False, unit=epoch, note="", is_epoch=True)
    if found["unit"]:
        unit = _UNITS.get(found["unit"].lower(), 1.0)
        return Clock(name, is_delay=is_delay, unit=unit, note="", is_epoch=False)
    is_seconds = any(value != int(value) for value in values)
    words = f"{name!r} read as {'seconds' if is_seconds else 'milliseconds'}"
    return Clock(name, is_delay=is_delay, unit=1.0 if is_seconds else 1e-3, note=words, is_epoch=False)


def _is_time(value: Any) -> bool:
    return _seconds(value, 1.0) is not None


def _seconds(value: Any, unit: float) -> float | None:
    """What a member says in seconds; None for what is no time."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value * unit if abs(value) < _LARGEST else None
    if not isinstance(value, str):
        return None
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        return None
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp()


_LARGEST = 1e20
"""Numbers from here on are no times; NaN and infinity are none either."""
