"""The examples in the help of commands use what there is."""

import re
from collections.abc import Iterator

import click
import pytest

from sse_conform.cli import main


def commands(
    group: click.Group, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """A group and all that is below it, each with the words that call it."""
    yield path, group
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


COMMANDS = dict(commands(main))


def calls() -> Iterator[str]:
    """Each call of a command in the examples of a help."""
    for command in COMMANDS.values():
        text = re.sub(r"\\\n\s*", " ", command.help or "")
        for line in text.splitlines():
            if line.startswith("  "):
                yield from (
                    part.strip() for part in line.split("|") if part.strip().startswith("sse-conform ")
                )


CALLS = sorted(set(calls()))


def test_there_are_examples() -> None:
    assert len(CALLS) > 25


@pytest.mark.parametrize("call", CALLS)
def test_an_example_uses_options_that_there_are(call: str) -> None:
    words = call.partition(" -- ")[0].split()[1:]
    path = next(tuple(words[:size]) for size in (2, 1) if tuple(words[:size]) in COMMANDS)
    parameters = COMMANDS[path].params
    known = {name for each in parameters for name in (*each.opts, *each.secondary_opts)}
    used = {word.partition("=")[0] for word in words if re.match(r"--?[a-zA-Z]", word)}
    assert used <= known
