"""What the arguments of a command name, in their order and each once: files, standard input, URLs."""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import Final, cast

import attrs

from ..captures import CaptureError, Found, PassedOver, find, read_captures

STDIN = "-"
_LOCAL: Final = re.compile(
    r"(?i)(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?(?:[/?].*)?"
)
"""An address of this machine without its scheme."""
_REMOTE: Final = re.compile(
    r"(?i)[a-z0-9-]+(?:(?:\.[a-z0-9-]+)*:\d{1,5}(?:[/?].*)?|(?:\.[a-z0-9-]+)*\.[a-z]{2,}/.*)"
)
"""What may be the address of another machine without its scheme, or else a path."""


@attrs.frozen
class Url:
    """The address of a live stream."""

    address: str
    notes: tuple[str, ...] = attrs.field(default=(), repr=False)
    """What a person should know of how it was understood."""


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


def named(argument: str) -> Path | Url | Stdin | CaptureError:
    """What an argument names that stands for one input."""
    if argument == STDIN:
        return Stdin()
    if argument.lower().startswith(("http://", "https://")):
        return Url(argument)
    if os.path.lexists(argument):
        return Path(argument)
    if _LOCAL.fullmatch(argument):
        return Url(f"http://{argument}", ("the scheme is http, since none was given for this machine",))
    scheme, is_address, _ = argument.partition("://")
    if is_address and len(scheme) > 1 and scheme.isalnum():
        words = (
            f"an address of {scheme} is not read; give one that begins with http:// or https://, or a file"
        )
        return CaptureError(argument, words)
    if _REMOTE.fullmatch(argument):
        words = f"there is no such file or directory; if it is an address, write https://{argument}"
        return CaptureError(argument, words)
    return Path(argument)


def _named(argument: str) -> Iterator[Input]:
    found = named(argument)
    if isinstance(found, Path):
        yield from find(argument)
    else:
        yield found
