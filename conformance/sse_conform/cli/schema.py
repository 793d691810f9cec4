"""`sse-conform schema`: the JSON Schemas of what the commands read and write."""

import click

from ..schemas import SCHEMAS, schema_text
from ._exit import Exit

HELP = """\
Write the JSON Schema of something that sse-conform reads or writes; without a NAME, list them.

\b
Examples:
  sse-conform schema
  sse-conform schema check > check.schema.json
"""


@click.command(help=HELP)
@click.argument("name", required=False, type=click.Choice(list(SCHEMAS)), metavar="[NAME]")
def schema(*, name: str | None) -> Exit:
    if name is not None:
        click.echo(schema_text(name), nl=False)
        return Exit.CLEAN
    width = max(map(len, SCHEMAS))
    for each, what in SCHEMAS.items():
        click.echo(f"{each:<{width}}  {what}")
    return Exit.CLEAN
