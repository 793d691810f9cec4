"""The protocol with a program that stays up: commands as JSON lines, answers as JSON lines, both read strictly.

Bytes travel as text whose every character, U+0000 to U+00FF, is one byte. `docs/suite-protocol.md` is the page for
authors of programs.
"""

import json
from collections.abc import Mapping
from typing import Any

import attrs

from ._answers import read_object
from ._case import DECODER_CAPABILITIES, ENCODER_CAPABILITIES, ORDER_CAPABILITIES, Dispatched, Found, Message
from ._errors import CaseError
from ._expect import MESSAGE_FIELDS
from ._replies import (
    Checking,
    Decode,
    Encode,
    Implementation,
    Reading,
    Refusal,
    Reply,
    Skip,
    Task,
    Trouble,
    Writing,
)
from ._table import Table

VERSION = 1
HELLO: Mapping[str, object] = {"cmd": "hello", "v": VERSION}


class ProtocolError(ValueError):
    """A line of the other side is not of the protocol."""


def line(members: Mapping[str, object]) -> bytes:
    """One line; ASCII only, so that no program needs to know an encoding."""
    return json.dumps(members, separators=(",", ":")).encode() + b"\n"


def isomorphic(data: bytes) -> str:
    """Bytes as text, a character each."""
    return data.decode("latin-1")


def commands(seq: int, task: Task) -> bytes:
    """The lines that ask a task; one answer comes, to the last of them."""
    if isinstance(task, Decode):
        opening = line({"cmd": "open", "seq": seq, "last_event_id": task.last_event_id})
        feeds = [line({"cmd": "feed", "seq": seq, "x": isomorphic(chunk)}) for chunk in task.chunks]
        return b"".join([opening, *feeds, line({"cmd": "eof", "seq": seq})])
    if isinstance(task, Encode):
        return line(
            {"cmd": "encode", "seq": seq, "messages": [plain_message(each) for each in task.messages]}
        )
    return line(
        {
            "cmd": "check",
            "seq": seq,
            "x": isomorphic(task.stream),
            "format": task.format,
            "profile": task.profile,
            "force": task.force,
        }
    )


def plain_message(message: Message) -> dict[str, Any]:
    """What is given, and no more."""
    return {name: value for name, value in attrs.asdict(message).items() if value is not None}


def parse_hello(answer: bytes) -> Implementation:
    """Who the program is.

    :raises ProtocolError: it does not say so.
    """
    table = _table(answer, "the answer to hello")
    try:
        version = table.take("v", int)
        if version != VERSION:
            table.refuse(f"v is {version}", f"this is version {VERSION} of the protocol")
        implementation = Implementation(
            name=table.take("name", str),
            version=table.take("version", str, ""),
            language=table.take("language", str, ""),
            decoder=_capabilities(table, "decoder", DECODER_CAPABILITIES),
            encoder=_capabilities(table, "encoder", ENCODER_CAPABILITIES),
            checker=_capabilities(table, "checker", ORDER_CAPABILITIES),
        )
        table.end()
    except CaseError as error:
        raise ProtocolError(str(error)) from error
    return implementation


def _capabilities(table: Table, role: str, known: Mapping[str, str]) -> frozenset[str] | None:
    if table.any(role) is None:
        return None
    capabilities = table.words(role)
    for capability in capabilities:
        if capability not in known:
            table.refuse(f"{role} holds {capability!r}", f"choose of {', '.join(known)}")
    return frozenset(capabilities)


def parse_answer(answer: bytes, seq: int, task: Task) -> Reply:
    """The answer to a task.

    :raises ProtocolError: it is none.
    """
    table = _table(answer, "the answer")
    try:
        table.case = f"seq {seq}"
        answered = table.take("seq", int)
        if answered != seq:
            table.refuse(
                f"it answers seq {answered}", "answer each task once, in the order in which they came"
            )
        reply = _reply(table, task)
        table.end()
    except CaseError as error:
        raise ProtocolError(str(error)) from error
    return reply


def _table(answer: bytes, what: str) -> Table:
    try:
        return Table(read_object(answer), what, "")
    except ValueError as error:
        raise ProtocolError(f"{what} is {error}; write nothing but answers to the standard output") from error


def _reply(table: Table, task: Task) -> Reply:
    if table.any("skipped") is not None:
        return Skip(table.take("skipped", str))
    if table.any("errored") is not None:
        return Trouble(table.take("errored", str))
    if isinstance(task, Decode):
        return _reading(table)
    if isinstance(task, Encode):
        return _writing(table)
    return _checking(table)


def _reading(table: Table) -> Reading:
    table.take("events", list)
    return Reading(
        events=[parse_event(event) for event in table.tables("events")],
        comments=_comments(table),
        state=_state(table.inner("state")),
        error=table.take("error", str) if table.any("error") is not None else None,
    )


def parse_event(table: Table) -> Dispatched:
    """One event of an answer."""
    event = Dispatched(
        type=take_text(table, "type", "type_x", "message"),
        data=take_text(table, "data", "x"),
        id=take_text(table, "id", "id_x", ""),
        chunk=table.take("chunk", int) if table.any("chunk") is not None else None,
    )
    table.end()
    return event


def take_text(table: Table, name: str, of_bytes: str, default: str | None = None) -> str:
    """Take a text, or in the other member its bytes, which are decoded here as the standard has it (9.2.5)."""
    if table.any(of_bytes) is None:
        return table.take(name, str, default)
    if table.any(name) is not None:
        table.refuse(f"{name} and {of_bytes} are both there", "give the text, or its bytes")
    return _decoded(table, of_bytes, table.take(of_bytes, str))


def _decoded(table: Table, name: str, text: str) -> str:
    return _bytes(table, name, text).decode("utf-8", "replace")


def _bytes(table: Table, name: str, text: str) -> bytes:
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        table.refuse(f"{name} holds a character over U+00FF", "each character is one byte")


def _comments(table: Table) -> tuple[str, ...] | None:
    if table.any("comments_x") is not None:
        return tuple(_decoded(table, "comments_x", text) for text in table.words("comments_x"))
    return table.words("comments") if table.any("comments") is not None else None


def _state(table: Table) -> Mapping[str, str | int | float | None]:
    state: dict[str, str | int | float | None] = {}
    if table.has("last_event_id") or table.has("last_event_id_x"):
        state["last_event_id"] = take_text(table, "last_event_id", "last_event_id_x", "")
    if table.has("retry"):
        retry = table.any("retry")
        if not isinstance(retry, int | float | None):
            table.refuse(f"retry is {retry!r}", "it must be a number, or null when none was set")
        state["retry"] = retry
    if table.any("discarded") is not None:
        state["discarded"] = table.take("discarded", int)
    table.end()
    return state


def _writing(table: Table) -> Writing | Refusal:
    if table.has("refused"):
        field = table.choice("refused", MESSAGE_FIELDS) if table.any("refused") is not None else None
        return Refusal(field, table.take("message", str, ""))
    return Writing(_bytes(table, "x", table.take("x", str)))


def _checking(table: Table) -> Checking:
    texts = {
        name: table.take(name, str) if table.any(name) is not None else None
        for name in ("framing", "outcome", "text")
    }
    findings = tuple(_found(found) for found in table.tables("findings"))
    return Checking(findings=findings if table.has("findings") else None, **texts)


def _found(table: Table) -> Found:
    found = Found(
        code=table.take("code", str),
        level=table.take("level", str),
        byte=table.take("byte", int),
        line=table.take("line", int),
        event=table.take("event", int),
    )
    table.end()
    return found
