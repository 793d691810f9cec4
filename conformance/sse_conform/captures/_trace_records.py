"""The records of ``curl --trace``: one for each piece that curl sent, received, or has to say of the transfer.

A record has a line of its own, with the time where ``--trace-time`` asked for it and the number of the transfer where
``--trace-ids`` did, and the bytes in hexadecimal below it. Where the trace and the body went to the same place, the body stands
between the records, and is left out: its bytes are those of the records.
"""

import re
from collections.abc import Iterator
from typing import Literal

import attrs

from ._shape import CaptureError

Kind = Literal["info", "=> Send header", "=> Send data", "<= Recv header", "<= Recv data", "other"]

_DAY = 24 * 60 * 60
_RECORD = re.compile(
    rb"(?:(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d\.\d{1,9}) )?(?:\[(?P<transfer>\d+)-[\dx]+\] )?"
    rb"(?:== Info: (?P<info>[^\n]*)|(?P<kind>(?:=> Send|<= Recv) (?:SSL )?(?:header|data)), (?P<size>\d{1,12}) bytes? \(0x[0-9a-f]+\))\s*$"
)
_DUMP = re.compile(rb"[0-9a-f]{4,16}: ((?:[0-9a-f]{2} ){1,16})")
_KINDS: dict[bytes, Kind] = {
    b"=> Send header": "=> Send header",
    b"=> Send data": "=> Send data",
    b"<= Recv header": "<= Recv header",
    b"<= Recv data": "<= Recv data",
}


@attrs.frozen
class Record:
    """One record of a trace."""

    kind: Kind
    data: bytes
    """What was sent or received; of "info", the words."""
    t: float | None
    """Seconds since the first midnight before the trace; None without ``--trace-time``."""
    transfer: bytes
    """The number of the transfer; b"" without ``--trace-ids``."""
    line: int


def records(source: str, lines: Iterator[bytes]) -> Iterator[Record]:
    """Yield the records in the order of the file. The last record may be cut; it keeps its bytes.

    People take lines with secrets out of what was sent, and so a record may lack some; of the body, it may not. Raises
    :class:`CaptureError` where bytes of a body are missing.
    """
    clock = _Clock()
    numbered = enumerate(lines, 1)
    number, line = next(numbered, (0, b""))
    while line:
        found = _RECORD.search(line)
        here, (number, line) = number, next(numbered, (number, b""))
        if found is None:
            continue
        transfer, t = found["transfer"] or b"", clock.read(found)
        if found["info"] is not None:
            yield Record("info", found["info"].strip(), t, transfer, here)
            continue
        pieces: list[bytes] = []
        left = int(found["size"])
        while left > 0 and (shown := _DUMP.match(line)):
            pieces.append(bytes.fromhex(shown[1].decode()))
            left -= len(pieces[-1])
            number, line = next(numbered, (number, b""))
        kind = _KINDS.get(found["kind"], "other")
        if left > 0 and kind == "<= Recv data" and line.endswith(b"\n"):
            raise CaptureError(
                source,
                f"line {number} is none of the dump, and {left:,} bytes of the body that came on line {here} are missing",
            )
        yield Record(kind, b"".join(pieces)[: int(found["size"])], t, transfer, here)


class _Clock:
    """Times of day that go on over midnight, and never back: a clock that is set anew takes no time away."""

    def __init__(self) -> None:
        self._days = 0
        self._last = 0.0

    def read(self, found: re.Match[bytes]) -> float | None:
        if found["hour"] is None:
            return None
        of_day = int(found["hour"]) * 3600 + int(found["minute"]) * 60 + float(found["second"])
        if of_day + self._days * _DAY < self._last - _DAY / 2:
            self._days += 1
        self._last = max(self._last, of_day + self._days * _DAY)
        return self._last
