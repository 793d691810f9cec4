"""The body of one stream and nothing else."""

from ._shape import OneStream


class FileWriter(OneStream):
    """Writes the bytes as they came."""
