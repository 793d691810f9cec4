"""`sse-conform encode`: JSON lines as an event stream, the reverse of ``decode``."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

import click

from sse_codec import EncodeError
from sse_codec import encode as encode_block

from ._exit import Exit
from ._output import complain

HELP = """\
Turn JSON lines into an event stream, each written as soon as it is read: what `sse-conform decode` wrote, or objects
with any of these members.

\b
  data     text of the event; without it none is dispatched
  type     type of the event, "message" unless said
  id       last event id; written where it changes
  retry    reconnection time in milliseconds
  comment  text of a comment, such as a heartbeat

What would not read back as the same event is refused, with the number of its line and what to do.

\b
Examples:
  echo '{"type": "token", "data": "Once upon"}' | sse-conform encode
  sse-conform decode chat.sse | jq -c 'select(.type != "ping")' | sse-conform encode

The exit code is 2 when a line cannot be written; those before it have been.
"""

LONGEST_LINE = 16 * 1024 * 1024
"""Bytes of one line of input."""
_NEWLINES: dict[str, Literal["\n", "\r\n", "\r"]] = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}
_MEMBERS: dict[str, type] = {"type": str, "data": str, "id": str, "retry": int, "comment": str, "head": dict}
_KINDS: dict[type, str] = {str: "a string", int: "a whole number", dict: "an object"}


class _Refused(Exception):
    """A line that cannot be written, and why."""


@click.command("encode", help=HELP)
@click.argument("file", default="-", metavar="[FILE]")
@click.option(
    "--newline",
    type=click.Choice(list(_NEWLINES)),
    default="lf",
    show_default=True,
    help="Line ending to write.",
)
@click.option(
    "--normalize", is_flag=True, help="Write a carriage return in data as a line break; it reads back as LF."
)
def encode(*, file: str, newline: str, normalize: bool) -> Exit:
    try:
        source = _opened(file)
    except OSError as error:
        complain(f"{file}: it cannot be read: {error.strerror}")
        return Exit.UNUSABLE
    with source as stream:
        return _encode(file, _read(file, stream), _NEWLINES[newline], normalize)


def _read(file: str, stream: BinaryIO) -> Iterator[bytes]:
    try:
        while line := stream.readline(LONGEST_LINE + 1):
            yield line
    except OSError as error:
        raise OSError(error.errno, error.strerror, file) from error


def _opened(file: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb")


def _encode(file: str, lines: Iterable[bytes], newline: Literal["\n", "\r\n", "\r"], normalize: bool) -> Exit:
    stdout = sys.stdout.buffer
    last_id = ""
    for number, line in enumerate(lines, 1):
        if line.isspace() and len(line) <= LONGEST_LINE:
            continue
        try:
            record = _parsed(line)
            if record.keys() == {"head"}:
                continue  # of the response, which is no part of the stream
            if record.get("id", last_id) == last_id and "data" in record:
                record.pop("id", None)
            block = encode_block(record.pop("data", None), **record, newline=newline, normalize=normalize)
        except (_Refused, EncodeError) as problem:
            complain(f"{file}:{number}: {_cure(problem)}")
            return Exit.UNUSABLE
        last_id = record.get("id", last_id)
        stdout.write(block)
        stdout.flush()
    return Exit.CLEAN


def _parsed(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise _Refused(
            f"this line is longer than {LONGEST_LINE >> 20} MiB, the limit of the usual readers for one event"
        )
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _Refused(
            f"this line is not JSON ({error}); each line must be one object, such as {_EXAMPLE}"
        ) from error
    if not isinstance(record, dict):
        raise _Refused(f"this line is not a JSON object; write {_EXAMPLE}")
    members = cast("dict[str, Any]", record)
    for name, value in members.items():
        kind = _MEMBERS.get(name)
        if kind is None:
            raise _Refused(f"there is no member {name!r}; choose of {', '.join(_MEMBERS)}")
        if not isinstance(value, kind) or isinstance(value, bool):
            raise _Refused(f"{name} must be {_KINDS[kind]}, not {value!r}")
        if name == "head" and len(members) > 1:
            raise _Refused("a head stands on a line of its own")
    if not members:
        raise _Refused(f"the object is empty; write {_EXAMPLE}")
    return members


def _cure(problem: _Refused | EncodeError) -> str:
    if isinstance(problem, EncodeError) and problem.field in ("data", "comment"):
        return str(problem).replace("pass normalize=True", "use --normalize")
    return str(problem)


_EXAMPLE = '{"data": "Once upon"}'
