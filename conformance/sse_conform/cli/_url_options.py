"""Options for streams that a server sends: what it is asked for, how long it is listened to, and what is shown of the exchange."""

from typing import Final

import click

from . import _parameters as parameters
from ._options import Command, with_options

IDLE_TIMEOUT: Final = 300.0
"""Seconds of silence after which a live stream is given up: long enough for a slow model, short enough for CI."""


def listening_options(command: Command) -> Command:
    """How long a URL is listened to."""
    return with_options(
        command,
        click.option(
            "--max-time",
            type=click.FloatRange(min=0, min_open=True),
            metavar="SECONDS",
            help="Stop listening to a URL after this time.",
        ),
        click.option(
            "--max-bytes",
            type=click.IntRange(min=1),
            metavar="BYTES",
            help="Stop listening to a URL after this many bytes of its body.",
        ),
        click.option(
            "--idle-timeout",
            type=click.FloatRange(min=0),
            metavar="SECONDS",
            help=f"Give up a URL that sends nothing for this time; 0 for never.  [default: {IDLE_TIMEOUT:g}]",
        ),
    )


def request_options(command: Command) -> Command:
    """What a server is asked for."""
    return with_options(
        command,
        click.option(
            "-X",
            "--request",
            "method",
            metavar="METHOD",
            callback=parameters.method,
            help="Method of the request for a URL.",
        ),
        click.option(
            "-H",
            "--header",
            "headers",
            multiple=True,
            metavar="'NAME: VALUE'",
            callback=parameters.headers,
            help="Header of the request; replaces ours of that name, and with no value takes it away.",
        ),
        click.option(
            "-d",
            "--data",
            "body",
            metavar="TEXT|@FILE",
            callback=parameters.body,
            help="Body of the request, which makes it a POST; sent as application/json when it is JSON.",
        ),
        click.option(
            "--last-event-id",
            metavar="ID",
            callback=parameters.sendable,
            help="Ask the server to resume after this event.",
        ),
        click.option(
            "--max-redirs",
            "max_redirects",
            type=click.IntRange(min=0),
            metavar="N",
            help="Follow no more redirects than this; 0 for none.  [default: 20]",
        ),
        click.option(
            "--proto",
            "protocols",
            metavar="PROTOCOLS",
            callback=parameters.protocols,
            help="Use only these, also after redirects, as curl has it: =https, or -http.",
        ),
        click.option(
            "--location-trusted",
            "is_location_trusted",
            is_flag=True,
            help="Send all headers and the body to other origins too, where a redirect leads there.",
        ),
        click.option(
            "-k",
            "--insecure",
            "is_insecure",
            is_flag=True,
            help="Take any certificate of a server; the report says that it was not checked.",
        ),
        click.option(
            "--http2",
            "is_http2",
            is_flag=True,
            help="Offer HTTP/2 to the server of an https URL, as a browser does.",
        ),
        click.option(
            "-v",
            "--verbose",
            "is_verbose",
            is_flag=True,
            help="Write the heads of each request and response to standard error, without their secrets.",
        ),
    )


include_option = click.option(
    "-i",
    "--include",
    "includes_head",
    is_flag=True,
    help="Show the head of the response too, where it is known, without its secrets.",
)
"""Whether the head of the response is shown."""
