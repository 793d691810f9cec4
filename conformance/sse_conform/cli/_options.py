"""Options that several commands share, in the groups in which their help shows them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from sse_codec import DEFAULT_MAX_EVENT_SIZE

from ..render import CHECK_FORMATS, Formats
from . import _completion as completion
from . import _parameters as parameters
from ._parameters import Target

NO_CAPABILITY = "none"
"""What a program is said to have that has none."""
TIMEOUT = 10.0
"""Seconds that one answer of a program under test may take."""

Command = TypeVar("Command", bound=Callable[..., Any])


def with_options(command: Command, *options: Callable[[Command], Command]) -> Command:
    """The command with these options, in this order."""
    for option in reversed(options):
        command = option(command)
    return command


text_or_json = click.option(
    "--format",
    "format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Output format.",
)
"""The format of a list that is read by people and by programs."""


def format_option(formats: Formats, *, keeps_terminal: bool = False) -> Callable[[Command], Command]:
    """Return the option that takes formats and files, as the parameter `targets`.

    :param keeps_terminal: the default format goes to the terminal where all formats of the user go to files.
    """

    def read(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[Target, ...]:
        found = parameters.targets(formats, values)
        return parameters.with_terminal(formats, found) if keeps_terminal else found

    beside = (
        f" {formats.default.name.capitalize()} stays on the terminal beside files." if keeps_terminal else ""
    )
    return click.option(
        "--format",
        "targets",
        multiple=True,
        metavar="FORMAT[:PATH]",
        default=(formats.default.name,),
        callback=read,
        shell_complete=completion.of_formats(formats),
        help=f"{formats.words}, to standard output or to a file; may be given several times.{beside}  "
        f"[default: {formats.default.name}]",
    )


only_option = click.option(
    "--only",
    metavar="PATTERN",
    help="Of a recording with many streams take those that this names: a number, or a part of the name, with * and ?.",
)
"""Which streams of a recording a command takes."""

color_option = click.option(
    "--color/--no-color", default=None, help="Color text, whatever the terminal and NO_COLOR say."
)


def quiet_option(things: str) -> Callable[[Command], Command]:
    """Return the option that leaves nothing but these things, such as "the findings"."""
    return click.option("-q", "--quiet", is_flag=True, help=f"Print {things} and nothing else.")


def rule_options(command: Command) -> Command:
    """Which rules are applied."""
    return with_options(
        command,
        click.option(
            "--profile",
            metavar="NAME|FILE|auto|none",
            default="auto",
            show_default=True,
            callback=parameters.profile,
            shell_complete=completion.profiles,
            help="Order of events to check: a profile's name, or a TOML file; auto finds the shipped profile by the "
            "events, and says so when none fits.",
        ),
        click.option(
            "--require-profile",
            is_flag=True,
            help="Report an error when the order was not checked, so that a green says that it was.",
        ),
        click.option(
            "--expect",
            metavar="OUTCOME",
            help="Report an error when a stream went otherwise: completed, incomplete, filtered, failed ...",
        ),
        click.option(
            "--framing", metavar="NAME", help="Take events in this framing of the profile, undetected."
        ),
        selection_options,
    )


def selection_options(command: Command) -> Command:
    """Which rules are selected and ignored."""
    return with_options(
        command,
        _codes_option(
            "--select", "Apply only these rules: codes, prefixes such as SSE1, or ALL, separated by commas."
        ),
        _codes_option("--extend-select", "Apply these too."),
        _codes_option("--ignore", "Do not apply these."),
    )


def _codes_option(name: str, help: str) -> Callable[[Command], Command]:
    return click.option(
        name,
        multiple=True,
        metavar="CODES",
        callback=parameters.codes,
        shell_complete=completion.codes,
        help=help,
    )


max_event_size_option = click.option(
    "--max-event-size",
    type=click.IntRange(min=0),
    default=DEFAULT_MAX_EVENT_SIZE,
    show_default=True,
    metavar="BYTES",
    callback=parameters.size,
    help="What one event may hold; 0 for no limit.",
)


def limit_options(command: Command) -> Command:
    """How much is read."""
    return with_options(
        command,
        click.option(
            "--max-events", type=click.IntRange(min=1), metavar="N", help="Stop after N events of a stream."
        ),
        max_event_size_option,
    )


def output_options(command: Command) -> Command:
    """What is told, and when a run fails."""
    return with_options(
        command,
        format_option(CHECK_FORMATS, keeps_terminal=True),
        click.option(
            "--baseline",
            metavar="FILE",
            type=click.Path(path_type=Path),
            callback=parameters.baseline,
            help="Do not fail for the findings in this file, and fail for those in it that no longer occur.",
        ),
        click.option(
            "--update-baseline",
            is_flag=True,
            help="Write what is found to the file of --baseline, and do not fail for it.",
        ),
        click.option(
            "--fail-on",
            "threshold",
            type=click.Choice(["error", "warning", "info", "never"]),
            default="error",
            show_default=True,
            callback=parameters.threshold,
            help="Lowest level of a finding that makes the exit code 1.",
        ),
        click.option("--exit-zero", is_flag=True, help="Exit with 0 also when there are findings."),
        click.option(
            "--statistics", is_flag=True, help="Say how often each rule struck, and which were undecidable."
        ),
        color_option,
        quiet_option("the findings"),
    )


def program_options(command: Command) -> Command:
    """How programs under test are run: the parameters `one_shot`, `capabilities` and `timeout`."""
    return with_options(
        command,
        click.option(
            "--one-shot", is_flag=True, help="A program is run once for each stream, and prints its events."
        ),
        click.option(
            "--capability",
            "capabilities",
            multiple=True,
            type=click.Choice(["id", "comments", NO_CAPABILITY]),
            help="With --one-shot: what the lines say beside type and data.  [default: id]",
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0, min_open=True),
            default=TIMEOUT,
            show_default=True,
            metavar="SECONDS",
            help="What one answer of a program may take.",
        ),
    )


def module_option(*name: str, multiple: bool = False) -> Callable[[Command], Command]:
    """Return the option that takes an implementation in Python."""
    return click.option(
        "--module",
        *name,
        multiple=multiple,
        metavar="PACKAGE:FACTORY",
        help="An implementation in Python: FACTORY() has decode(chunks), encode(messages) or both.",
    )
