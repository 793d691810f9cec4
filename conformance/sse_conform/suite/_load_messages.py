"""Reads the messages of an encoder case, and knows what they must read back as: what was given, and nothing else."""

import re
from collections.abc import Sequence
from typing import cast

import attrs

from ._case import Dispatched, Expectation, Message, Wanted
from ._expect import MESSAGE_FIELDS, read_comments, read_events, read_others, read_state
from ._table import Table
from ._text import read_bytes, read_text

_IMPLIES = {"type": "type", "id": "id", "retry": "retry", "comment": "comments"}
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_messages(table: Table) -> tuple[tuple[Message, ...], set[str]]:
    """Take the `messages` of a case: what the caller gives, and the capabilities that giving it needs."""
    messages = tuple(_message(message) for message in table.tables("messages"))
    if not messages:
        table.refuse("messages is missing or empty", 'add messages = [{ data = "..." }]')
    implied = {
        need for field, need in _IMPLIES.items() if any(getattr(m, field) is not None for m in messages)
    }
    if any(message.data is None for message in messages):
        implied.add("dataless")
    if any(map(_has_surrogate, messages)):
        implied.add("surrogates")
    return messages, implied


def _message(table: Table) -> Message:
    given = {
        field: read_text(table.any(field), table)
        for field in MESSAGE_FIELDS
        if field != "retry" and table.has(field)
    }
    retry = table.any("retry")
    if not isinstance(retry, int | float | None) or isinstance(retry, bool):
        table.refuse(f"retry is {retry!r}", "it must be a number")
    table.end()
    return Message(**given, retry=retry)


def _has_surrogate(message: Message) -> bool:
    texts = (message.data, message.type, message.id, message.comment)
    return any(_SURROGATE.search(text) for text in texts if text)


def read_wanted_bytes(table: Table, messages: Sequence[Message]) -> tuple[bytes | None, Wanted]:
    """Take the canonical bytes and what they read back as, or the field for which writing is refused."""
    if table.has("refused") == table.has("bytes"):
        table.refuse(
            "a case has either bytes or refused", "say which bytes are right, or which field is at fault"
        )
    if table.has("refused"):
        field = table.choice("refused", MESSAGE_FIELDS)
        return None, Wanted(right=Expectation(refused=field))
    canonical = read_bytes(table.any("bytes"), table, isomorphic=False)
    meant = read_back(messages)
    right = Expectation(
        events=read_events(table) if table.has("events") else meant.events,
        comments=read_comments(table) if table.has("comments") else meant.comments,
        state={**meant.state, **read_state(table)},
    )
    return canonical, Wanted(right=right)


def read_other_writings(table: Table, key: str, messages: Sequence[Message]) -> dict[str, Expectation]:
    """Take the named expectations of `accept` or `lenient`.

    Whatever else they allow: nothing is left over at the end, and no reconnection time is forged.
    """
    meant = {name: value for name, value in read_back(messages).state.items() if name != "last_event_id"}
    return {
        name: other if other.refused else attrs.evolve(other, state={**meant, **other.state})
        for name, other in read_others(table, key).items()
    }


def read_back(messages: Sequence[Message]) -> Expectation:
    """What a decoder must make of messages that were written in this order on one connection (9.2.6)."""
    events: list[Dispatched] = []
    id, retry = "", None
    for message in messages:
        id = id if message.id is None else message.id
        retry = retry if message.retry is None else message.retry
        if message.data is not None:
            events.append(Dispatched(message.type or "message", message.data, id))
    comments = [
        line for message in messages if message.comment is not None for line in message.comment.split("\n")
    ]
    # A server may greet with a comment of its own: without one in the messages they are not looked at.
    state = {"last_event_id": id, "retry": cast("int | None", retry), "discarded": 0}
    return Expectation(events=tuple(events), comments=tuple(comments) if comments else None, state=state)
