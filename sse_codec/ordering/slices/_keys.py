"""The key of a slice, as it is held: a peer chooses keys, and one on the wire may be megabytes."""

from hashlib import blake2b
from typing import Final

LONGEST: Final = 64
"""Longest key that is held whole, in characters: keys on the wire may have megabytes."""
_SHOWN: Final = 48
"""Characters of a longer key that are kept for people."""
_LARGEST: Final = 1 << 64


def short(part: str | int) -> str | int:
    """A short stand-in for one part of a key: a long part becomes its beginning and a hash."""
    if isinstance(part, int):
        return part if -_LARGEST < part < _LARGEST else short(f"{part:x}")
    if len(part) <= LONGEST:
        return part
    return (
        f"{part[:_SHOWN]}\u2026{blake2b(part.encode('utf-8', 'surrogatepass'), digest_size=16).hexdigest()}"
    )
