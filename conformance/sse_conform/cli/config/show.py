"""`sse-conform config show`: each value of the configuration, and where it comes from."""

import json
from collections.abc import Iterator
from typing import cast

import click

from ...config import KEYS, Config, PathTable
from ...render import visible
from ...rules import get
from .._completion import files
from .._config import config_of, config_options, parameter
from .._exit import Exit
from ..check import check

HELP = """\
Show what a check without options goes by: each value, and whether it is a default or where it stands. With a PATH, show what
holds for the capture there.

The output is TOML, and can stand in sse-conform.toml as it is.
"""


@click.command(help=HELP)
@click.argument("path", required=False, shell_complete=files)
@config_options
def show(*, path: str | None) -> Exit:
    found = config_of(click.get_current_context())
    # Whatever a check would refuse is refused here too.
    arguments = ["--isolated"] if found is None else ["--config", str(found.path)]
    with check.make_context("check", arguments) as ctx:
        lines = [*_lines(ctx, found, path)]
    click.echo("\n".join(map(visible, lines)))
    return Exit.CLEAN


def _lines(ctx: click.Context, found: Config | None, path: str | None) -> Iterator[str]:
    table = found.table_for(path) if found and path is not None else None
    yield f"# {found.place}" if found else "# no configuration"
    for key in KEYS:
        yield _line(ctx, key, found, table)
    if found is None:
        return
    for (code, name), value in found.options.items():
        yield from ("", f"[rules.{code}]  # {get(code).name}", f"{name} = {value}  # {found.place}")
    for each in found.paths if path is None else ():
        yield from ("", f"[[paths]]  # {each.place}", f"match = {_toml(list(each.match))}")
        yield from (f"{key} = {_toml(value)}" for key, value in each.values.items())


def _line(ctx: click.Context, key: str, found: Config | None, table: PathTable | None) -> str:
    if table is not None and key in table.values:
        return f"{key} = {_toml(_joined(key, found, table))}  # {table.place}"
    if found is not None and key in found.values:
        return f"{key} = {_toml(found.values[key])}  # {found.place}"
    option = next(option for option in ctx.command.params if option.name == parameter(key))
    default = option.get_default(ctx)
    if isinstance(default, tuple):
        default = list(cast("tuple[str, ...]", default))
    if isinstance(default, str | int | list):
        return f"{key} = {_toml(cast('object', default))}  # default"
    return f"# {key} is not set"


def _joined(key: str, found: Config | None, table: PathTable) -> object:
    """The value of a table; codes beside those that hold for all streams."""
    value = table.values[key]
    if found is not None and key in ("extend-select", "ignore"):
        return [*found.values.get(key, []), *value]
    return value


def _toml(value: object) -> str:
    """A value as TOML; its strings are those of JSON."""
    return json.dumps(value)
