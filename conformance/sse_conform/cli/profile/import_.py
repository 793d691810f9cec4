"""`sse-conform profile import`: the draft of a profile from an OpenAPI description."""

from datetime import date
from pathlib import Path

import click

from ...openapi import OpenApiError, draft, load
from ...render import visible
from .._exit import Exit
from .._reading import note_read

HELP = """\
Make the draft of a profile from an OpenAPI description, 3.0 to 3.2, in YAML or JSON: from `itemSchema`, or from `schema`
under text/event-stream. The kinds, how an event shows its kind, and what its data has to be are taken from there. The order is
yours to write, since OpenAPI does not tell it.

\b
Examples:
  sse-conform profile import openapi.yaml > my-protocol.toml
  sse-conform profile import openapi.yaml --operation createMessage --name my-protocol
"""


@click.command("import", help=HELP)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--operation",
    metavar="ID",
    help="The operation, by operationId or as in 'POST /chat'; needed where several stream.",
)
@click.option(
    "--name", metavar="NAME", default="", help="The name of the profile.  [default: that of the operation]"
)
@click.pass_context
def import_profile(ctx: click.Context, *, file: Path, operation: str | None, name: str) -> Exit:
    note_read(ctx, str(file))
    try:
        document = load(file)
        click.echo(draft(document, document.operation(operation), date.today(), name), nl=False)
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror}") from error
    except OpenApiError as error:
        raise click.UsageError(visible(str(error))) from error
    return Exit.CLEAN
