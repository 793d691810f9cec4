"""The files that options read, remembered while the options are parsed, so that no report is written over one."""

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
