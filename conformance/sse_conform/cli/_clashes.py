"""A report never destroys what the run reads: a file that is both is refused before anything is written."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

import click

from ._reading import read_by_options


def refuse_clashes(
    reports: Iterable[Path | None], inputs: Iterable[Path] = (), *, stdin: bool = False
) -> None:
    """Raise :class:`click.UsageError` if a report would go to a file that the run reads, or to the file of another report.

    :param reports: the files of the reports; None for one that goes to standard output.
    :param stdin: True if the run reads standard input, which may be a file too.
    """
    paths = [path for path in reports if path is not None]
    if not paths:
        return
    wanted: dict[object, Path] = {}
    for path in paths:
        key = _identity(path)
        if key is not None and key in wanted:
            raise click.UsageError(f"two formats cannot go to the same file, {path}")
        wanted[key] = path
    read = [*inputs, *read_by_options()]
    found = [
        *((str(path), _identity(path)) for path in read),
        *([("standard input", _of(os.fstat(0)))] if stdin else []),
    ]
    for name, key in found:
        if key is not None and key in wanted:
            raise click.UsageError(
                f"{wanted[key]} is an input too ({name}), which a report there would destroy"
            )


def _identity(path: Path) -> object:
    """What tells one file from another, whatever names it has; None for what a report does not destroy, such as a device."""
    try:
        found = os.stat(path)
    except OSError:
        return os.path.realpath(path)
    return _of(found)


def _of(found: os.stat_result) -> object:
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None
