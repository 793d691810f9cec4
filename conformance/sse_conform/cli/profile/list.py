"""`sse-conform profile list`: the profiles that come along, one on a line."""

from typing import Any

import click

from sse_codec.ordering import Profile, load_profile, shipped_profiles

from ...render import count, one_line
from .._exit import Exit
from .._options import text_or_json

HELP = """\
List the profiles that come along: name, title, date of the rules, and how much each one says.

\b
Examples:
  sse-conform profile list
  sse-conform profile list --format json | jq -r '.profiles[].name'
"""


@click.command("list", help=HELP)
@text_or_json
def list_profiles(*, format: str) -> Exit:
    profiles = [load_profile(name) for name in shipped_profiles()]
    if format == "json":
        values = ",\n".join(f"  {one_line(_value(profile))}" for profile in profiles)
        click.echo(f'{{"v": 1, "profiles": [\n{values}\n]}}')
        return Exit.CLEAN
    width = max(len(profile.name) for profile in profiles)
    for profile in profiles:
        amount = ", ".join(count(number, noun) for noun, number in _amounts(profile).items())
        click.echo(f"{profile.name:<{width}}  {profile.date}  {profile.title} ({amount})")
    return Exit.CLEAN


def _amounts(profile: Profile) -> dict[str, int]:
    return {"kind": len(profile.kinds), "track": len(profile.tracks), "check": len(profile.checks)}


def _value(profile: Profile) -> dict[str, Any]:
    said = {"name": profile.name, "title": profile.title, "spec": profile.spec, "date": profile.date}
    return said | {f"{noun}s": number for noun, number in _amounts(profile).items()}
