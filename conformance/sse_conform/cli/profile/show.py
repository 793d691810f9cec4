"""`sse-conform profile show`: one profile in words, as JSON, or as state diagrams."""

from contextlib import ExitStack

import click
from click.shell_completion import CompletionItem

from sse_codec.ordering import Profile, shipped_profiles

from ... import what_to_install
from ...render import PROFILE_FORMATS, Format
from .._clashes import refuse_clashes
from .._exit import Exit
from .._options import format_option
from .._output import opened_sinks
from .._parameters import Target, loaded

HELP = """\
Show a profile that comes along, or that of a TOML file: the kinds of events, their order, the tracks, and what is
checked. mermaid and svg draw the state diagrams of the order and of each track.

\b
Examples:
  sse-conform profile show anthropic-messages
  sse-conform profile show my-protocol.toml --format svg:my-protocol.svg
"""


def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of the shipped profiles, and files where none of them begins so."""
    names = [CompletionItem(name) for name in shipped_profiles() if name.startswith(incomplete)]
    return names or [CompletionItem(incomplete, type="file")]


def _profile(ctx: click.Context, param: click.Parameter, value: str) -> Profile:
    return loaded(ctx, value)


@click.command(help=HELP)
@click.argument("profile", metavar="NAME|FILE", callback=_profile, shell_complete=complete)
@format_option(PROFILE_FORMATS)
def show(*, profile: Profile, targets: tuple[Target, ...]) -> Exit:
    refuse_clashes(target.path for target in targets)
    texts = {target.format: _text(profile, target.format) for target in targets}
    with ExitStack() as resources:
        for sink in opened_sinks(targets, resources, color=False, make=lambda format, _: texts[format]):
            sink.write([sink.renderer])
    return Exit.CLEAN


def _text(profile: Profile, format: Format) -> str:
    try:
        text: str = format.load()(profile)
    except ImportError as error:
        missing = what_to_install(error)
        if missing is None:
            raise
        raise click.UsageError(f"no picture can be drawn: {missing}; or take --format mermaid") from error
    return text
