"""`sse-conform suite`: the conformance suite, for any implementation in any language."""

import click

from .._group import LazyGroup

HELP = """\
Run the conformance suite against any parser, client or serializer of event streams, in any language.

\b
Examples:
  sse-conform suite run -- node my-wrapper.mjs
  sse-conform suite show framing/crlf-split-across-chunks

docs/suite.md leads to a verdict in ten minutes; docs/suite-protocol.md lists everything that a wrapper can say.
"""
COMMANDS = {
    "run": (".run:run", "Run the cases against an implementation."),
    "list": (".list:list_cases", "List the cases."),
    "show": (".show:show", "Show a case in full."),
    "export": (".export:export", "Write the cases as JSON, for other tools."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS, package=__name__, help=HELP)
def suite() -> None: ...
