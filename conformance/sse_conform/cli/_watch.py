"""What a run tells of its progress; the base class watches nothing, for a run that nobody looks at."""

from collections.abc import Generator
from contextlib import contextmanager


class Watch:
    """Takes the progress of a run, and shows nothing of it."""

    def source(self, name: str) -> None:
        """The bytes that follow belong to the capture of this name."""

    def advance(self, size: int) -> None:
        """The run has checked so many more bytes, or things."""

    @contextmanager
    def watching(self) -> Generator[None]:
        """Show progress while the context lasts."""
        yield

    @contextmanager
    def pause(self) -> Generator[None]:
        """Take the progress away while something else is written to the terminal."""
        yield


NO_WATCH = Watch()
"""For a run that nobody looks at."""
