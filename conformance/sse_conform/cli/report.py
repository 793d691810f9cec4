"""`sse-conform report`: event streams on a page for people, two streams held against each other, or their times as metrics."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ..render import REPORT_FORMATS, Format
from ._exit import Exit, worst
from ._options import limit_options, only_option, rule_options
from ._parameters import Target
from ._url_options import listening_options, request_options

if TYPE_CHECKING:
    from ..trace import Recording

_NAMED: Final = 5
"""Streams that a sentence names."""

HELP = """\
Show event streams on one page: how each went, its findings with the bytes around them, when what came, and its order.

INPUTS are those of `sse-conform check`. The page is one file that loads nothing from elsewhere. A stream of any length makes a
page of limited size: what looks alike is folded and counted, and no finding is left out.

With --compare there are two inputs, such as a stream before and after a proxy. The page then begins with what became of the
events on the way, and how their times changed.

\b
Examples:
  sse-conform report chat.sse -o page.html
  sse-conform report captures/ --profile ciniterflow -o page.html
  sse-conform report --compare before.sse after.sse -o page.html
  sse-conform report https://example.com/stream --max-time 60 --format otlp-json

\b
Exit codes:
  0    the report was written, whatever is in it
  2    wrong usage, or an input that cannot be read or is no event stream; the report has all others
  3    a server gave no stream
  4    a fault of sse-conform itself
  130  interrupted; the report on what was read is written
  143  ended by SIGTERM; the same report is written

Secrets of the request and of URLs are written as REDACTED.
"""


@click.command(help=HELP)
@click.argument("arguments", nargs=-1, metavar="INPUTS...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the report there.",
)
@click.option(
    "--format",
    "format",
    type=click.Choice([format.name for format in REPORT_FORMATS]),
    default=REPORT_FORMATS.default.name,
    show_default=True,
    help="A page, or the times as metrics of OpenTelemetry, in the JSON of OTLP.",
)
@click.option("--compare", is_flag=True, help="Hold the second of two inputs against the first.")
@only_option
@rule_options
@limit_options
@listening_options
@request_options
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what failed.")
def report(
    *, arguments: tuple[str, ...], output: Path | None, format: str, compare: bool, **options: Any
) -> Exit:
    _require_sense(arguments, output, format, compare)
    from ..redaction import Redactor  # noqa: PLC0415 - help and wrong usage need nothing of a check
    from ..trace import Recording, Settings  # noqa: PLC0415
    from .check._command import run  # noqa: PLC0415

    recordings: list[Recording] = []

    def record(redactor: Redactor) -> Recording:
        settings = Settings(
            redactor,
            options["profile"],
            options["framing"],
            options["max_event_size"],
            options["max_events"],
            keeps_contents=compare,
            now=time.time_ns(),
        )
        recordings.append(Recording(settings))
        return recordings[0]

    found = run(
        arguments=arguments,
        targets=(Target(_format(format), output),),
        threshold=None,
        exit_zero=False,
        statistics=False,
        color=False,
        record=record,
        **options,
    )
    if compare:
        return worst([found, _pair_told(recordings[0])])
    return worst([found, _times_told(recordings[0])]) if format == "otlp-json" else found


def _require_sense(arguments: tuple[str, ...], output: Path | None, format: str, compare: bool) -> None:
    if compare and format != "html":
        raise click.UsageError("--compare makes a page; --format otlp-json has the times of each stream")
    if compare and len(arguments) != 2:
        raise click.UsageError(f"--compare takes two inputs, not {len(arguments)}")
    if output is None and format == "html" and sys.stdout.isatty():
        raise click.UsageError("a page is not for the terminal: name a file, as in -o page.html")


def _format(name: str) -> Format:
    return next(format for format in REPORT_FORMATS if format.name == name)


def _pair_told(recording: "Recording") -> Exit:
    """Say that there was nothing to compare, where the inputs held other than two streams."""
    from ._output import complain  # noqa: PLC0415 - help needs nothing of an output

    taken = recording.timed + len(recording.untimed)
    if taken != 2:
        complain(
            f"nothing was compared: that takes two streams, and the inputs have {taken:,}; --only names some of a recording"
        )
    return Exit.CLEAN if taken == 2 else Exit.UNUSABLE


def _times_told(recording: "Recording") -> Exit:
    """Say which streams gave no metric. It is an error when none gave any."""
    from ._output import complain  # noqa: PLC0415 - help needs nothing of an output

    untimed = recording.untimed
    if untimed:
        more = f" and {len(untimed) - _NAMED:,} more" if len(untimed) > _NAMED else ""
        which = f"{', '.join(untimed[:_NAMED])}{more}"
        complain(f"{which}: without times, and so without metrics; a live stream has times")
    return Exit.UNUSABLE if untimed and not recording.timed else Exit.CLEAN
