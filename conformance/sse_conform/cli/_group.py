"""How commands are found and how they end: an exit code, and never a traceback but for a fault of our own."""

import os
import traceback
from importlib import import_module

import click

from ._exit import Exit

COMMANDS = ("check", "rules", "explain", "decode", "encode", "suite", "profile", "schema")
"""In the order of the help. Each is a module beside this one that holds a command of its name."""

_OUR_FAULT = (
    "sse-conform: this is a fault of sse-conform, not of your stream; please report it with the lines above, "
    "the output of `sse-conform --version` and, if you may share it, the input."
)


class Commands(click.Group):
    """The group of commands. Each returns its exit code, and is imported when it is called, so that filters start fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f".{cmd_name}", __package__), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> None:
        try:
            code = Exit(super().invoke(ctx))
        except (click.ClickException, click.exceptions.Exit):
            raise
        except KeyboardInterrupt:
            code = Exit.INTERRUPTED
        except BrokenPipeError:
            close_stdout()
            code = Exit.CLEAN
        except OSError as error:
            # Such as a full disk under the output: a fault of the surroundings, and not ours.
            click.echo(f"sse-conform: {error}", err=True)
            code = Exit.UNUSABLE
        except Exception:
            click.echo(traceback.format_exc() + _OUR_FAULT, err=True)
            code = Exit.FAULT
        ctx.exit(code)


def close_stdout() -> None:
    """Nobody reads the output any more: what is still buffered goes to nothing, and without a complaint at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
