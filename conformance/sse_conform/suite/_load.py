"""Reads the cases: a folder of TOML files in, frozen values out, and an error that says what to do for all else."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

import attrs

from ._case import (
    DECODER_CAPABILITIES,
    ENCODER_CAPABILITIES,
    AnyCase,
    Case,
    CaseLevel,
    Connection,
    DecoderCase,
    EncoderCase,
    Splits,
    Statement,
)
from ._errors import CaseError
from ._expect import read_wanted_events
from ._load_messages import read_messages, read_other_writings, read_wanted_bytes
from ._load_orders import load_orders
from ._places import fixtures_folder
from ._table import Table, read_toml
from ._text import read_bytes

STANDARD = "https://html.spec.whatwg.org/multipage/server-sent-events.html"
MOST_BYTES = {"given": 1 << 24, "whole": 1 << 24, "bytes": 1 << 17, "all": 1 << 11}
"""Bytes that a case may have under each kind of split: a run takes the square of them under "all"."""
_PHRASE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SET = re.compile(r"\d{4}\.\d+")

_C = TypeVar("_C", bound=Case)
_Statements = dict[str, Statement]


def load_cases(folder: Path | None = None) -> tuple[AnyCase, ...]:
    """All cases of a folder of fixtures, in the order of their files; by default those that came with the toolkit.

    :raises CaseError: a file does not say what it must.
    """
    folder = folder or fixtures_folder()
    statements = load_statements(folder)
    cases: list[AnyCase] = [
        *_load_kind(folder, "decoder", _decoder_case, statements),
        *_load_kind(folder, "encoder", _encoder_case, statements),
        *load_orders(folder / "ciniterflow", statements["protocol-order"]),
    ]
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise CaseError(
                str(folder), case.id, "two cases have this id", "give the newer one another phrase"
            )
        seen.add(case.id)
    return tuple(cases)


def load_statements(folder: Path) -> _Statements:
    """What `spec` can name, from `standard.toml`."""
    path = folder / "standard.toml"
    statements: _Statements = {}
    for name, value in read_toml(path).items():
        table = Table(value, str(path), name)
        section, anchor, words = (table.take(key, str) for key in ("section", "anchor", "words"))
        table.end()
        statements[name] = Statement(name, section, f"{STANDARD}#{anchor}" if anchor else "", words)
    return statements


def _load_kind(
    folder: Path, kind: str, read: Callable[[Table, _Statements], _C], statements: _Statements
) -> Iterator[_C]:
    for path in sorted((folder / kind).rglob("*.toml")):
        group = path.relative_to(folder / kind).with_suffix("").as_posix()
        file = Table(read_toml(path), str(path), "")
        tables = cast("list[dict[str, object]]", file.take("case", list, []))
        file.end()
        for number, values in enumerate(tables, 1):
            id = values.get("id", f"case {number}")
            table = Table(values, str(path), f"case {id!r}")
            _check_id(table, group)
            yield read(table, statements)


def _check_id(table: Table, group: str) -> None:
    id = table.take("id", str)
    phrase = id.removeprefix(f"{group}/")
    if not id.startswith(f"{group}/") or not _PHRASE.fullmatch(phrase):
        table.refuse(
            f"id is {id!r}", f"it must be {group}/ and words of a-z and 0-9 with hyphens between them"
        )


@attrs.frozen
class _Common:
    """The keys that every case has."""

    id: str
    since: str
    level: CaseLevel
    spec: Statement
    why: str
    kills: tuple[str, ...]


def _common(table: Table, statements: _Statements) -> dict[str, Any]:
    since = table.take("since", str)
    if not _SET.fullmatch(since):
        table.refuse(f"since is {since!r}", "it must name a requirement set, as 2026.1")
    common = _Common(
        id=table.take("id", str),
        since=since,
        level=cast("CaseLevel", table.choice("level", ("must", "should", "note"), "must")),
        spec=statements[table.choice("spec", statements)],
        why=table.take("why", str),
        kills=table.words("kills"),
    )
    return attrs.asdict(common, recurse=False)


def _needs(table: Table, capabilities: object, implied: set[str]) -> frozenset[str]:
    known = tuple(cast("dict[str, str]", capabilities))
    needs = table.words("needs")
    for need in needs:
        if need not in known:
            table.refuse(f"needs holds {need!r}", f"choose of {', '.join(known)}")
    return frozenset(implied.union(needs))


def _decoder_case(table: Table, statements: _Statements) -> DecoderCase:
    common = _common(table, statements)
    connections = tuple(_connections(table))
    last_event_id = table.take("last_event_id", str, "")
    stamped = any(event.chunk for each in connections for event in each.wanted.right.events or ())
    implied = {"prompt"} if stamped else set[str]()
    if len(connections) > 1 or last_event_id:
        implied.add("reconnect")
    splits = cast("Splits", table.choice("splits", tuple(MOST_BYTES), "given" if stamped else "all"))
    if stamped and splits != "given":
        table.refuse(
            f'an event names its chunk, and splits is "{splits}"', 'leave splits out, or say "given"'
        )
    size = sum(len(connection.wire) for connection in connections)
    if size > MOST_BYTES[splits]:
        table.refuse(
            f'{size} bytes are too many for splits = "{splits}"', 'say "bytes" up to 128 KiB, or "given"'
        )
    needs = _needs(table, DECODER_CAPABILITIES, implied)
    table.end()
    return DecoderCase(
        **common, needs=needs, connections=connections, splits=splits, last_event_id=last_event_id
    )


def _connections(table: Table) -> Iterator[Connection]:
    if not table.has("conn"):
        yield _connection(table)
        return
    connections = table.tables("conn")
    if len(connections) < 2:
        table.refuse("conn has one connection", "write its keys into the case, or add the next connection")
    for connection in connections:
        yield _connection(connection)
        connection.end()


def _connection(table: Table) -> Connection:
    isomorphic = table.has("chunks_x")
    if isomorphic == table.has("chunks"):
        table.refuse("a connection has either chunks or chunks_x", "chunks for text, chunks_x for bytes")
    values = cast("list[object]", table.take("chunks_x" if isomorphic else "chunks", list))
    chunks = tuple(read_bytes(value, table, isomorphic) for value in values)
    return Connection(chunks=chunks, wanted=read_wanted_events(table))


def _encoder_case(table: Table, statements: _Statements) -> EncoderCase:
    common = _common(table, statements)
    messages, implied = read_messages(table)
    canonical, wanted = read_wanted_bytes(table, messages)
    wanted = attrs.evolve(
        wanted,
        accept=read_other_writings(table, "accept", messages),
        lenient=read_other_writings(table, "lenient", messages),
    )
    needs = _needs(table, ENCODER_CAPABILITIES, implied)
    table.end()
    return EncoderCase(**common, needs=needs, messages=messages, canonical=canonical, wanted=wanted)
