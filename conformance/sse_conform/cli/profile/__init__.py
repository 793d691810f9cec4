"""`sse-conform profile`: the ordering profiles, shipped ones and those that users write."""

import click

from .._group import LazyGroup

HELP = """\
Look at the shipped ordering profiles, draw their state diagrams, and check a profile of your own.

\b
Examples:
  sse-conform profile show anthropic-messages
  sse-conform profile check my-protocol.toml
"""
COMMANDS = {
    "list": (".list:list_profiles", "List the profiles."),
    "show": (".show:show", "Show a profile, in words or drawn."),
    "check": (".check:check", "Check profile files."),
    "import": (".import_:import_profile", "Make the draft of a profile from an OpenAPI description."),
    "export": (".export:export", "Write a profile's events as a JSON Schema."),
    "schema": (".schema:schema", "Write the JSON Schema of profile files, for editors."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS, package=__name__, help=HELP)
def profile() -> None: ...
