"""`sse-conform config`: what the configuration of a project comes to."""

import click

from .._group import LazyGroup

HELP = """\
Look at the configuration: sse-conform.toml, or [tool.sse-conform] in pyproject.toml, the nearest of them.

\b
Example:
  sse-conform config show captures/chat.sse
"""
COMMANDS = {"show": (".show:show", "Show each value and where it comes from.")}


@click.group(cls=LazyGroup, lazy=COMMANDS, package=__name__, help=HELP)
def config() -> None: ...
