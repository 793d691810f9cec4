"""`sse-conform profile schema`: the JSON Schema of profile files, for editors."""

import click

from ...schemas import schema_text
from .._exit import Exit

HELP = """\
Write the JSON Schema of profile files. Editors that know TOML complete and explain keys by it, and underline what is
wrong: put `#:schema profile.schema.json` on the first line of a profile.

\b
Example:
  sse-conform profile schema > profile.schema.json
"""


@click.command(help=HELP)
def schema() -> Exit:
    click.echo(schema_text("profile"), nl=False)
    return Exit.CLEAN
