"""Reads the files of a profile: regular ones, and of a size that a person writes."""

import errno
import os
from pathlib import Path
from stat import S_ISDIR, S_ISREG


class TooLarge(Exception):
    """A file that is larger than what is read."""


def read_file(path: Path, largest: int) -> bytes:
    """The bytes of a file. A pipe or a device is never opened, since it may have no end.

    :raises OSError: it cannot be read.
    :raises TooLarge: it has more than so many bytes.
    """
    mode = os.stat(path).st_mode
    if S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not S_ISREG(mode):
        raise OSError(errno.EINVAL, "not a regular file")
    with path.open("rb") as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise TooLarge(f"has more than {largest} bytes")
    return data
