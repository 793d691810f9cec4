"""`sse-conform suite`: the conformance suite, for any implementation in any language."""

import click

from .suite_export import export
from .suite_list import list_cases
from .suite_run import run
from .suite_show import show

HELP = """\
Run the conformance suite against any parser, client or serializer of event streams, in any language.

\b
Examples:
  sse-conform suite run -- node my-wrapper.js
  sse-conform suite show framing/crlf-split-across-chunks

docs/suite.md is the way to a verdict in ten minutes, docs/suite-protocol.md all that a wrapper can say.
"""


@click.group(
    help=HELP,
    short_help="Run the conformance suite against an implementation.",
    commands=[run, list_cases, show, export],
)
def suite() -> None: ...
