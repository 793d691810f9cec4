"""Where the output of a run goes: each format to standard output or to a file, without the secrets of the run.

A place that fails is given up with a sentence, and the others still get their whole report.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import Any, Generic, Protocol, TextIO, TypeVar

import attrs
import click

from .. import what_to_install
from ..captures import Capture
from ..finding import Finding
from ..head import ResponseHead
from ..redaction import Redactor
from ..render import Format, Renderer, Totals, visible
from ..report import Report
from ._exit import Exit, worst
from ._heads import head_lines
from ._parameters import Target
from ._streams import abandon_stdout
from ._watch import Watch


def complain(sentence: str) -> None:
    """One sentence on standard error."""
    click.echo(f"sse-conform: {visible(sentence)}", err=True)


def tell_notes(capture: Capture, redactor: Redactor) -> None:
    """On standard error, what a person should know of how a live stream was obtained."""
    if capture.format == "live":
        for note in capture.notes:
            complain(redactor.text(f"{capture.source}: {note}"))


R = TypeVar("R")


class OutputLostError(Exception):
    """No place is left that output could go to."""


class Writable(Protocol):
    """What takes bytes, at once."""

    name: str

    def write(self, data: bytes, /) -> object: ...


class Stdout:
    """Standard output."""

    name = "standard output"

    def write(self, data: bytes) -> None:
        """Write and flush, so that a reader has it now."""
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


@attrs.frozen
class Sink(Generic[R]):
    """One renderer and where its text goes."""

    renderer: R
    place: Writable
    encoding: str = "utf-8"

    def write(self, texts: Iterable[str]) -> None:
        data = "".join(texts).encode(self.encoding, "backslashreplace")
        if data:
            self.place.write(data)


class Sinks(Generic[R]):
    """All sinks of a run, spoken to as one."""

    def __init__(self, sinks: Iterable[Sink[R]], pause: Callable[[], AbstractContextManager[object]]) -> None:
        self.has_failed = False
        """Whether a report could not be written, for another reason than that its reader went away."""
        self.pause = pause
        self._sinks = list(sinks)

    def write(self, render: Callable[[R], Iterable[str]]) -> None:
        """Write what each renderer makes of it.

        Raises :class:`OutputLostError` when no sink is left.
        """
        with self.pause():
            for sink in tuple(self._sinks):
                texts = list(render(sink.renderer))
                try:
                    sink.write(texts)
                except OSError as error:
                    self._lose(sink, error)

    def _lose(self, sink: Sink[R], error: OSError) -> None:
        self._sinks.remove(sink)
        is_stdout = isinstance(sink.place, Stdout)
        if is_stdout:
            abandon_stdout()
        if not is_stdout or not isinstance(error, BrokenPipeError):
            self.has_failed = True
            complain(f"{sink.place.name} cannot be written: {error.strerror}")
        if not self._sinks:
            raise OutputLostError


class Output:
    """The sinks of a check, and standard error beside them. What is written has no secret in it."""

    def __init__(
        self,
        sinks: Iterable[Sink[Renderer]],
        *,
        quiet: bool,
        pause: Callable[[], AbstractContextManager[object]],
        redactor: Redactor,
    ) -> None:
        self._sinks = Sinks(sinks, pause)
        self._quiet = quiet
        self._of_run = redactor
        self._hidden = frozenset[str]()
        self._redactor = redactor

    def hide(self, secrets: Iterable[str]) -> None:
        """Blank these secrets as well, until the next call. The secrets of the run stay blanked."""
        wanted = frozenset(secrets)
        if wanted != self._hidden:
            self._hidden = wanted
            self._redactor = self._of_run.hiding(wanted)

    def plain(self, text: str) -> str:
        """A text without the secrets of now, for what is written later."""
        return self._redactor.text(text)

    @property
    def has_failed(self) -> bool:
        """Return True if a report could not be written."""
        return self._sinks.has_failed

    def complain(self, sentence: str) -> None:
        """What could not be done: always told, on standard error."""
        with self._sinks.pause():
            complain(self._redactor.text(sentence))

    def say(self, sentence: str) -> None:
        """What is good to know: told on standard error unless the run is quiet."""
        if not self._quiet:
            self.complain(sentence)

    def head(self, source: str, head: ResponseHead) -> None:
        """The head of the response that brought a stream, under the name of the stream, on standard error."""
        self.complain(f"{source}: the head of the response:")
        with self._sinks.pause():
            for line in head_lines(head, self._redactor):
                click.echo(line, err=True)
            click.echo(err=True)

    def preview(self, data: bytes, size: int) -> str:
        """The beginning of what a server sent, to be shown."""
        return visible(self._redactor.data(data[: 4 * size])[:size].decode("utf-8", "replace").strip())

    def begin(self) -> None:
        self._sinks.write(lambda renderer: renderer.begin())

    def findings(self, findings: Iterable[Finding]) -> None:
        if found := [self._redactor.finding(finding) for finding in findings]:
            self._sinks.write(lambda renderer: (text for each in found for text in renderer.finding(each)))

    def capture(self, report: Report) -> None:
        shown = self._redactor.value(report)
        self._sinks.write(lambda renderer: renderer.capture(shown))

    def end(self, totals: Totals) -> None:
        shown = self._redactor.value(totals)
        self._sinks.write(lambda renderer: renderer.end(shown))


def opened_sinks(
    targets: Iterable[Target], resources: ExitStack, *, color: bool | None, make: Callable[[Format, bool], R]
) -> Iterator[Sink[R]]:
    """Yield a sink for each target. The files are opened now, and put in their places when the resources are closed.

    :param color: as the user asked; None to see what the terminal can do.
    :param make: gives the renderer of a format, in color or not.
    :raises click.UsageError: a file cannot be written.
    """
    for target in targets:
        if target.path is None:
            stdout = sys.stdout
            encoding = stdout.encoding if target.format.is_for_people else "utf-8"
            yield Sink(make(target.format, wants_color(color, stdout)), Stdout(), encoding)
        else:
            from ._report_file import ReportFile  # noqa: PLC0415 - what a file needs takes long to import

            try:
                file = resources.enter_context(ReportFile(target.path))
            except OSError as error:
                raise click.UsageError(f"{target.path} cannot be written: {error.strerror}") from error
            yield Sink(make(target.format, color is True), file)


def written(
    targets: Iterable[Target],
    run: Callable[[Sinks[R]], Exit],
    watch: Watch,
    *,
    color: bool | None,
    make: Callable[[Format, bool], R],
) -> Exit:
    """Let `run` write to a sink for each target; its exit code, or a worse one where a report could not be written.

    `color`, `make` and the error are those of `opened_sinks`.
    """
    with ExitStack() as resources:
        sinks = Sinks(opened_sinks(targets, resources, color=color, make=make), watch.pause)
        with watch.watching():
            try:
                code = run(sinks)
            except OutputLostError:
                return Exit.UNUSABLE if sinks.has_failed else Exit.FINDINGS
    return worst([code, Exit.UNUSABLE]) if sinks.has_failed else code


def renderer(format: Format, color: bool, **settings: Any) -> Any:
    """Return the renderer of a format; `settings` are those that all formats of its report take.

    :raises click.UsageError: the format needs something that is not installed.
    """
    try:
        kind = format.load()
    except ImportError as error:
        if (missing := what_to_install(error)) is None:
            raise
        raise click.UsageError(f"the format {format.name} cannot be written: {missing}") from error
    return kind(color=color, **settings)


def wants_color(color: bool | None, stream: TextIO) -> bool:
    """Tells if text on a stream gets color: as asked; else on a terminal that can, unless NO_COLOR is set (no-color.org)."""
    if color is not None:
        return color
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
