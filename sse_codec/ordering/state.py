"""What the parts of one check share: the version of their state, and the bytes that they may hold.

A peer chooses how many keys and texts a stream has, so one limit bounds all that is remembered of it.
"""

from typing import Final

MAX_HELD: Final = 32 * 1024 * 1024
"""Bytes that the keys, values and texts of one stream may take together: two events of the largest size."""
MAX_SLICES: Final = 10_000
"""Slices of one track that are followed in one stream."""
SLICE: Final = 1024
"""Bytes for a slice, its key included; several tables have an entry for the slice."""
RULE: Final = 512
"""Bytes for the memory of one check in one slice, without texts."""
VALUE: Final = 256
"""Bytes for one value that may not come again."""


class Version:
    """Counts the changes in the state of one stream. What a template has learnt holds for one version."""

    __slots__ = ("number",)

    def __init__(self) -> None:
        self.number = 0
        """Two equal numbers: nothing has changed between them."""

    def bump(self) -> None:
        """Count a change, or what may be one."""
        self.number += 1


class Budget:
    """The bytes that a check holds of one stream."""

    __slots__ = ("_bytes", "_version", "beyond")

    def __init__(self, version: Version | None = None) -> None:
        """``version``: that of the state."""
        self._bytes = 0
        self._version = version or Version()
        self.beyond = ""
        """What is not followed any more, in words; ``""`` while everything is."""

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
        if self.beyond:
            # A slice that had no room may have some now, and then its next event is judged otherwise.
            self._version.bump()

    def leave(self, what: str) -> None:
        """Go on without following something."""
        self.beyond = self.beyond or what

    def run_out(self, what: str) -> None:
        """Go on without following something, for which there is no room."""
        self.leave(f"more than {MAX_HELD >> 20} MiB to remember, with {what}")
