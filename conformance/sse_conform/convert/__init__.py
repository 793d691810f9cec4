"""Streams, written as recordings: each format in a file of its own, and with what it cannot hold told by name."""

from ._shape import PARTS, Part, Target, WriteError, Writer, parts_of
from ._targets import TARGETS, target_of

__all__ = ["PARTS", "TARGETS", "Part", "Target", "WriteError", "Writer", "parts_of", "target_of"]
