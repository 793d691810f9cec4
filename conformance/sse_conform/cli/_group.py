"""Groups of commands: each command is imported when it is called, so that help and filters start fast."""

import gc
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from ..suggest import did_you_mean


@contextmanager
def _without_collector() -> Generator[None]:
    """Import without the garbage collector: imports make no garbage, and each look for it costs milliseconds.

    What was imported stays to the end, so the collector passes over it from then on too.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


class LazyGroup(click.Group):
    """A group that knows the name and the help line of each command, and imports only the command that is called.

    :param lazy: for each command its place, as "module:attribute" relative to `package`, and its line in the help.
    :param package: the package that the places start from.
    """

    def __init__(self, *args: Any, lazy: Mapping[str, tuple[str, str]], package: str, **extra: Any) -> None:
        super().__init__(*args, **extra)
        self._lazy = lazy
        self._package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the help."""
        return list(self._lazy)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of the first argument; of a name that the group does not have, say what was probably meant."""
        name = args[0]
        if name not in self._lazy and not name.startswith("-") and not ctx.resilient_parsing:
            raise click.UsageError(f"there is no command {name!r}{did_you_mean(name, self._lazy)}", ctx)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None for a name that the group does not have."""
        if cmd_name not in self._lazy:
            return None
        module, _, attribute = self._lazy[cmd_name][0].partition(":")
        with _without_collector():
            command: click.Command = getattr(import_module(module, self._package), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help lines of the commands, without an import of the commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self._lazy.items()])
