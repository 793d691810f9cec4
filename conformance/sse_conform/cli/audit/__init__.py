"""`sse-conform audit`: many streams at once, kept anywhere, and a page on what breaks."""

import click

from .._group import LazyGroup

HELP = """\
Check streams by the million: folders, object stores, Parquet files and JSON lines. A row for each stream comes out, and a page
that says what breaks, where and since when.

\b
Examples:
  sse-conform audit run s3://bucket/streams -o audit/
  sse-conform audit run 'logs.parquet' --body response_body --tag model -o audit/
  sse-conform audit report audit/ -o audit.html --by model
"""
COMMANDS = {
    "run": (".run:run", "Check the streams of folders, stores and tables."),
    "report": (".report:report", "Make a page of an audit."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS, package=__name__, help=HELP)
def audit() -> None: ...
