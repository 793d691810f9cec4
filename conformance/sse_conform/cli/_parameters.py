"""What options take: from the words of the command line to the values that a check is asked with, or a sentence why not."""

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import click

from ..render import Format, Formats, visible
from ..suggest import did_you_mean
from ._reading import note_read

if TYPE_CHECKING:
    from sse_codec.ordering import Profile

    from ..finding import Level

_HEADER = r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*)"
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_VALUE = r"[^\x00-\x08\x0a-\x1f\x7f]*"
_PROTOCOLS = frozenset({"http", "https"})


class Target(NamedTuple):
    """An output format, and the file that it goes to; None for standard output."""

    format: Format
    path: Path | None


def targets(formats: Formats, values: tuple[str, ...]) -> tuple[Target, ...]:
    """Return the targets that these words name, each of one of the formats."""
    found = tuple(_target(value, formats) for value in values)
    if sum(target.path is None for target in found) > 1:
        raise click.BadParameter(
            "only one format can go to standard output; give the others a file, as in json:out.json"
        )
    return found


def with_terminal(formats: Formats, targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """Return the targets, with the default on the terminal where all of them are files."""
    if any(target.path is None for target in targets):
        return targets
    return (Target(formats.default, None), *targets)


def _target(value: str, formats: Formats) -> Target:
    name, _, path = value.partition(":")
    format = formats.get(name)
    if format is None:
        hint = did_you_mean(name, (format.name for format in formats))
        raise click.BadParameter(f"there is no format {name!r}; choose {formats.words}{hint}")
    return Target(format, Path(path) if path else None)


def path(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Path | None:
    return None if value is None else Path(value)


def profile(ctx: click.Context, _param: click.Parameter, value: str) -> "Profile | Literal['auto'] | None":
    return chosen_profile(ctx, value)


def chosen_profile(ctx: click.Context, value: str) -> "Profile | Literal['auto'] | None":
    """The profile of a name or a file, or one of the two words."""
    if value == "auto":
        return "auto"
    if value == "none":
        return None
    return loaded(ctx, value)


def loaded(ctx: click.Context, value: str) -> "Profile":
    """The profile of a name or a file, which no report may destroy."""
    from sse_codec.ordering import ProfileError, load_profile  # noqa: PLC0415 - help needs no profile

    if os.path.isfile(value):
        note_read(ctx, value)
    try:
        return load_profile(value)
    except ProfileError as error:
        # The file may be a stranger's, and its words must stay on their line.
        raise click.BadParameter(visible(str(error))) from error


def codes(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Codes and prefixes, separated by commas or given one by one."""
    return tuple(code.strip() for value in values for code in value.split(",") if code.strip())


def threshold(_ctx: click.Context, _param: click.Parameter, value: str) -> "Level | None":
    from ..finding import Level  # noqa: PLC0415 - help needs no level

    return None if value == "never" else Level.parse(value)


def baseline(ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path | None:
    """The file of a baseline, which no report may destroy."""
    if value is not None:
        note_read(ctx, str(value))
    return value


def size(_ctx: click.Context, _param: click.Parameter, value: int) -> int | None:
    """A number of bytes, where 0 takes the limit away."""
    return value or None


def headers(
    _ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for value in values:
        match = re.fullmatch(_HEADER, value)
        if match is None:
            # The value may be a secret, so the message does not repeat it.
            raise click.BadParameter("a header is written 'Name: value', on one line")
        found.append((match[1], _sendable(match[2].strip())))
    return tuple(found)


def method(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(_TOKEN, value):
        raise click.BadParameter("a method is a word such as GET, POST or QUERY")
    return value


def sendable(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """A value for a header field, which is one line."""
    if value is not None and not re.fullmatch(_VALUE, value):
        raise click.BadParameter("it must be one line, without control characters")
    return None if value is None else _sendable(value)


def _sendable(text: str) -> str:
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raise click.BadParameter("it has characters that cannot be sent") from None
    return text


def protocols(_ctx: click.Context, _param: click.Parameter, value: str | None) -> frozenset[str] | None:
    """Read protocols in curl's syntax: ``=`` sets the list, ``+`` or no sign adds a protocol, and ``-`` takes a protocol away."""
    if value is None:
        return None
    permitted = set(_PROTOCOLS)
    for word in value.lower().split(","):
        sign, name = (word[:1], word[1:]) if word[:1] in ("=", "+", "-") else ("+", word)
        named = _PROTOCOLS if name == "all" else {name}
        if not named <= _PROTOCOLS:
            raise click.BadParameter(f"there is no protocol {name!r} here; choose http, https or all")
        if sign == "-":
            permitted -= named
        else:
            permitted = set(named) if sign == "=" else permitted | named
    return frozenset(permitted)


def body(ctx: click.Context, _param: click.Parameter, value: str | None) -> bytes | None:
    """The text itself, or the bytes of the file after ``@``, where ``@-`` is standard input."""
    if value is None or not value.startswith("@"):
        return None if value is None else _sendable(value).encode("utf-8", "surrogateescape")
    try:
        if value == "@-":
            return sys.stdin.buffer.read()
        note_read(ctx, value[1:])
        return Path(value[1:]).read_bytes()
    except OSError as error:
        raise click.BadParameter(f"{value[1:]} cannot be read: {error.strerror}") from error
