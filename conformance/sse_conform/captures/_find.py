"""Which files an argument names: a file is taken as it is; below a directory, only what is a capture.

In a directory a file is a capture by the name of a capture format (``.sse``, ``.http``), or by a name that says
nothing (``.txt``, ``.bin`` ...) when its first bytes are a stream. Hidden files and folders are left out.
"""

import os
from collections.abc import Iterator
from glob import glob, has_magic
from pathlib import Path
from stat import S_ISDIR

from ._formats import FORMATS, recognise
from ._shape import CaptureError

CAPTURE_NAMES = frozenset[str]().union(*(format.extensions for format in FORMATS))
VAGUE_NAMES = frozenset({".bin", ".body", ".dump", ".log", ".out", ".raw", ".txt"})
_LOOK = 4096


def find(argument: str) -> Iterator[Path | CaptureError]:
    """The files that an argument names; where there are none, and for each folder that cannot be read, its error.

    A pattern that also exists as a file is that file. ``**`` in a pattern means any folders (as in :mod:`glob`).
    """
    try:
        found = os.stat(argument)
    except (FileNotFoundError, NotADirectoryError):
        if has_magic(argument):
            yield from _matches(argument)
        else:
            yield CaptureError(argument, "there is no such file or directory")
    except OSError as error:
        yield CaptureError(argument, f"it cannot be read: {error.strerror}")
    else:
        if S_ISDIR(found.st_mode):
            yield from _captures_below(Path(argument))
        else:
            yield Path(argument)


def _matches(pattern: str) -> Iterator[Path | CaptureError]:
    paths = [Path(name) for name in sorted(glob(pattern, recursive=True))]
    files = [path for path in paths if not os.path.isdir(path)]
    if not paths:
        yield CaptureError(pattern, "no file matches this pattern")
    elif not files:
        for directory in paths:
            yield from _captures_below(directory)
    yield from files


def _captures_below(directory: Path) -> Iterator[Path | CaptureError]:
    failures: list[OSError] = []
    nothing = True
    for folder, folders, names in os.walk(directory, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if not name.startswith(".") and _is_capture(path):
                nothing = False
                yield path
    for failure in failures:
        nothing = False
        yield CaptureError(str(failure.filename), f"it cannot be listed: {failure.strerror}")
    if nothing:
        yield CaptureError(str(directory), _NO_CAPTURES)


def _is_capture(path: Path) -> bool:
    suffix = path.suffix.lower()
    if suffix in CAPTURE_NAMES:
        return True
    if suffix not in VAGUE_NAMES or not os.path.isfile(path):
        return False
    try:
        with path.open("rb") as file:
            return recognise(file.read(_LOOK)) is not None
    except OSError:
        return True  # whoever opens it tells why it cannot be read


_NO_CAPTURES = (
    f"no captures below this directory; looked for {', '.join('*' + name for name in sorted(CAPTURE_NAMES))}, "
    f"and for event streams in {', '.join('*' + name for name in sorted(VAGUE_NAMES))}"
)
