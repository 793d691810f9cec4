"""What the arguments of a command name, in their order and each once: files, standard input, URLs."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import cast

import attrs

from ..captures import CaptureError, Found, PassedOver, find, read_captures

STDIN = "-"


@attrs.frozen
class Url:
    """The address of a live stream."""

    address: str


@attrs.frozen
class Stdin:
    """The stream on standard input."""


def standard_input(on_read: Callable[[int], None] | None = None) -> Iterator[Found]:
    """What comes on standard input; `on_read` hears of the bytes that are read."""
    return read_captures(STDIN, cast("BufferedReader", sys.stdin.buffer), on_read)


Input = Path | Url | Stdin | CaptureError | PassedOver


def inputs(arguments: Iterable[str]) -> Iterator[Input]:
    """The inputs that the arguments name, and what was passed over in directories; each comes once."""
    seen: set[str] = set()
    for argument in arguments:
        for found in _named(argument):
            key = os.path.realpath(found) if isinstance(found, Path) else repr(found)
            if key not in seen:
                seen.add(key)
                yield found


def named(argument: str) -> Path | Url | Stdin:
    """What an argument names that stands for one input."""
    if argument == STDIN:
        return Stdin()
    return Url(argument) if argument.lower().startswith(("http://", "https://")) else Path(argument)


def _named(argument: str) -> Iterator[Input]:
    found = named(argument)
    if isinstance(found, Path):
        yield from find(argument)
    else:
        yield found
