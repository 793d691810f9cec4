"""The configuration on the command line: its values are the defaults of the options of a check, which the user may overrule."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from click.core import ParameterSource

from ._reading import note_read

if TYPE_CHECKING:
    from ..config import Config

_OWN_FILE: Final = "sse-conform.toml"
_PROJECT_FILE: Final = "pyproject.toml"
_META: Final = "sse-conform.config"
_ISOLATED: Final = "sse-conform.isolated"
_EXCLUSIVE: Final = "--config and --isolated exclude each other"
PARAMETERS: Final = {"fail-on": "threshold", "format": "targets"}
"""By key, the parameter that it sets, where that has another name."""

Command = TypeVar("Command", bound=Callable[..., Any])


def parameter(key: str) -> str:
    """The parameter that a key of the configuration sets."""
    return PARAMETERS.get(key, key.replace("-", "_"))


def config_options(command: Command) -> Command:
    """Which configuration is read."""
    for option in (
        click.option(
            "--isolated",
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_isolate,
            help="Read no configuration.",
        ),
        click.option(
            "--config",
            type=click.Path(path_type=Path),
            metavar="FILE",
            is_eager=True,
            expose_value=False,
            callback=_read,
            help="Read this configuration, and not the nearest sse-conform.toml or pyproject.toml.",
        ),
    ):
        command = option(command)
    return command


def config_of(ctx: click.Context) -> "Config | None":
    """The configuration of a command; None when it has none."""
    return ctx.meta.get(_META)


def is_asked(name: str) -> bool:
    """Return True if the user gave the option of this parameter, on the command line or in the environment."""
    source = click.get_current_context().get_parameter_source(name)
    return source not in (None, ParameterSource.DEFAULT, ParameterSource.DEFAULT_MAP)


def origin(ctx: click.Context, names: Iterable[str]) -> str:
    """The place of the configuration if it set one of these parameters; else ""."""
    found = config_of(ctx)
    sources = map(ctx.get_parameter_source, names)
    return found.place if found and ParameterSource.DEFAULT_MAP in sources else ""


class Configured(click.Command):
    """A command whose messages about wrong values say when these stand in the configuration."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; values of the configuration stand in for options that are not given."""
        try:
            return super().parse_args(ctx, args)
        except click.BadParameter as error:
            name = error.param.name if error.param else None
            place = origin(ctx, [name] if name else [])
            if not place:
                raise
            raise click.UsageError(f"{place}: {_key(str(name))}: {error.message}", ctx) from error


def _key(name: str) -> str:
    keys = {parameter: key for key, parameter in PARAMETERS.items()}
    return keys.get(name, name.replace("_", "-"))


def _isolate(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and _META in ctx.meta:
        raise click.UsageError(_EXCLUSIVE, ctx)
    ctx.meta[_ISOLATED] = value


def _read(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    if ctx.resilient_parsing:
        return
    if ctx.meta.get(_ISOLATED):
        if value is not None:
            raise click.UsageError(_EXCLUSIVE, ctx)
        return
    candidates = [*_candidates()] if value is None else []
    if value is None and not candidates:
        return
    from ..config import ConfigError, read_config, read_nearest  # noqa: PLC0415 - few runs have one

    try:
        found = read_nearest(candidates) if value is None else read_config(value)
    except ConfigError as error:
        raise click.UsageError(str(error), ctx) from error
    if found is None:
        return
    note_read(ctx, str(found.path))
    ctx.meta[_META] = found
    ctx.default_map = {parameter(key): value for key, value in found.values.items()}


def _candidates() -> Iterator[Path]:
    """The files that may have a configuration, in the working directory and above it, the nearest first."""
    try:
        folder = Path.cwd()
    except OSError:
        return  # the directory is gone
    for each in (folder, *folder.parents):
        for name in (_OWN_FILE, _PROJECT_FILE):
            path = each / name
            if path.is_file() and (name == _OWN_FILE or _may_have_table(path)):
                yield Path(os.path.relpath(path))


def _may_have_table(path: Path) -> bool:
    """Return False for a project file that does not name us, as most do; it need not be parsed."""
    try:
        return b"sse-conform" in path.read_bytes()
    except OSError:
        return True  # whoever reads it tells why it cannot be read
