"""`sse-conform suite run`: the cases against one implementation, or several side by side."""

import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from ...render import SUITE_FORMATS
from ...suite import (
    NO_BASELINE,
    AnyCase,
    Baseline,
    CaseError,
    baseline_text,
    load_baseline,
    load_cases,
)
from .. import _parameters as parameters
from .._clashes import refuse_clashes
from .._exit import Exit
from .._options import color_option, format_option, module_option, program_options, quiet_option
from .._output import complain, renderer, written
from .._parameters import Target
from .._progress import watch
from ._cases import selected
from ._subjects import Named, arguments_of, named, reached, subjects
from ._trial import Trial

HELP = """\
Run the cases against an implementation, and say what it gets wrong.

COMMAND is a program that answers JSON lines (docs/suite-protocol.md), or with --one-shot one that reads a stream from its
standard input and writes a line of JSON for each event. --impl and --module name more, to be set side by side.

\b
Examples:
  sse-conform suite run -- node my-wrapper.mjs
  sse-conform suite run --one-shot --select framing,fields -- ./print-events
  sse-conform suite run --module my_package.testing:make_decoder
  sse-conform suite run --format html:matrix.html \\
      --impl mine='node mine.js' --impl theirs='python theirs.py'
  sse-conform suite run --baseline known.toml --update-baseline -- node my-wrapper.mjs

\b
Exit codes, whatever the format:
  0    nothing that the standard demands failed, but for known failures
  1    a failure, a known failure that no longer fails, or a program that broke
  2    wrong usage, no case is named so, or each case was not applicable or skipped
  4    a fault of sse-conform itself
  130  interrupted; the report on what was run is written
  143  ended by SIGTERM; the same report is written
"""


# What follows the first word that is no option belongs to the program under test.
@click.command(
    help=HELP,
    context_settings={"allow_interspersed_args": False},
)
@click.argument("command", nargs=-1, type=click.UNPROCESSED, metavar="[-- COMMAND...]")
@program_options
@click.option(
    "--impl",
    "others",
    multiple=True,
    metavar="NAME=COMMAND",
    callback=named,
    help="Another program, and what to call it.",
)
@module_option("modules", multiple=True)
@click.option(
    "--select",
    "patterns",
    multiple=True,
    metavar="CASES",
    callback=parameters.codes,
    help="Run only these: ids, beginnings up to a slash, or patterns with *, separated by commas.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Known failures; one that no longer fails makes the run red.",
)
@click.option("--update-baseline", is_flag=True, help="Write what fails now to the baseline.")
@click.option(
    "--maxfail",
    "most_failures",
    type=click.IntRange(min=1),
    metavar="N",
    help="End the run after N cases that make it fail.",
)
@click.option("-x", "--exitfirst", "most_failures", flag_value=1, help="The same as --maxfail 1.")
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Run N processes of a program at a time; the report stays the same. A --module runs its cases one by one.",
)
@format_option(SUITE_FORMATS, keeps_terminal=True)
@color_option
@quiet_option("the failures")
def run(
    *,
    command: tuple[str, ...],
    others: tuple[Named, ...],
    modules: tuple[str, ...],
    patterns: tuple[str, ...],
    baseline: Path | None,
    update_baseline: bool,
    most_failures: int | None,
    jobs: int,
    targets: tuple[Target, ...],
    color: bool | None,
    quiet: bool,
    **programs: Any,
) -> Exit:
    tried = subjects(
        command, others, modules, reached(**programs), arguments=arguments_of(**programs), jobs=jobs
    )
    everything = load_cases()
    cases = selected(everything, patterns)
    _check_baseline(baseline, update_baseline, len(tried), patterns)
    if update_baseline and most_failures:
        raise click.UsageError("--update-baseline writes what fails of all cases; take -x and --maxfail away")
    known = NO_BASELINE if baseline is None or update_baseline else _known(baseline, everything)
    refuse_clashes((target.path for target in targets), [baseline] if baseline else [])
    progress = watch(not quiet and sys.stderr.isatty(), len(cases) * len(tried), things=True)
    trial = Trial(cases, known, progress, learn=update_baseline, most_failures=most_failures)
    make = partial(renderer, quiet=quiet, several=len(tried) > 1)
    code = written(targets, partial(trial.run, tried), progress, color=color, make=make)
    if baseline is not None and update_baseline:
        return _update(baseline, trial, code)
    return code


def _check_baseline(
    baseline: Path | None, update: bool, implementations: int, patterns: tuple[str, ...]
) -> None:
    if update and baseline is None:
        raise click.UsageError("--update-baseline needs --baseline FILE, where it writes")
    if baseline is not None and implementations > 1:
        raise click.UsageError("a baseline belongs to one implementation, and there are several")
    if update and patterns:
        raise click.UsageError("--update-baseline writes what fails of all cases; take --select away")


def _known(path: Path, cases: tuple[AnyCase, ...]) -> Baseline:
    if not path.is_file():
        raise click.UsageError(f"there is no baseline {path}; --update-baseline writes one")
    try:
        return load_baseline(path, {case.id for case in cases})
    except CaseError as error:
        raise click.UsageError(str(error)) from error


def _update(path: Path, trial: Trial, code: Exit) -> Exit:
    """Write the baseline of a run that went through: what broke or was not run would be missing in it."""
    if code is not Exit.CLEAN:
        complain(f"{path} is left as it was, since the run did not go through")
        return code
    try:
        path.write_text(baseline_text(trial.failing), encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from error
    return code
