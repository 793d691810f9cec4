"""Progress drawn on standard error: which capture, how much of it all, and for how long."""

from collections.abc import Generator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from ._watch import Watch

REST = 0.2
"""Seconds of silence before the line is drawn again; less would flicker between findings."""


class Bar(Watch):
    """One line, which leaves nothing behind. Whatever is written to the terminal takes it away, and work brings it back."""

    def __init__(self, total: int | None, things: bool = False) -> None:
        self._total = total
        self._things = things
        self._completed = 0
        self._name = ""
        self._began = monotonic()
        self._drawn: Progress | None = None
        self._away_until = self._began

    def source(self, name: str) -> None:
        self._name = name
        self._draw()

    def advance(self, size: int) -> None:
        self._completed += size
        self._draw()

    @contextmanager
    def watching(self) -> Generator[None]:
        try:
            yield
        finally:
            self._take_away()

    @contextmanager
    def pause(self) -> Generator[None]:
        self._take_away()
        yield
        self._away_until = monotonic() + REST

    def _draw(self) -> None:
        if self._drawn is None:
            if monotonic() < self._away_until:
                return
            self._drawn = self._new()
            self._drawn.start()
        task = self._drawn.task_ids[0]
        self._drawn.update(task, description=self._name, completed=self._completed)

    def _take_away(self) -> None:
        if self._drawn is not None:
            self._drawn.stop()
            self._drawn = None

    def _new(self) -> Progress:
        """A new line each time: one that is started again takes a line of the output for its own, and erases it."""
        progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn() if self._things else DownloadColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            get_time=lambda: monotonic() - self._began,
        )
        task = progress.add_task("", total=self._total, start=False)
        progress.tasks[task].start_time = 0.0
        return progress
