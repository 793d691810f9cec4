"""Where the output of a run goes: each format to standard output or to a file, written as it comes and flushed."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import BinaryIO, Generic, TextIO, TypeVar

import attrs
import click

from ..finding import Finding
from ..render import (
    ConciseRenderer,
    JsonLinesRenderer,
    JsonRenderer,
    Renderer,
    TextRenderer,
    Totals,
    visible,
)
from ..report import Report
from ._parameters import Target


def complain(sentence: str) -> None:
    """One sentence on standard error."""
    click.echo(f"sse-conform: {visible(sentence)}", err=True)


R = TypeVar("R")


@attrs.frozen
class Sink(Generic[R]):
    """One renderer and where its text goes."""

    renderer: R
    stream: BinaryIO
    encoding: str = "utf-8"

    def write(self, texts: Iterable[str]) -> None:
        data = "".join(texts).encode(self.encoding, "backslashreplace")
        if data:
            self.stream.write(data)
            self.stream.flush()


class Output:
    """All sinks of a run, spoken to as one, and standard error beside them."""

    def __init__(
        self,
        sinks: Iterable[Sink[Renderer]],
        *,
        quiet: bool,
        pause: Callable[[], AbstractContextManager[object]],
    ) -> None:
        self._sinks = tuple(sinks)
        self._quiet = quiet
        self._pause = pause

    def complain(self, sentence: str) -> None:
        """What could not be done: always told, on standard error."""
        with self._pause():
            complain(sentence)

    def say(self, sentence: str) -> None:
        """What is good to know: told on standard error unless the run is quiet."""
        if not self._quiet:
            self.complain(sentence)

    def begin(self) -> None:
        self._write(lambda renderer: renderer.begin())

    def findings(self, findings: Iterable[Finding]) -> None:
        if found := list(findings):
            self._write(lambda renderer: (text for finding in found for text in renderer.finding(finding)))

    def capture(self, report: Report) -> None:
        self._write(lambda renderer: renderer.capture(report))

    def end(self, totals: Totals) -> None:
        self._write(lambda renderer: renderer.end(totals))

    def _write(self, render: Callable[[Renderer], Iterable[str]]) -> None:
        with self._pause():
            for sink in self._sinks:
                sink.write(render(sink.renderer))


def opened_sinks(
    targets: Iterable[Target], resources: ExitStack, *, color: bool | None, make: Callable[[str, bool], R]
) -> Iterator[Sink[R]]:
    """A sink for each target; the files are made now and closed with the resources.

    ``make`` gives the renderer of a format, in color or not.

    Raises :class:`click.UsageError` for a file that cannot be written.
    """
    for target in targets:
        if target.path is None:
            stdout = sys.stdout
            renderer = make(target.format, _wants_color(color, stdout))
            # Only text is for people, in the encoding of their terminal; the others are read by programs, as UTF-8.
            encoding = stdout.encoding if target.format in _FOR_PEOPLE else "utf-8"
            yield Sink(renderer, sys.stdout.buffer, encoding)
        else:
            try:
                file = resources.enter_context(target.path.open("wb"))
            except OSError as error:
                raise click.UsageError(f"{target.path} cannot be written: {error.strerror}") from error
            yield Sink(make(target.format, color is True), file)


_FOR_PEOPLE = ("text", "concise")


def renderer(format: str, color: bool, *, quiet: bool, statistics: bool) -> Renderer:
    """The renderer of a format of a check."""
    match format:
        case "text":
            return TextRenderer(color=color, quiet=quiet, statistics=statistics)
        case "concise":
            return ConciseRenderer(quiet=quiet, statistics=statistics)
        case "json":
            return JsonRenderer()
        case _:
            return JsonLinesRenderer()


def _wants_color(color: bool | None, stream: TextIO) -> bool:
    """As asked; else on a terminal that can, unless NO_COLOR is set (no-color.org)."""
    if color is not None:
        return color
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
