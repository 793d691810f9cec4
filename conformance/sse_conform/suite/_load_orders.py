"""Reads the order cases: each folder of prediction streams lists in `expectations.toml` what must be found in them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from ._case import Found, OrderCase, Statement
from ._table import Table, read_toml

SINCE = "2026.1"


def load_orders(folder: Path, statement: Statement) -> Iterator[OrderCase]:
    """The cases of every stream under `folder`; their ids begin with its name."""
    for path in sorted(folder.rglob("expectations.toml")):
        file = Table(read_toml(path), str(path), "")
        for table in file.tables("stream"):
            yield _order_case(folder, table, statement)
        file.end()


def _order_case(folder: Path, table: Table, statement: Statement) -> OrderCase:
    id = table.take("id", str)
    table.case = f"stream {id!r}"
    format, stream = _stream(folder / id, table)
    case = OrderCase(
        id=f"{folder.name}/{id}",
        since=SINCE,
        level="must",
        spec=statement,
        why=table.take("why", str),
        needs=frozenset(),
        stream=stream,
        format=format,
        profile=table.take("profile", str),
        force=table.take("force", str, ""),
        framing=table.take("framing", str),
        outcome=table.take("outcome", str),
        text=table.take("text", str),
        findings=tuple(_found(finding) for finding in table.tables("findings")),
    )
    table.end()
    return case


def _stream(path: Path, table: Table) -> tuple[Literal["sse", "http"], bytes]:
    formats: tuple[Literal["sse", "http"], ...] = ("sse", "http")
    for format in formats:
        file = path.parent / f"{path.name}.{format}"
        if file.is_file():
            return format, file.read_bytes()
    table.refuse(
        f"there is no {path.name}.sse or {path.name}.http beside it", "add the stream, or mend the id"
    )


def _found(table: Table) -> Found:
    found = Found(
        code=table.take("code", str),
        level=table.choice("level", ("error", "warning", "info")),
        byte=table.take("byte", int),
        line=table.take("line", int),
        event=table.take("event", int),
    )
    table.end()
    return found
