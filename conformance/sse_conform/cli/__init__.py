"""The command line: a group, and one module for each command, loaded when it is called."""

import click

from ._root import COMMANDS, Commands
from ._tool import tool


def _version(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(tool() or "sse-conform, from a checkout that is not installed")
        ctx.exit()


@click.group(
    cls=Commands,
    lazy=COMMANDS,
    package=__name__,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`sse-conform COMMAND --help` shows the options, examples and exit codes of a command.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and exit.",
)
@click.option(
    "--traceback",
    is_flag=True,
    envvar="SSE_CONFORM_TRACEBACK",
    help="Show where a fault of sse-conform itself is, for a report of it.",
)
def main(*, traceback: bool) -> None:
    """Check, explain and convert text/event-stream (server-sent events)."""
