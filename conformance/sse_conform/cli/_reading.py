"""Remembers the files that options read, so that no report overwrites a file of the run's input."""

from pathlib import Path
from typing import Final

import click

_KEY: Final = "sse-conform.read"


def note_read(ctx: click.Context, path: str) -> None:
    """Remember that an option reads this file."""
    ctx.meta.setdefault(_KEY, []).append(Path(path))


def read_by_options() -> list[Path]:
    """The files that the options of the running command read."""
    return list(click.get_current_context().meta.get(_KEY, ()))
