"""`sse-conform profile show`: one profile in words, as JSON, or as state diagrams."""

from contextlib import ExitStack

import click
from click.shell_completion import CompletionItem

from sse_codec.ordering import Profile, shipped_profiles

from ... import what_to_install
from ...render.profile import json_text, mermaid_text, text_lines
from .._clashes import refuse_clashes
from .._exit import Exit
from .._output import opened_sinks
from .._parameters import Target, loaded, targets_of

HELP = """\
Show a profile that comes along, or that of a TOML file: the kinds of events, their order, the tracks, and what is
checked. mermaid and svg draw the state diagrams of the order and of each track.

\b
Examples:
  sse-conform profile show anthropic-messages
  sse-conform profile show my-protocol.toml --format svg:my-protocol.svg
"""
FORMATS = ("text", "json", "mermaid", "svg")


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of the shipped profiles, and files where none of them begins so."""
    names = [CompletionItem(name) for name in shipped_profiles() if name.startswith(incomplete)]
    return names or [CompletionItem(incomplete, type="file")]


def _profile(ctx: click.Context, param: click.Parameter, value: str) -> Profile:
    return loaded(ctx, value)


def _targets(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[Target, ...]:
    return targets_of(FORMATS, values)


@click.command(help=HELP)
@click.argument("profile", metavar="NAME|FILE", callback=_profile, shell_complete=_complete)
@click.option(
    "--format",
    "targets",
    multiple=True,
    metavar="FORMAT[:PATH]",
    default=("text",),
    callback=_targets,
    help="text, json, mermaid or svg, to standard output or to a file; may be given several times.  [default: text]",
)
def show(*, profile: Profile, targets: tuple[Target, ...]) -> Exit:
    refuse_clashes(targets)
    texts = {target.format: _text(profile, target.format) for target in targets}
    with ExitStack() as resources:
        for sink in opened_sinks(targets, resources, color=False, make=lambda format, _: texts[format]):
            sink.write([sink.renderer])
    return Exit.CLEAN


def _text(profile: Profile, format: str) -> str:
    match format:
        case "json":
            return json_text(profile)
        case "mermaid":
            return mermaid_text(profile)
        case "svg":
            return _svg(profile)
        case _:
            return "".join(f"{line}\n" for line in text_lines(profile))


def _svg(profile: Profile) -> str:
    try:
        from ...render.profile.svg import svg_text  # noqa: PLC0415 - it needs an extra
    except ImportError as error:
        missing = what_to_install(error)
        if missing is None:
            raise
        raise click.UsageError(f"no picture can be drawn: {missing}; or take --format mermaid") from error
    return svg_text(profile)
