"""A run of `check`, from its options to its exit code."""

import os
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import click

from ...captures import Found, PassedOver
from ...finding import Level
from ...redaction import Redactor, secrets_of
from ...render import Skipped
from .._clashes import refuse_clashes
from .._config import config_of
from .._exit import Exit, worst
from .._inputs import Stdin, Url, inputs
from .._opening import Asked, Opened, name_of, opened
from .._output import Output, OutputLostError, opened_sinks, renderer
from .._parameters import Target
from .._progress import is_worth_watching, watch
from ._choices import by_path, chosen_settings
from ._keeping import Keeping
from ._session import Opener, Session

if TYPE_CHECKING:
    from ...trace import Recording
    from ._baseline import BaselineFile


def run(
    *,
    arguments: tuple[str, ...],
    recording: Path | None = None,
    targets: tuple[Target, ...],
    baseline: Path | None = None,
    update_baseline: bool = False,
    threshold: Level | None,
    exit_zero: bool,
    statistics: bool,
    color: bool | None,
    quiet: bool,
    record: "Callable[[Redactor], Recording] | None" = None,
    **options: Any,
) -> Exit:
    """Check the streams that the arguments name; the options are those of the command.

    :param record: makes the record of the streams that the renderers take; None where they take none.
    :param options: those of the request, as `Asked` has them, and what `chosen_settings` takes.
    """
    asked = Asked(**{name: options.pop(name) for name in attrs.fields_dict(Asked)})
    found, passed_over = _found(arguments, asked)
    paths = [source for source in found if isinstance(source, Path)]
    refuse_clashes([recording, *(target.path for target in targets)], paths, stdin=Stdin() in found)
    urls = [source.address for source in found if isinstance(source, Url)]
    redactor = Redactor(secrets_of(asked.headers, urls))
    known = _known(baseline, redactor, is_updated=update_baseline)
    config = config_of(click.get_current_context())
    settings = chosen_settings(
        config, threshold=threshold, baseline=known.baseline if known else None, **options
    )
    total = _total(found)
    progress = watch(not quiet and sys.stderr.isatty() and is_worth_watching(len(found), total), total)
    with ExitStack() as resources:
        shown = record(redactor) if record else None
        make = partial(renderer, quiet=quiet, statistics=statistics, threshold=threshold)
        if shown is not None:
            make = partial(make, recording=shown)
        sinks = opened_sinks(targets, resources, color=color, make=make)
        output = Output(sinks, quiet=quiet, pause=progress.pause, redactor=redactor)
        run = Session(settings, output, progress, by_path(settings, config))
        for each in passed_over:
            run.pass_over(Skipped(each.directory, tuple(each.reasons), each.words))
        keeping = None
        if recording is not None:
            keeping = resources.enter_context(_keeping(recording, found, output))
        with progress.watching():
            try:
                run.check_all(
                    (
                        name_of(source),
                        _opener(keeping, shown, partial(opened, source, asked, progress)),
                    )
                    for source in found
                )
            except OutputLostError:
                pass  # it was said
        if known is not None:
            known.conclude(output)
    has_failed = output.has_failed or (keeping is not None and keeping.has_failed)
    code = worst([run.exit, Exit.UNUSABLE if has_failed else Exit.CLEAN])
    return Exit.CLEAN if exit_zero and code is Exit.FINDINGS else code


def _found(arguments: tuple[str, ...], asked: Asked) -> tuple[list[Opened], list[PassedOver]]:
    if not arguments:
        raise click.UsageError("nothing to check: name files, directories or URLs, or - for standard input")
    named = list(inputs(arguments))
    found = [source for source in named if not isinstance(source, PassedOver)]
    asked.refuse_without_url(found)
    return found, [each for each in named if isinstance(each, PassedOver)]


def _known(baseline: Path | None, redactor: Redactor, *, is_updated: bool) -> "BaselineFile | None":
    """The baseline of the run; None where nobody asked for one."""
    if baseline is None and not is_updated:
        return None
    from ._baseline import opened_baseline  # noqa: PLC0415 - few runs have one

    return opened_baseline(baseline, redactor, is_updated=is_updated)


def _opener(keeping: Keeping | None, shown: "Recording | None", opener: Opener) -> Opener:
    """The opener of an input whose streams are kept, or recorded for a page, while they are checked."""
    if shown is not None:
        opener = partial(_recorded, opener, shown)
    return opener if keeping is None else partial(keeping.kept, opener)


@contextmanager
def _recorded(opener: Opener, shown: "Recording") -> Generator[Iterator[Found]]:
    with opener() as found:
        yield map(shown.of, found)


def _keeping(recording: Path, found: list[Opened], output: Output) -> Keeping:
    """The recording of what the inputs send."""
    if recording.suffix.lower() != ".ssecap":
        raise click.UsageError(
            "-o keeps what a URL sends, in a file *.ssecap; a report goes to a file with --format json:PATH"
        )
    if not all(isinstance(source, Url) for source in found):
        raise click.UsageError("-o keeps what a URL sends; `sse-conform convert` writes a file as *.ssecap")
    try:
        return Keeping(recording, output.complain)
    except OSError as error:
        raise click.UsageError(f"{recording} cannot be written: {error.strerror}") from error


def _total(found: list[Opened]) -> int | None:
    """Bytes of all files; None when streams are among them whose length nobody knows."""
    if any(isinstance(source, Url | Stdin) for source in found):
        return None
    return sum(_size(source) for source in found if isinstance(source, Path))


def _size(path: Path) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
