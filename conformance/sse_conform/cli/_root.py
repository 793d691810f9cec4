"""The root of the command line: the list of commands, and how each of them ends.

A command ends with an exit code, at most one sentence, and a traceback only for who asks for it.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any, Final

import click

from ..render import visible
from ._exit import Exit
from ._faults import fault_words, show_traceback
from ._group import LazyGroup
from ._streams import abandon_stdout, open_standard_streams

COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "check": (".check:check", "Check event streams: files, directories, URLs."),
    "report": (".report:report", "Show event streams on a page, or compare two."),
    "rules": (".rules:rules", "List the rules."),
    "explain": (".explain:explain", "Say what a code means."),
    "show": (".show:show", "Show a stream: its events, bytes, or when they came."),
    "decode": (".decode:decode", "Turn an event stream into JSON lines."),
    "encode": (".encode:encode", "Turn JSON lines into an event stream."),
    "convert": (".convert:convert", "Write a recording in another format."),
    "suite": (".suite:suite", "Run the conformance suite against an implementation."),
    "fuzz": (".fuzz:fuzz", "Find where a parser or a serializer differs from the standard."),
    "profile": (".profile:profile", "List, show and check ordering profiles."),
    "audit": (".audit:audit", "Check streams by the million."),
    "config": (".config:config", "Show the configuration of a project."),
    "schema": (".schema:schema", "Write the JSON Schema of what commands read and write."),
}
"""Each command with its place and its line in the help, in the order of the help."""


class Commands(LazyGroup):
    """The group of all commands. Each command returns its exit code."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line, and exit with the code of the command."""
        open_standard_streams()
        extra["standalone_mode"] = False
        run = super().main
        sys.exit(_ended(lambda: _told(lambda: run(*args, **extra))))

    def invoke(self, ctx: click.Context) -> Exit:
        """Run a command, and say what went wrong here, where the options are known."""
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
