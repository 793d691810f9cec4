"""`sse-conform profile schema`: the JSON Schema of profile files, for editors."""

from importlib import resources

import click

from ._exit import Exit

HELP = """\
Write the JSON Schema of profile files. Editors that know TOML complete and explain keys by it, and underline what is
wrong: put `#:schema profile.schema.json` on the first line of a profile.

\b
Example:
  sse-conform profile schema > profile.schema.json
"""


@click.command(help=HELP, short_help="Write the JSON Schema of profile files, for editors.")
def schema() -> Exit:
    file = resources.files("sse_codec.ordering") / "profile.schema.json"
    click.echo(file.read_text(encoding="utf-8"), nl=False)
    return Exit.CLEAN
