"""`sse-conform suite export`: all cases in one JSON document, for consumers that do not want to read TOML."""

from pathlib import Path

import click

from ...suite import export as document
from ...suite import export_text, fixtures_folder, load_cases, load_requirements, load_statements
from .._exit import Exit

HELP = """\
Write all cases as one JSON document: what to feed, under which cuts, and what must come out. fixtures/CASES.md explains
its members, fixtures/cases.schema.json is its schema.

\b
Examples:
  sse-conform suite export -o cases.json
  sse-conform suite export | jq '.decoder[] | select(.id == "framing/cr")'
"""


@click.command(help=HELP)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write there.")
def export(*, output: Path | None) -> Exit:
    folder = fixtures_folder()
    cases = load_cases(folder)
    text = export_text(document(cases, load_statements(folder).values(), load_requirements(folder)))
    if output is None:
        click.echo(text, nl=False)
        return Exit.CLEAN
    try:
        output.write_bytes(text.encode())
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}") from error
    return Exit.CLEAN
