"""Progress for people who wait: a line on the terminal for long work, and nothing where nobody watches."""

from collections.abc import Generator
from contextlib import contextmanager

MANY_FILES = 20
LARGE = 16 * 1024 * 1024
"""Bytes from which on a check takes long enough to be watched."""


class Watch:
    """Watches nothing: what a run tells its progress to when nobody looks."""

    def source(self, name: str) -> None:
        """From here on the bytes are this capture's."""

    def advance(self, size: int) -> None:
        """So many bytes, or things, more have been checked."""

    @contextmanager
    def watching(self) -> Generator[None]:
        """Watch as long as the context."""
        yield

    @contextmanager
    def pause(self) -> Generator[None]:
        """Take the line away while something else is written to the terminal."""
        yield


def worth_watching(files: int, total: int | None) -> bool:
    """Whether there is much to do, or nobody knows how much (None)."""
    return total is None or files >= MANY_FILES or total >= LARGE


def watch(shown: bool, total: int | None, *, things: bool = False) -> Watch:
    """The progress of a run over ``total`` bytes, or things such as cases; None when nobody knows how many."""
    if not shown:
        return Watch()
    from ._bar import Bar  # noqa: PLC0415 - drawing takes longer to import than most checks take

    return Bar(total, things)
