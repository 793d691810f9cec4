"""`sse-conform check`: what is wrong with captured and live streams, and where."""

from typing import Any

import click

from .._completion import files
from .._config import Configured, config_options
from .._exit import Exit
from .._options import limit_options, only_option, output_options, rule_options
from .._parameters import path
from .._url_options import include_option, listening_options, request_options

HELP = """\
Check event streams and say what is wrong with them, and where.

INPUTS are files, directories, patterns such as 'captures/**/*.sse', URLs, or - for standard input. A file holds the body
of a response, what `curl -i` or `curl --trace` wrote, a cassette (vcrpy, VCR, go-vcr, betamax, nock ...), a HAR, a flow file
of mitmproxy, a log, a list of chunks, or JSON lines; its first bytes tell which. A recording may hold many streams, and
each is checked. Below a directory those files are taken that are captures: *.sse, *.eventstream, *.http and *.har by their
name, and *.txt, *.log, *.yaml, *.json and the like by their content. A URL is fetched as an EventSource would, redirects followed, and checked while it streams.

\b
Examples:
  sse-conform check chat.sse
  sse-conform check captures/ --profile ciniterflow --format concise
  curl -isN https://example.com/stream | sse-conform check -
  sse-conform check https://example.com/api/v1/prediction/ID \\
      -d '{"question": "Hello", "streaming": true}' --max-time 60
  sse-conform check https://example.com/stream -o stream.ssecap

\b
Exit codes, whatever the format:
  0    no finding at or above the level of --fail-on
  1    findings at or above it
  2    wrong usage, an input that cannot be read or is no event stream, or no input
  3    a server gave no stream: refused, timed out, wrong status or media type
  4    a fault of sse-conform itself
  130  interrupted; the report on what was checked is written
  143  ended by SIGTERM; the same report is written
When several apply, the first of 143, 130, 4, 2, 3, 1 counts. An input that cannot be read
does not keep the others from being checked.

Secrets of the request (values of -H that are not known to be harmless, passwords and tokens in URLs) are written as REDACTED
wherever they come back, and go to no other origin. A report in a file is put there at the end, and whole.
"""


@click.command(help=HELP, cls=Configured)
@click.argument("arguments", nargs=-1, metavar="INPUTS...", shell_complete=files)
@only_option
@include_option
@rule_options
@limit_options
@listening_options
@request_options
@click.option(
    "-o",
    "--output",
    "recording",
    metavar="FILE.ssecap",
    callback=path,
    help="Keep what the URLs send, with times and chunk edges, as it comes.",
)
@output_options
@config_options
def check(**options: Any) -> Exit:
    from ._command import run  # noqa: PLC0415 - help and wrong usage need nothing of a check

    return run(**options)
