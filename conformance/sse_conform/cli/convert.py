"""`sse-conform convert`: a recording as another format, with what that format cannot hold told by name."""

from contextlib import ExitStack
from pathlib import Path

import click

from ..captures import Capture, CaptureError, Chunk, PassedOver
from ..convert import TARGETS, Part, Target, WriteError, Writer, parts_of, target_of
from ..redaction import Redactor
from ._clashes import refuse_clashes
from ._exit import Exit, worst
from ._inputs import Stdin, Url, inputs
from ._opening import Asked, Opened, name_of, opened
from ._options import only_option
from ._output import Stdout, Writable, complain
from ._parameters import path
from ._picked import Picked

_NAMES = "".join(
    f"  {target.name:<10}{target.what} ({', '.join(target.suffixes)})\n" for target in TARGETS.values()
)
HELP = f"""\
Write streams of a recording in another format.

INPUT is a file or a folder that `check` reads, or - for standard input. The format of FILE follows from its name, unless --to
says it; with - it goes to standard output. To record a URL, use `sse-conform check URL -o FILE.ssecap`.

\b
Formats:
{_NAMES}
What the recording has and the format cannot hold is told. Secrets of the request, cookies and secrets in URLs are written as
REDACTED, in every format; the bytes of a stream are written as they are.

\b
Examples:
  sse-conform convert tape.yaml -o tape.ssecap
  sse-conform convert tape.yaml --only 3 -o chat.sse
  sse-conform convert chat.ssecap --to jsonl -o - | jq -r .data

The exit code is 2 when something cannot be read or written; nothing is written to FILE then, unless other streams could be.
"""


@click.command(help=HELP)
@click.argument("argument", metavar="INPUT")
@click.option(
    "-o",
    "--output",
    "out",
    metavar="FILE",
    required=True,
    callback=path,
    help="Where to write; - for standard output.",
)
@click.option("--to", "name", type=click.Choice(list(TARGETS)), help="The format to write.")
@only_option
@click.option("-q", "--quiet", is_flag=True, help="Do not say what the format cannot hold.")
def convert(*, argument: str, out: Path, name: str | None, only: str | None, quiet: bool) -> Exit:
    is_stdout = str(out) == "-"
    target = TARGETS[name] if name is not None else target_of(out.name)
    if target is None:
        raise click.UsageError(
            f"the name of {out} tells no format; choose one with --to: {', '.join(TARGETS)}"
        )
    found = [source for source in inputs([argument]) if not isinstance(source, PassedOver)]
    if any(isinstance(source, Url) for source in found):
        raise click.UsageError("to record a URL, use: sse-conform check URL -o FILE.ssecap")
    paths = [source for source in found if isinstance(source, Path)]
    refuse_clashes([None if is_stdout else out], paths, stdin=Stdin() in found)
    try:
        with ExitStack() as resources:
            place = Stdout() if is_stdout else _file(out, resources)
            conversion = _Conversion(target, place, only, quiet=quiet)
            for source in found:
                conversion.take(source)
            return conversion.close()
    except _FailedError:
        return Exit.UNUSABLE


class _FailedError(Exception):
    """The file cannot be made, which was told; nothing takes its place."""


def _file(out: Path, resources: ExitStack) -> Writable:
    from ._report_file import ReportFile  # noqa: PLC0415 - what a file needs takes long to import

    try:
        return resources.enter_context(ReportFile(out))
    except OSError as error:
        raise click.UsageError(f"{out} cannot be written: {error.strerror}") from error


class _Conversion:
    """Streams on their way from inputs into one file."""

    def __init__(self, target: Target, place: Writable, only: str | None, *, quiet: bool) -> None:
        self._target = target
        self._place = place
        self._writer: Writer = target.writer(place.write)
        self._only = only
        self._quiet = quiet
        self._held: set[Part] = set()
        self._written = 0
        self._exit = Exit.CLEAN
        self._redactor = Redactor()

    def take(self, source: Opened) -> None:
        """Write the streams of an input."""
        name = name_of(source)
        try:
            with opened(source, Asked()) as found:
                picked = Picked(name, found, self._only)
                for each in picked.streams:
                    self._take(each)
        except CaptureError as problem:
            self._fail(problem)
            return
        for skipped in picked.skipped():
            self._say(skipped.words)

    def close(self) -> Exit:
        """End the file, and say what it does not hold."""
        if not self._written:
            self._complain("nothing was converted")
            raise _FailedError
        self._writer.close()
        if lacks := self._target.lacks(self._held):
            self._say(f"{self._place.name}: the format {self._target.name} does not hold {_listed(lacks)}")
        return self._exit

    def _take(self, found: Capture | CaptureError) -> None:
        if isinstance(found, CaptureError):
            self._fail(found)
            return
        try:
            self._writer.begin(found)
            for read in found.reads:
                if isinstance(read, Chunk):
                    self._writer.read(read)
                else:
                    self._writer.end(read)
                    self._held |= parts_of(found, read)
        except WriteError as problem:
            self._complain(f"{self._place.name}: {problem}")
            raise _FailedError from problem
        except CaptureError as problem:
            # Half a stream must not look like a whole one.
            self._fail(problem)
            raise _FailedError from problem
        self._written += 1

    def _fail(self, problem: CaptureError) -> None:
        self._exit = worst([self._exit, Exit.UNUSABLE])
        self._complain(str(problem))

    def _say(self, sentence: str) -> None:
        if not self._quiet:
            self._complain(sentence)

    def _complain(self, sentence: str) -> None:
        complain(self._redactor.text(sentence))


def _listed(parts: list[Part]) -> str:
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last
