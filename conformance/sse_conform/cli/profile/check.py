"""`sse-conform profile check`: whether profile files can be used, and what is odd in those that can."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from sse_codec.ordering import ProfileError

from ...finding import Level
from ...profiles import Remark, inspect
from ...render import count, one_line, visible
from .. import _parameters as parameters
from .._exit import Exit, worst
from .._options import quiet_option, text_or_json
from .._output import complain

HELP = """\
Check profile files. An error makes a profile unusable, and is said with its line and what to do; there is one for a file
at most. Warnings are about kinds that may come nowhere, groups that nothing uses, and a title, spec or date that is missing.

\b
Exit codes: 0 nothing at or above --fail-on, 1 something, 2 a file that cannot be read.

\b
Examples:
  sse-conform profile check my-protocol.toml
  sse-conform profile check profiles/*.toml --fail-on warning
"""


@click.command(help=HELP)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@text_or_json
@click.option(
    "--fail-on",
    "threshold",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    callback=parameters.threshold,
    help="Lowest level that makes the exit code 1.",
)
@quiet_option("what is wrong")
def check(*, files: tuple[Path, ...], format: str, threshold: Level | None, quiet: bool) -> Exit:
    remarks: list[Remark] = []
    unread = 0
    for file in dict.fromkeys(files):
        try:
            remarks += _remarks(file)
        except OSError as error:
            complain(f"{file} cannot be read: {error.strerror}")
            unread += 1
    _write(remarks, format, checked=len(dict.fromkeys(files)) - unread, quiet=quiet)
    failed = threshold is not None and any(remark.level >= threshold for remark in remarks)
    return worst([Exit.FINDINGS if failed else Exit.CLEAN, Exit.UNUSABLE if unread else Exit.CLEAN])


def _remarks(file: Path) -> list[Remark]:
    # Whether the file can be read is a question of its own, and asked first: no fault of a profile.
    file.open("rb").close()
    try:
        return inspect(file)
    except ProfileError as error:
        return [Remark(Level.ERROR, "unusable", error.file, error.line, error.key, error.problem)]


def _write(remarks: list[Remark], format: str, *, checked: int, quiet: bool) -> None:
    if format == "json":
        values = ",".join(f"\n  {one_line(_value(remark))}" for remark in remarks)
        click.echo(f'{{"v": 1, "findings": [{values}\n], "profiles": {checked}}}')
        return
    for remark in remarks:
        click.echo(visible(_line(remark)))
    if checked and not quiet:
        click.echo(f"{_summary(remarks)} in {count(checked, 'profile')}.")


def _line(remark: Remark) -> str:
    place = f"{remark.file}:{remark.line}" if remark.line else remark.file
    key = f" {remark.key}:" if remark.key else ""
    return f"{place}: {remark.level.label}{key} {remark.message}"


def _summary(remarks: Iterable[Remark]) -> str:
    levels = [remark.level for remark in remarks]
    words = [
        count(levels.count(level), level.label) for level in (Level.ERROR, Level.WARNING) if level in levels
    ]
    return f"Found {', '.join(words)}" if words else "Found nothing wrong"


def _value(remark: Remark) -> dict[str, Any]:
    return {
        "name": remark.name,
        "level": remark.level.label,
        "file": remark.file,
        "line": remark.line,
        "key": remark.key,
        "message": remark.message,
    }
