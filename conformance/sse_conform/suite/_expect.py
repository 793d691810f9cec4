"""Reads what a case expects: the events, the comments, the state, an error, a refusal, and the other answers."""

from collections.abc import Mapping
from typing import cast

from ._case import Dispatched, Expectation, Wanted
from ._table import Table
from ._text import read_text

MESSAGE_FIELDS = ("data", "type", "id", "retry", "comment")
UNSET = "unset"
"""How a file writes that no reconnection time was set, since TOML has no null."""


def read_events(table: Table) -> tuple[Dispatched, ...]:
    """Take the `events` of a table."""
    return tuple(_event(event) for event in table.tables("events"))


def _event(table: Table) -> Dispatched:
    event = Dispatched(
        type=read_text(table.any("type", "message"), table),
        data=read_text(table.any("data", ""), table),
        id=read_text(table.any("id", ""), table),
        chunk=table.take("chunk", int) if table.has("chunk") else None,
    )
    table.end()
    return event


def read_comments(table: Table) -> tuple[str, ...] | None:
    """Take the `comments` of a table, None when it says nothing of them."""
    if not table.has("comments"):
        return None
    return tuple(read_text(comment, table) for comment in cast("list[object]", table.take("comments", list)))


def read_state(table: Table) -> Mapping[str, str | int | None]:
    """Take the members of `state` that a table has."""
    values = table.inner("state")
    state: dict[str, str | int | None] = {}
    if values.has("last_event_id"):
        state["last_event_id"] = read_text(values.any("last_event_id"), values)
    if values.has("retry"):
        state["retry"] = None if values.any("retry") == UNSET else values.take("retry", int)
    if values.has("discarded"):
        state["discarded"] = values.take("discarded", int)
    values.end()
    return state


def read_others(table: Table, key: str) -> dict[str, Expectation]:
    """Take the named expectations of `accept` or `lenient`: of each only what it says is compared."""
    return {name: _other(other, f"{key}.{name}") for name, other in table.named(key).items()}


def _other(table: Table, place: str) -> Expectation:
    expectation = Expectation(
        events=read_events(table) if table.has("events") else None,
        comments=read_comments(table),
        state=read_state(table),
        error=table.take("error", bool, False),
        refused=table.choice("refused", MESSAGE_FIELDS) if table.has("refused") else None,
    )
    table.end()
    if expectation == Expectation():
        table.refuse(f"{place} expects nothing", "say its events, comments, state, error or refused")
    return expectation


def read_wanted_events(table: Table) -> Wanted:
    """Take what a decoder must say at the end of one connection."""
    if not table.has("events"):
        table.refuse("events is missing", "add events = [...], empty if nothing is dispatched")
    right = Expectation(
        events=read_events(table),
        comments=read_comments(table),
        state=read_state(table),
    )
    return Wanted(right=right, accept=read_others(table, "accept"), lenient=read_others(table, "lenient"))
