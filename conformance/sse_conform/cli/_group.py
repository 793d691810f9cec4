"""How commands are found and how they end: an exit code, at most a sentence, and a traceback only for who asks for it."""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

from ..render import visible
from ._exit import Exit
from ._faults import fault_words, show_traceback
from ._streams import abandon_stdout, open_standard_streams

COMMANDS = ("check", "rules", "explain", "decode", "encode", "suite", "fuzz", "profile", "schema")
"""In the order of the help. Each is a module beside this one that holds a command of its name."""


class Commands(click.Group):
    """The group of commands. Each returns its exit code, and is imported when it is called, so that filters start fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f".{cmd_name}", __package__), cmd_name)
        return command

    def main(self, *args: Any, **extra: Any) -> Any:
        open_standard_streams()
        extra["standalone_mode"] = False
        run = super().main
        sys.exit(_ended(lambda: _told(lambda: run(*args, **extra))))

    def invoke(self, ctx: click.Context) -> Exit:
        """The command, and what came of it; said here, while it is known what was asked for."""
        return _ended(lambda: super(Commands, self).invoke(ctx))


def _ended(run: Callable[[], Any]) -> Exit:
    """The exit code of a run, whatever happens in it."""
    try:
        return Exit(run())
    except (click.ClickException, click.exceptions.Exit):
        raise
    except (KeyboardInterrupt, click.Abort):
        return Exit.INTERRUPTED
    except BrokenPipeError:
        abandon_stdout()
        return Exit.CLEAN
    except OSError as error:
        # Such as a full disk under the output: a fault of the surroundings, and not ours.
        what = str(error.filename) if error.filename else "standard output"
        click.echo(f"sse-conform: {visible(f'{what}: {error.strerror or error}')}", err=True)
        abandon_stdout()
        return Exit.UNUSABLE
    except Exception as error:
        show_traceback(error)
        click.echo(f"sse-conform: {visible(fault_words(error))}", err=True)
        return Exit.FAULT


def _told(run: Callable[[], Any]) -> Any:
    """What a run returns; 2 and a sentence for wrong usage, which may repeat what a stranger wrote."""
    try:
        return run()
    except click.ClickException as error:
        vars(error)["message"] = "\n".join(map(visible, error.message.split("\n")))
        error.show()
        return error.exit_code
