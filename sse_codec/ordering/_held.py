"""What an order remembers of a stream, within one limit in bytes: a peer chooses how many keys and texts there are."""

from hashlib import blake2b
from typing import Final

MAX_HELD: Final = 32 * 1024 * 1024
"""Bytes that the keys, values and texts of one stream may take together: two events of the largest size."""
SLICE: Final = 1024
"""Bytes for a slice, its key included, by which several tables find it."""
RULE: Final = 512
"""Bytes for what one check remembers of one slice, its texts not included."""
VALUE: Final = 256
"""Bytes for one value that may not come again."""

LONGEST: Final = 64
"""Characters of a key that is held as it is: one on the wire may be megabytes."""
_SHOWN: Final = 48
"""Characters of a longer key that are kept for people."""
_LARGEST: Final = 1 << 64


def short(part: str | int) -> str | int:
    """What is held of one part of a key; of a long one its beginning and a hash, longer than any that is held whole."""
    if isinstance(part, int):
        return part if -_LARGEST < part < _LARGEST else short(f"{part:x}")
    if len(part) <= LONGEST:
        return part
    return (
        f"{part[:_SHOWN]}\u2026{blake2b(part.encode('utf-8', 'surrogatepass'), digest_size=16).hexdigest()}"
    )


class Held:
    """The bytes that are held of one stream."""

    __slots__ = ("_bytes", "beyond")

    def __init__(self) -> None:
        self._bytes = 0
        self.beyond = ""
        """What was not followed any more, in words; ``""`` while everything is."""

    def take(self, size: int) -> bool:
        """Hold so many bytes more; false when that would be more than the limit."""
        if self._bytes + size > MAX_HELD:
            return False
        self._bytes += size
        return True

    def take_spare(self, size: int) -> bool:
        """Hold so many bytes more for speed alone; false when that would leave less than half for the rest."""
        return 2 * (self._bytes + size) <= MAX_HELD and self.take(size)

    def give_back(self, size: int) -> None:
        """Hold so many bytes less."""
        self._bytes -= size

    def leave(self, what: str) -> None:
        """Go on without following something."""
        self.beyond = self.beyond or what

    def run_out(self, what: str) -> None:
        """Go on without following something, for which there is no room."""
        self.leave(f"more than {MAX_HELD >> 20} MiB to remember, with {what}")
