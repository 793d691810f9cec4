"""A difference as a case of the suite, in the TOML that fixtures/CASES.md describes, to be kept and run again."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from ..suite import (
    Connection,
    DecoderCase,
    Dispatched,
    EncoderCase,
    Expectation,
    Message,
    Wanted,
    compress,
    plain_message,
)
from ..toml import toml_string, toml_value

_IMPLIED = {"prompt", "reconnect"}
"""Capabilities that follow from what else a case says."""
FuzzCase: TypeAlias = DecoderCase | EncoderCase

_HEAD = """\
# Found by sse-conform fuzz. Put the file into fixtures/{folder} to run it with the suite: see fixtures/CASES.md.
"""


def cases_text(cases: Iterable[FuzzCase], path: Path) -> str:
    """The file of these cases; ``path`` gives their ids their first word."""
    cases = list(cases)
    folder = "encoder" if any(isinstance(case, EncoderCase) for case in cases) else "decoder"
    used: dict[str, int] = {}
    parts = [_HEAD.format(folder=folder)]
    for case in cases:
        name = case.spec.name
        used[name] = used.get(name, 0) + 1
        phrase = name if used[name] == 1 else f"{name}-{used[name]}"
        parts.append("".join(f"{line}\n" for line in _case(case, f"{path.stem}/{phrase}")))
    return "\n".join(parts)


def _case(case: FuzzCase, id: str) -> Iterator[str]:
    yield "[[case]]"
    yield f"id = {toml_string(id)}"
    yield f"since = {toml_string(case.since)}"
    yield f"spec = {toml_string(case.spec.name)}"
    yield f"why = {toml_string(case.why)}"
    if needs := sorted(case.needs - _IMPLIED):
        yield f"needs = {toml_value(needs)}"
    yield from _decoder(case) if isinstance(case, DecoderCase) else _encoder(case)


def _decoder(case: DecoderCase) -> Iterator[str]:
    if case.last_event_id:
        yield f"last_event_id = {toml_string(case.last_event_id)}"
    if case.splits != "all" and "prompt" not in case.needs:
        yield f"splits = {toml_string(case.splits)}"
    for connection in case.connections:
        if len(case.connections) > 1:
            yield ""
            yield "[[case.conn]]"
        yield from _connection(connection)


def _connection(connection: Connection) -> Iterator[str]:
    try:
        chunks = [_text(chunk.decode()) for chunk in connection.chunks]
        yield f"chunks = {toml_value(chunks)}"
    except UnicodeDecodeError:
        chunks = [_text(chunk.decode("latin-1")) for chunk in connection.chunks]
        yield f"chunks_x = {toml_value(chunks)}"
    yield from _wanted(connection.wanted)


def _encoder(case: EncoderCase) -> Iterator[str]:
    yield f"messages = {toml_value([_message(message) for message in case.messages])}"
    if case.canonical is None:
        yield f"refused = {toml_string(case.wanted.right.refused or '')}"
    else:
        yield f"bytes = {toml_value(_text(case.canonical.decode()))}"
    yield from _others(case.wanted)


def _message(message: Message) -> dict[str, object]:
    return {
        name: _text(value) if isinstance(value, str) else value
        for name, value in plain_message(message).items()
    }


def _wanted(wanted: Wanted) -> Iterator[str]:
    yield from (f"{name} = {toml_value(value)}" for name, value in _expectation(wanted.right).items())
    yield from _others(wanted)


def _others(wanted: Wanted) -> Iterator[str]:
    for key, others in (("accept", wanted.accept), ("lenient", wanted.lenient)):
        for name, expectation in others.items():
            yield f"{key}.{name} = {toml_value(_expectation(expectation))}"


def _expectation(expectation: Expectation) -> dict[str, object]:
    values: dict[str, object] = {}
    if expectation.events is not None:
        values["events"] = [_event(event) for event in expectation.events]
    if expectation.comments is not None:
        values["comments"] = [_text(comment) for comment in expectation.comments]
    if expectation.state:
        values["state"] = {
            name: "unset" if value is None else _text(value) if isinstance(value, str) else value
            for name, value in expectation.state.items()
        }
    if expectation.error:
        values["error"] = True
    if expectation.refused is not None:
        values["refused"] = expectation.refused
    return values


def _event(event: Dispatched) -> dict[str, object]:
    values: dict[str, object] = {}
    if event.type != "message":
        values["type"] = _text(event.type)
    if event.data:
        values["data"] = _text(event.data)
    if event.id:
        values["id"] = _text(event.id)
    if event.chunk is not None:
        values["chunk"] = event.chunk
    return values


def _text(text: str) -> object:
    return compress(text)
