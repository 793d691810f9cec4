"""Bodies that Playwright keeps in files beside a HAR or inside the same archive, each named by the SHA-1 of what it holds.

No other name is looked for: a HAR from a stranger shall open no file of the reader's.
"""

import re
from pathlib import Path

from ._shape import CaptureError

MAX_FILE = 64 * 1024 * 1024
"""Bytes that such a file may have."""
_NAME = re.compile(r"(?:resources/)?[0-9a-f]{40}(?:\.[A-Za-z0-9]{1,16})?")


def is_attached(name: str) -> bool:
    """Tells if a file of this name may be such a body."""
    return _NAME.fullmatch(name) is not None


def attached(source: str, folder: Path, name: str) -> bytes | None:
    """The bytes of such a file of a folder; None where there is none, or none of such a name."""
    path = folder / name
    if not is_attached(name) or not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise CaptureError(source, f"{name} beside it cannot be read: {error.strerror}") from error
    if len(data) > MAX_FILE:
        raise CaptureError(source, f"{name} beside it has more than {MAX_FILE:,} bytes")
    return data
