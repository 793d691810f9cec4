"""Which implementations a run is about: programs by their command lines, and factories by their modules."""

import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from shutil import which

import attrs
import click

from ...suite import (
    Adapter,
    AdapterError,
    Implementation,
    InProcess,
    OneShot,
    Reply,
    Stdio,
    Task,
    load_subject,
)
from .._options import NO_CAPABILITY, TIMEOUT

Reach = Callable[[Sequence[str]], Adapter]


class Subject:
    """One implementation under test: an adapter that remembers who answered.

    :param place: command or module, for messages about an implementation that does not start.
    :param arguments: those of `suite run` that name it.
    :param given: what the person who started the run calls it, if anything.
    :param helpers: more ways to reach it, for a run of several cases at a time.
    """

    def __init__(
        self,
        adapter: Adapter,
        place: str,
        arguments: Sequence[str],
        given: str = "",
        helpers: Sequence[Adapter] = (),
    ) -> None:
        self.implementation: Implementation | None = None
        self.arguments = tuple(arguments)
        self.helpers = helpers
        self._adapter = adapter
        self._given = given
        self._place = place

    @property
    def name(self) -> str:
        """Its name, as far as it is known."""
        said = self.implementation.name if self.implementation else ""
        return self._given or said or self._place

    def start(self) -> Implementation:
        self.implementation = self._adapter.start()
        return self.implementation

    def ask(self, tasks: Iterable[Task]) -> Iterator[Reply]:
        return self._adapter.ask(tasks)

    def close(self) -> None:
        self._adapter.close()


@attrs.frozen
class Named:
    """A command with the name that it is to have."""

    name: str
    command: tuple[str, ...]


def named(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[Named, ...]:
    found = tuple(_named(value) for value in values)
    names = [each.name for each in found]
    for name in names:
        if names.count(name) > 1:
            raise click.BadParameter(f"two implementations are called {name!r}; give one another name")
    return found


def _named(value: str) -> Named:
    name, _, command = value.partition("=")
    try:
        words = tuple(shlex.split(command))
    except ValueError as error:
        raise click.BadParameter(f"{command!r} is no command: {error}") from error
    if not name or not words:
        raise click.BadParameter(f"{value!r} is not NAME=COMMAND, as in parser='node wrapper.js'")
    return Named(name, words)


def arguments_of(*, one_shot: bool, capabilities: Sequence[str], timeout: float) -> tuple[str, ...]:
    """The arguments of `suite run` by which commands are reached so again."""
    said = [word for name in capabilities for word in ("--capability", name)]
    patience = ["--timeout", f"{timeout:g}"] if timeout != TIMEOUT else []
    return (*(["--one-shot"] if one_shot else []), *said, *patience)


def reached(*, one_shot: bool, capabilities: Sequence[str], timeout: float) -> Reach:
    """How commands are reached.

    Raises :class:`click.UsageError` for capabilities of programs that say them.
    """
    if one_shot:
        offered = [name for name in capabilities or ("id",) if name != NO_CAPABILITY]
        return lambda command: OneShot(command, capabilities=offered, timeout=timeout)
    if capabilities:
        raise click.UsageError("--capability is for --one-shot; other programs say what they can do")
    return lambda command: Stdio(command, timeout=timeout)


def subjects(
    command: Sequence[str],
    others: Sequence[Named],
    modules: Iterable[str],
    reach: Reach,
    *,
    arguments: Sequence[str] = (),
    jobs: int = 1,
) -> list[Subject]:
    """The implementations of a run.

    :param arguments: those of `suite run` that say how commands are reached.
    :param jobs: how many processes of one program may run at a time.

    Raises :class:`click.UsageError` when there is none, or a module cannot be loaded.
    """
    for words in (command, *(each.command for each in others)):
        if words and which(words[0]) is None:
            raise click.UsageError(f"{words[0]} is no program that can be run")

    def subject(words: Sequence[str], place: str, name: str = "") -> Subject:
        helpers = [reach(words) for _ in range(jobs - 1)]
        return Subject(reach(words), place, (*arguments, "--", *words), name, helpers)

    found = [subject(command, shlex.join(command))] if command else []
    found += [subject(each.command, each.name, each.name) for each in others]
    found += [_of_module(path) for path in modules]
    if not found:
        raise click.UsageError("nothing to test: give a command after --, or --impl, or --module")
    return found


def _of_module(path: str) -> Subject:
    # As `python -m` does: the module is mostly a file in the working directory.
    if "" not in sys.path:
        sys.path.insert(0, "")
    try:
        return Subject(InProcess(load_subject(path)), path, ("--module", path))
    except AdapterError as error:
        raise click.UsageError(str(error)) from error
