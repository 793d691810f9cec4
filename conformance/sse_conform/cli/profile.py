"""`sse-conform profile`: the ordering profiles, those that are shipped and those that users write."""

import click

from .profile_check import check
from .profile_list import list_profiles
from .profile_schema import schema
from .profile_show import show

HELP = """\
Look at the ordering profiles that come along, draw their state diagrams, and check one of your own.

\b
Examples:
  sse-conform profile show anthropic-messages
  sse-conform profile check my-protocol.toml
"""


@click.group(
    help=HELP,
    short_help="List, show and check ordering profiles.",
    commands=[list_profiles, show, check, schema],
)
def profile() -> None: ...
