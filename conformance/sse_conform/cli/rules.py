"""`sse-conform rules`: the list of everything that a check can find."""

from typing import Any

import click

from ..render import one_line
from ..rules._entries import Entry, entries
from ._exit import Exit
from ._options import text_or_json

HELP = """\
List the rules that are applied by default: errors and warnings on the stream, and the codes of the order of its events.

\b
Examples:
  sse-conform rules --all
  sse-conform rules --format json | jq -r '.rules[] | select(.level == "error") | .code'
"""


@click.command(help=HELP)
@click.option("--all", "everything", is_flag=True, help="List also those that only --select brings in.")
@text_or_json
def rules(*, everything: bool, format: str) -> Exit:
    listed = [entry for entry in entries() if everything or entry.default]
    if format == "json":
        click.echo(_document(listed))
    else:
        for entry in listed:
            mark = "" if entry.default else " (off by default)"
            click.echo(f"{entry.code}  {entry.level.label:<7}  {entry.name}: {entry.summary}{mark}")
    return Exit.CLEAN


def _document(listed: list[Entry]) -> str:
    values = ",\n".join(f"  {one_line(_value(entry))}" for entry in listed)
    return f'{{"v": 1, "rules": [\n{values}\n]}}'


def _value(entry: Entry) -> dict[str, Any]:
    return {
        "code": entry.code,
        "name": entry.name,
        "level": entry.level.label,
        "default": entry.default,
        "basis": entry.basis,
        "summary": entry.summary,
        "why": entry.why,
        "help": entry.help,
        "spec": entry.spec,
        "url": entry.url,
        "needs": list(entry.needs),
        "options": [
            {"name": each.name, "default": each.default, "least": each.least, "meaning": each.meaning}
            for each in entry.options
        ],
        "evidence": list(entry.evidence),
    }
