"""Which files an argument names: a file itself, whatever it holds; of a directory, only the captures.

In a directory a file is a capture by the name of a capture format (``.sse``, ``.http``, ``.har``), or by a name that says
nothing (``.txt``, ``.yaml`` ...) when it begins as a stream or a recording does. The others are counted, and a
user hears how many. Hidden files and folders are left out and not counted; a pipe or a device is never opened.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from glob import glob, has_magic
from pathlib import Path
from stat import S_ISDIR
from typing import Literal

import attrs

from ._formats import FORMATS, Listed, recognise
from ._shape import CaptureError

CAPTURE_NAMES = frozenset[str]().union(*(format.suffixes for format in FORMATS))
VAGUE_NAMES = frozenset(
    {
        ".bin",
        ".body",
        ".dump",
        ".flow",
        ".flows",
        ".jsonl",
        ".log",
        ".mitm",
        ".ndjson",
        ".out",
        ".raw",
        ".trace",
        ".txt",
    }
)
RECORDING_NAMES = {
    ".json": frozenset({"cassette", "chunk_list", "har", "json_log", "log_export"}),
    ".yaml": frozenset({"cassette"}),
    ".yml": frozenset({"cassette"}),
    ".zip": frozenset({"archive"}),
}
"""Suffixes of files that are recordings only when they begin as one of these formats does: most are no captures at all, and a line
``data:`` of a configuration is none of a stream."""
_LOOK = 4096
_KINDS_TOLD = 5
"""Kinds of files that are named when some were passed over; the others are counted together."""
_LONGEST_SUFFIX = 20

Reason = Literal["name", "content", "special", "linked"]
"""Why a file was passed over: a suffix that captures do not have, a beginning unlike an event stream, a pipe or a device, or a
link to a folder."""


@attrs.frozen
class PassedOver:
    """The files below a directory that were not taken."""

    directory: str
    counts: tuple[tuple[str, Reason, int], ...]
    """How many of each suffix ("" for none), and why; most first."""

    @property
    def total(self) -> int:
        """How many files were passed over."""
        return sum(count for _, _, count in self.counts)

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Each reason as a noun phrase, and how many files were passed over for it."""
        return [(_kind(suffix, reason), count) for suffix, reason, count in self.counts]

    @property
    def words(self) -> str:
        """One clause: how many, which, why, and what to do."""
        told = [_told(*each) for each in self.counts[:_KINDS_TOLD]]
        if more := sum(count for _, _, count in self.counts[_KINDS_TOLD:]):
            told.append(f"{more:,} others")
        below = f"{self.directory.rstrip(os.sep)}{os.sep}"
        files = "1 file" if self.total == 1 else f"{self.total:,} files"
        return f"passed over {files} below {below}: {', '.join(told)}; name a file to check it anyway"


def _told(suffix: str, reason: Reason, count: int) -> str:
    if reason == "special":
        return "1 that is no regular file" if count == 1 else f"{count:,} that are no regular files"
    if reason == "linked":
        return "1 linked folder" if count == 1 else f"{count:,} linked folders"
    return f"{count:,} {_kind(suffix, reason)}"


def _kind(suffix: str, reason: Reason) -> str:
    if reason == "special":
        return "no regular file"
    if reason == "linked":
        return "linked folder"
    which = f"*{suffix[:_LONGEST_SUFFIX]}" if suffix else "without a suffix"
    return f"{which} (no event stream)" if reason == "content" else which


def find(argument: str) -> Iterator[Path | CaptureError | PassedOver]:
    """The files that an argument names, and an error where no file is found or a folder cannot be read.

    A directory with other files too gives one :class:`PassedOver`, behind its captures.

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


def _matches(pattern: str) -> Iterator[Path | CaptureError | PassedOver]:
    paths = [Path(name) for name in sorted(glob(pattern, recursive=True))]
    special = [
        path
        for path in paths
        if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)
    ]
    files = [path for path in paths if path not in special and not os.path.isdir(path)]
    if not paths:
        yield CaptureError(pattern, "no file matches this pattern")
    elif special and not files:
        yield CaptureError(pattern, "only pipes and devices match this pattern; name one to read it")
    elif not files:
        for directory in paths:
            yield from _captures_below(directory)
    yield from files
    if special and files:
        yield PassedOver(os.path.dirname(pattern) or os.curdir, (("", "special", len(special)),))


def _captures_below(directory: Path) -> Iterator[Path | CaptureError | PassedOver]:
    failures: list[OSError] = []
    passed_over: Counter[tuple[str, Reason]] = Counter()
    nothing = True
    for folder, folders, names in os.walk(directory, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        passed_over["", "linked"] += sum(os.path.islink(os.path.join(folder, name)) for name in folders)
        for path in (Path(folder, name) for name in sorted(names) if not name.startswith(".")):
            reason = _why_not(path)
            if reason is None:
                nothing = False
                yield path
            else:
                passed_over["" if reason == "special" else path.suffix.lower(), reason] += 1
    for failure in failures:
        nothing = False
        yield CaptureError(str(failure.filename), f"it cannot be listed: {failure.strerror}")
    if nothing:
        yield CaptureError(str(directory), _NO_CAPTURES)
    if counts := tuple((*kind, count) for kind, count in _ranked(passed_over) if count):
        yield PassedOver(str(directory), counts)


def _ranked(counted: Counter[tuple[str, Reason]]) -> list[tuple[tuple[str, Reason], int]]:
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))


def _why_not(path: Path) -> Reason | None:
    """Why a file below a directory is passed over; None for a capture, and for a file that cannot be read."""
    suffix = path.suffix.lower()
    if suffix not in CAPTURE_NAMES and suffix not in VAGUE_NAMES and suffix not in RECORDING_NAMES:
        return "name"
    if suffix in CAPTURE_NAMES:
        return "special" if os.path.exists(path) and not os.path.isfile(path) else None
    if not os.path.isfile(path):
        return "special"
    try:
        with path.open("rb") as file:
            return None if _is_capture(suffix, recognise(file.read(_LOOK))) else "content"
    except OSError:
        return None  # whoever opens it tells why it cannot be read


def format_of(suffix: str, beginning: Callable[[], tuple[bytes, Listed]]) -> tuple[bytes, Listed] | None:
    """The beginning of a packed file and its format; None for one that a folder would pass over."""
    if suffix not in CAPTURE_NAMES and suffix not in VAGUE_NAMES and suffix not in RECORDING_NAMES:
        return None
    found = beginning()
    return found if suffix in CAPTURE_NAMES or _is_capture(suffix, recognise(found[0])) else None


def _is_capture(suffix: str, format: Listed | None) -> bool:
    """Return True if a file of this suffix, which begins as the format does, is one by its content."""
    return format is not None and format.module in RECORDING_NAMES.get(suffix, {format.module})


_NO_CAPTURES = (
    f"no captures below this directory; looked for {', '.join('*' + name for name in sorted(CAPTURE_NAMES))}, "
    f"for event streams in {', '.join('*' + name for name in sorted(VAGUE_NAMES))}, "
    f"and for recordings in {', '.join('*' + name for name in RECORDING_NAMES)}"
)
