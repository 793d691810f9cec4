"""A difference as a case of the suite, in the TOML that fixtures/CASES.md describes, to be kept and run again."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from ..suite import DecoderCase, EncoderCase, compress, plain_case
from ..toml import toml_string, toml_value

Plain: TypeAlias = dict[str, Any]
_IMPLIED = {"prompt", "reconnect"}
"""Capabilities that follow from what else a case says."""
_EXPECTED = ("events", "comments", "state", "error", "refused")
_OF_AN_EVENT = {"type": "message", "data": "", "id": ""}
"""What an event has that says nothing else."""
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
    plain = plain_case(case)
    yield "[[case]]"
    yield f"id = {toml_string(id)}"
    yield from (f"{name} = {toml_string(plain[name])}" for name in ("since", "spec", "why"))
    if needs := sorted(case.needs - _IMPLIED):
        yield f"needs = {toml_value(needs)}"
    yield from _decoder(case, plain) if isinstance(case, DecoderCase) else _encoder(case, plain)


def _decoder(case: DecoderCase, plain: Plain) -> Iterator[str]:
    if case.last_event_id:
        yield f"last_event_id = {toml_string(case.last_event_id)}"
    if case.splits != "all" and "prompt" not in case.needs:
        yield f"splits = {toml_string(case.splits)}"
    for connection, wanted in zip(case.connections, plain["connections"], strict=True):
        if len(case.connections) > 1:
            yield ""
            yield "[[case.conn]]"
        yield _chunks(connection.chunks)
        yield from (f"{name} = {toml_value(value)}" for name, value in _short(wanted).items())
        yield from _others(wanted)


def _chunks(chunks: Iterable[bytes]) -> str:
    try:
        return f"chunks = {toml_value([compress(chunk.decode()) for chunk in chunks])}"
    except UnicodeDecodeError:
        return f"chunks_x = {toml_value([compress(chunk.decode('latin-1')) for chunk in chunks])}"


def _encoder(case: EncoderCase, plain: Plain) -> Iterator[str]:
    yield f"messages = {toml_value(plain['messages'])}"
    if case.canonical is None:
        yield f"refused = {toml_string(plain.get('refused', ''))}"
    else:
        yield f"bytes = {toml_value(compress(case.canonical.decode()))}"
    yield from _others(plain)


def _others(plain: Plain) -> Iterator[str]:
    """Yield the accepted and the lenient expectations, each under its name."""
    for key in ("accept", "lenient"):
        for name, expectation in plain[key].items():
            yield f"{key}.{name} = {toml_value(_short(expectation))}"


def _short(plain: Plain) -> Plain:
    """Return the expectation without the members that have their default."""
    short = {name: plain[name] for name in _EXPECTED if name in plain}
    if "events" in short:
        short["events"] = [
            {name: value for name, value in event.items() if value != _OF_AN_EVENT.get(name)}
            for event in plain["events"]
        ]
    if "state" in short:
        short["state"] = {name: "unset" if value is None else value for name, value in plain["state"].items()}
    return short
