"""`sse-conform suite list`: the cases, one on a line."""

from typing import Any

import click

from ...render import one_line
from ...suite import AnyCase, load_cases
from .._exit import Exit
from .._options import text_or_json
from ._cases import selected

HELP = """\
List the cases, with their level and what each shows. CASES are ids, their beginnings up to a slash, or patterns with *.

\b
Examples:
  sse-conform suite list framing
  sse-conform suite list --format json | jq -r '.cases[] | select(.level == "should") | .id'
"""


@click.command("list", help=HELP)
@click.argument("patterns", nargs=-1, metavar="[CASES]...")
@text_or_json
def list_cases(*, patterns: tuple[str, ...], format: str) -> Exit:
    cases = selected(load_cases(), patterns)
    if format == "json":
        values = ",\n".join(f"  {one_line(_value(case))}" for case in cases)
        click.echo(f'{{"v": 1, "cases": [\n{values}\n]}}')
    else:
        for case in cases:
            click.echo(f"{case.level:<6}  {case.id}: {case.why}")
    return Exit.CLEAN


def _value(case: AnyCase) -> dict[str, Any]:
    return {
        "id": case.id,
        "since": case.since,
        "level": case.level,
        "spec": case.spec.name,
        "why": case.why,
        "needs": sorted(case.needs),
    }
