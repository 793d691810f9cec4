"""`sse-conform audit report`: a page on what breaks, from the rows of an audit."""

import sys
from pathlib import Path

import click

from .._exit import Exit
from ._extra import ended

HELP = """\
Make one HTML page of an audit: how many streams break which rule, by profile and by tags, each with an example; how the streams
went; and what was not checked. With --since it says what is new since another audit.

AUDIT is the output of `sse-conform audit run`: a folder, or an address in an object store.
"""


@click.command(help=HELP)
@click.argument("audit", metavar="AUDIT")
@click.option("-o", "--output", metavar="FILE", help="Where the page goes.  [default: standard output]")
@click.option(
    "--by", multiple=True, metavar="TAG", help="Count faults by this tag as well, such as model or day."
)
@click.option("--since", metavar="AUDIT", help="An earlier audit.")
def report(*, audit: str, output: str | None, by: tuple[str, ...], since: str | None) -> Exit:
    return ended(lambda: _report(audit, output, by, since))


def _report(audit: str, output: str | None, by: tuple[str, ...], since: str | None) -> Exit:
    from ...audit import Store  # noqa: PLC0415 - heavy, and help needs nothing of it
    from ...audit.page import figures, html  # noqa: PLC0415

    page = html(figures(Store(audit), by=by, earlier=None if since is None else Store(since))).encode()
    if output is None:
        sys.stdout.buffer.write(page)
        return Exit.CLEAN
    from .._report_file import ReportFile  # noqa: PLC0415 - what a file needs takes long to import

    with ReportFile(Path(output)) as file:
        file.write(page)
    return Exit.CLEAN
