"""`sse-conform show`: a stream as people look at it, from a file or while it comes."""

import shutil
import sys
from collections.abc import Iterable
from typing import Any

import attrs
import click

from ..captures import Capture, CaptureError, Ending, NoStreamError, PassedOver
from ..redaction import Redactor, secrets_in, secrets_of
from ..render import visible
from ..show import VIEWS, Canvas, view_of
from ..sniff import SNIFF_BYTES, sniff
from ._exit import Exit, worst
from ._heads import head_lines
from ._inputs import Url, inputs
from ._junk import sentence, source_of
from ._opening import Asked, Opened, name_of, opened
from ._options import color_option, only_option
from ._output import complain, tell_notes, wants_color
from ._picked import Picked
from ._url_options import include_option, listening_options, request_options

_VIEWS = "".join(f"  {name:<10}{what}\n" for name, what in VIEWS.items())
HELP = f"""\
Show event streams: their events, their bytes, or when they came.

INPUTS are files, folders and URLs, as `check` reads them; without one, or with -, standard input is read. Of a recording with
several streams each is shown, or those that --only names. A stream that is no recording is shown while it comes.

\b
Views:
{_VIEWS}
What a terminal would act on is spelled out. Secrets of a request are shown as REDACTED wherever they come back.

\b
Examples:
  sse-conform show chat.sse
  sse-conform show stream.ssecap --view timeline
  curl -sN https://example.com/stream | sse-conform show --view wire

\b
Exit codes:
  0    all is shown
  2    an input cannot be read or is no event stream
  3    a server gave no stream
"""
_FALLBACK = (100, 24)
_UNSEEN = Ending("eof", "the end of what is there")
"""In the place of an end that nobody saw, such as that of a file."""


@click.command(help=HELP)
@click.argument("arguments", nargs=-1, metavar="[INPUTS...]")
@click.option(
    "--view", type=click.Choice(list(VIEWS)), default="events", show_default=True, help="What to show."
)
@only_option
@include_option
@color_option
@listening_options
@request_options
def show(
    *,
    arguments: tuple[str, ...],
    view: str,
    only: str | None,
    includes_head: bool,
    color: bool | None,
    **request: Any,
) -> Exit:
    asked = Asked(**request)
    found = list(inputs(arguments or ("-",)))
    sources = [source for source in found if not isinstance(source, PassedOver)]
    asked.refuse_without_url(sources)
    urls = [source.address for source in sources if isinstance(source, Url)]
    showing = _Showing(view, only, includes_head, color, asked, secrets_of(asked.headers, urls))
    for each in found:
        if isinstance(each, PassedOver):
            complain(each.words)
        else:
            showing.take(each)
    return showing.exit


class _Showing:
    """Streams on their way to standard output."""

    def __init__(
        self,
        view: str,
        only: str | None,
        includes_head: bool,
        color: bool | None,
        asked: Asked,
        secrets: frozenset[str],
    ) -> None:
        stdout = sys.stdout
        self._view = view
        self._only = only
        self._includes_head = includes_head
        self._asked = asked
        self._secrets = secrets
        self._canvas = Canvas(
            shutil.get_terminal_size(_FALLBACK).columns,
            wants_color(color, stdout),
            stdout.encoding.lower().replace("-", "") == "utf8",
        )
        self._redactor = Redactor(secrets)
        self.exit = Exit.CLEAN

    def take(self, source: Opened) -> None:
        """Show the streams of an input; a sentence tells why one cannot be shown."""
        name = name_of(source)
        try:
            with opened(source, self._asked) as found:
                picked = Picked(name, found, self._only)
                for each in picked.streams:
                    if isinstance(each, CaptureError):
                        self._fail(each)
                    else:
                        self._attempt(each)
        except CaptureError as problem:
            self._fail(problem)
            return
        for skipped in picked.skipped():
            complain(self._redactor.text(skipped.words))

    def _attempt(self, capture: Capture) -> None:
        try:
            self._show(capture)
        except CaptureError as problem:
            self._fail(problem)

    def _show(self, capture: Capture) -> None:
        redactor = self._redactor_of(capture)
        tell_notes(capture, redactor)
        if capture.refused:
            self._write(self._head(capture, redactor))
            raise NoStreamError(capture.source, capture.refused)
        view = view_of(self._view, self._canvas, has_edges=capture.fidelity in ("timed", "chunks"))
        start = b""
        try:
            self._write([redactor.text(f"{visible(capture.source)}\n")])
            self._write(self._head(capture, redactor))
            for read in capture.reads:
                if isinstance(read, Ending):
                    self._write(view.end(read if read.t is not None or read != Ending() else _UNSEEN))
                else:
                    start = start or read.data[:SNIFF_BYTES]
                    self._write(view.read(attrs.evolve(read, data=redactor.data(read.data))))
        except KeyboardInterrupt:
            self._write(view.end(Ending("stopped", "interrupted")))
            raise
        kind = sniff(start) if view.is_without_events else None
        if kind is not None:
            problem = NoStreamError if capture.format == "live" else CaptureError
            raise problem(capture.source, sentence(kind, source_of(capture)))

    def _head(self, capture: Capture, redactor: Redactor) -> list[str]:
        if not self._includes_head or capture.head is None:
            return []
        return [*(f"{line}\n" for line in head_lines(capture.head, redactor)), "\n"]

    def _redactor_of(self, capture: Capture) -> Redactor:
        """Blanks the secrets of this run and those of the recorded request."""
        return Redactor(self._secrets | secrets_in(capture.request))

    def _write(self, texts: Iterable[str]) -> None:
        encoding = sys.stdout.encoding
        if data := "".join(texts).encode(encoding, "backslashreplace"):
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()

    def _fail(self, problem: CaptureError) -> None:
        code = Exit.NO_STREAM if isinstance(problem, NoStreamError) else Exit.UNUSABLE
        self.exit = worst([self.exit, code])
        complain(self._redactor.text(str(problem)))
