"""Chooses how people who wait see progress: a line on the terminal for long work, and nothing where nobody watches."""

from ._watch import Watch

MANY_FILES = 20
LARGE = 16 * 1024 * 1024
"""A check of so many bytes takes long enough to be watched."""


def is_worth_watching(files: int, total: int | None) -> bool:
    """Return True if there is much to do, or if nobody knows how much (`total` is None)."""
    return total is None or files >= MANY_FILES or total >= LARGE


def watch(shown: bool, total: int | None, *, things: bool = False) -> Watch:
    """Return the progress of a run over `total` bytes, or over `total` things such as cases; None for an unknown number."""
    if not shown:
        return Watch()
    from ._bar import Bar  # noqa: PLC0415 - drawing takes longer to import than most checks take

    return Bar(total, things)
