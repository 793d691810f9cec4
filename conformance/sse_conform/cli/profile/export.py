"""`sse-conform profile export`: what a profile says of its events, in the words of others."""

import json

import click

from ...openapi import event_schema
from ...profiles import check_schemas
from .._exit import Exit
from .._parameters import loaded
from .show import complete

HELP = """\
Write what a profile says of its events as a JSON Schema: that of one event, as `itemSchema` of OpenAPI 3.2 has it. Order,
tracks, and checks over several events are beyond a schema; its $comment names them.

\b
Example:
  sse-conform profile export --json-schema my-protocol.toml > event.schema.json
"""


@click.command(help=HELP)
@click.argument("profile", metavar="NAME|FILE", shell_complete=complete)
@click.option("--json-schema", is_flag=True, required=True, help="Write a JSON Schema, draft 2020-12.")
@click.pass_context
def export(ctx: click.Context, *, profile: str, json_schema: bool) -> Exit:
    schema = event_schema(loaded(ctx, profile), check_schemas(profile))
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
    return Exit.CLEAN
