"""`sse-conform fuzz`: a parser or a serializer against ours, over inputs that nobody thought of."""

import sys
from contextlib import closing
from functools import partial
from importlib import import_module
from pathlib import Path
from random import SystemRandom
from types import ModuleType
from typing import Any, Literal

import click

from ...render import FUZZ_FORMATS
from ...suite import Statement, fixtures_folder, load_statements
from .. import _parameters as parameters
from .._clashes import refuse_clashes
from .._exit import Exit
from .._options import color_option, format_option, module_option, program_options, quiet_option
from .._output import renderer, written
from .._parameters import Target
from .._progress import watch
from ..suite._subjects import reached, subjects

SECONDS = 60.0
HELP = """\
Hold a parser or a serializer against ours over streams that nobody thought of: odd lines and bytes, cut everywhere, and runs of the
shipped profiles. Of each difference the smallest capture is told, with the sentence of the standard that it breaks.

COMMAND is a program as `sse-conform suite run` takes it (docs/suite-protocol.md); --module names a factory in Python.

\b
Examples:
  sse-conform fuzz -- node my-wrapper.mjs
  sse-conform fuzz --module my_package.testing:make_decoder --output found.toml
  sse-conform fuzz --seed 1 --examples 20000 --corpus corpus -- node my-wrapper.mjs

\b
Exit codes, whatever the format:
  0    no difference
  1    a difference
  2    wrong usage, or a program that cannot be run
  4    a fault of sse-conform itself
  130  interrupted; the report on what was found is written
  143  ended by SIGTERM; the same report is written
"""


@click.command(
    help=HELP,
    context_settings={"allow_interspersed_args": False},
)
@click.argument("command", nargs=-1, type=click.UNPROCESSED, metavar="[-- COMMAND...]")
@module_option()
@program_options
@click.option(
    "--role",
    type=click.Choice(["decoder", "encoder"]),
    help="Which to try of what can do both.  [default: decoder, if it is one]",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    metavar="N",
    help="The same seed tries the same inputs.  [default: a new one, which is told]",
)
@click.option(
    "--time",
    "seconds",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help=f"How long to try.  [default: {SECONDS:g}, unless --examples is given]",
)
@click.option("--examples", type=click.IntRange(min=1), metavar="N", help="How many inputs to try.")
@click.option(
    "--corpus",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Streams to try first; each difference of a decoder is kept there.",
)
@click.option(
    "--skip",
    "skipped",
    multiple=True,
    metavar="REQUIREMENT",
    callback=parameters.codes,
    help="Say nothing of what breaks these, such as end-of-stream; separated by commas.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the differences as cases of the suite.",
)
@format_option(FUZZ_FORMATS)
@color_option
@quiet_option("the differences")
def fuzz(
    *,
    command: tuple[str, ...],
    module: str | None,
    role: Literal["decoder", "encoder"] | None,
    seed: int | None,
    seconds: float | None,
    examples: int | None,
    corpus: Path | None,
    skipped: tuple[str, ...],
    output: Path | None,
    targets: tuple[Target, ...],
    color: bool | None,
    quiet: bool,
    **programs: Any,
) -> Exit:
    statements = _statements(skipped)
    if bool(command) == bool(module):
        raise click.UsageError("give one thing to try: a command after --, or --module")
    refuse_clashes([*(target.path for target in targets), output])
    hunting = _hunting()
    (subject,) = subjects(command, [], [module] if module else [], reached(**programs))
    plan = hunting.Plan(
        seed=SystemRandom().randrange(2**32) if seed is None else seed,
        limits=hunting.Limits(SECONDS if seconds is None and examples is None else seconds, examples),
        statements=statements,
        skipped=skipped,
        role=role,
        corpus=corpus,
        output=output,
    )
    progress = watch(not quiet and sys.stderr.isatty(), examples, things=True)
    with closing(subject):
        hunt = hunting.Hunt(subject, plan, progress)
        return written(targets, hunt.run, progress, color=color, make=partial(renderer, quiet=quiet))


def _statements(skipped: tuple[str, ...]) -> dict[str, Statement]:
    """The sentences of the standard, when the requirements that are to be skipped are among them."""
    statements = load_statements(fixtures_folder())
    for requirement in skipped:
        if requirement not in statements:
            raise click.UsageError(
                f"there is no requirement {requirement!r}; choose of {', '.join(statements)}"
            )
    return statements


def _hunting() -> ModuleType:
    """The module that searches.

    Raises :class:`click.UsageError` where hypothesis, which it draws with, is not installed.
    """
    try:
        return import_module(f"{__package__}._hunt")
    except ImportError as error:
        raise click.UsageError(str(error)) from error
