"""A case as JSON, complete and with every default filled in: what consumers in other languages read, and what is frozen.

Chunks are text whose every character is one byte; a long text is a list of parts, see `_text.compress`.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import attrs

from ._case import (
    AnyCase,
    Connection,
    DecoderCase,
    Dispatched,
    EncoderCase,
    Expectation,
    Message,
    OrderCase,
    Wanted,
)
from ._protocol import isomorphic, plain_message
from ._text import compress

Plain = dict[str, Any]

NOT_FROZEN = ("since", "spec", "why", "kills")
"""What may be mended in a case without changing what it demands."""


def plain_case(case: AnyCase) -> Plain:
    """Any case as JSON."""
    plain: Plain = {
        "id": case.id,
        "since": case.since,
        "level": case.level,
        "spec": case.spec.name,
        "why": case.why,
        "needs": sorted(case.needs),
        "kills": list(case.kills),
    }
    if isinstance(case, DecoderCase):
        return plain | _decoder(case)
    return plain | (_encoder(case) if isinstance(case, EncoderCase) else _order(case))


def digest(case: AnyCase) -> str:
    """A digest of what a case demands; it changes with everything but its explanation."""
    plain = {name: value for name, value in plain_case(case).items() if name not in NOT_FROZEN}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _decoder(case: DecoderCase) -> Plain:
    return {
        "splits": case.splits,
        "last_event_id": case.last_event_id,
        "connections": [_connection(connection) for connection in case.connections],
    }


def _connection(connection: Connection) -> Plain:
    chunks = [compress(isomorphic(chunk)) for chunk in connection.chunks]
    return {"chunks": chunks, **_wanted(connection.wanted)}


def _encoder(case: EncoderCase) -> Plain:
    canonical = None if case.canonical is None else compress(isomorphic(case.canonical))
    return {
        "messages": [_message(message) for message in case.messages],
        "bytes": canonical,
        **_wanted(case.wanted),
    }


def _message(message: Message) -> Plain:
    return {
        name: compress(value) if isinstance(value, str) else value
        for name, value in plain_message(message).items()
    }


def _order(case: OrderCase) -> Plain:
    return {
        "stream": f"{case.id}.{case.format}",
        "sha256": hashlib.sha256(case.stream).hexdigest(),
        "profile": case.profile,
        "force": case.force,
        "framing": case.framing,
        "outcome": case.outcome,
        "text": case.text,
        "findings": [attrs.asdict(found) for found in case.findings],
    }


def _wanted(wanted: Wanted) -> Plain:
    return {
        **_expectation(wanted.right),
        "accept": _named(wanted.accept),
        "lenient": _named(wanted.lenient),
    }


def _named(expectations: Mapping[str, Expectation]) -> Plain:
    return {name: _expectation(expectation) for name, expectation in expectations.items()}


def _expectation(expectation: Expectation) -> Plain:
    plain: Plain = {}
    if expectation.events is not None:
        plain["events"] = [_event(event) for event in expectation.events]
    if expectation.comments is not None:
        plain["comments"] = [compress(comment) for comment in expectation.comments]
    if expectation.state:
        plain["state"] = {
            name: compress(value) if isinstance(value, str) else value
            for name, value in expectation.state.items()
        }
    if expectation.error:
        plain["error"] = True
    if expectation.refused is not None:
        plain["refused"] = expectation.refused
    return plain


def _event(event: Dispatched) -> Plain:
    plain: Plain = {"type": compress(event.type), "data": compress(event.data), "id": compress(event.id)}
    return plain if event.chunk is None else {**plain, "chunk": event.chunk}
