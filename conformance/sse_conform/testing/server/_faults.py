"""The faults of servers, proxies and networks, by name: each changes the plan of an answer, some at a place.

A fault is written `name` or `name@unit:number`: `bom`, `cut@event:5`, `reset@inside:2`.
"""

import gzip
import re
from collections.abc import Callable
from typing import Final, Literal, NamedTuple

from ...suggest import nearest
from ._plan import End, Plan

_WRITTEN: Final = re.compile(r"([a-z0-9-]+)(?:@(event|inside|character|byte|chunk):([0-9]{1,9}))?")

Place = Callable[[Plan], int]
"""From the plan of an answer to a byte of its body."""


class Fault(NamedTuple):
    """One fault."""

    meaning: str
    change: Callable[[Plan, Place], None]
    place: Literal["", "needed", "optional"] = ""
    """Whether the fault needs a place. An optional place defaults to the end."""


def apply(written: str, plan: Plan) -> None:
    """Change a plan by a fault.

    Raises ValueError for a fault that there is not, or a place that the stream does not have.
    """
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise ValueError(f"the fault {written!r} is not written like bom, cut@event:5 or reset@inside:2")
    name, unit, number = match[1], match[2], int(match[3] or 0)
    fault = FAULTS.get(name)
    if fault is None:
        near = nearest(name, FAULTS)
        raise ValueError(
            f"there is no fault {name!r}; "
            + (f"did you mean {near}?" if near else f"choose {', '.join(FAULTS)}")
        )
    if unit is None and fault.place == "needed":
        raise ValueError(f"the fault {name} needs a place, as in {name}@event:2")
    if unit is not None and not fault.place:
        raise ValueError(f"the fault {name} has no place: it is about the whole answer")

    def place(plan: Plan) -> int:
        return len(plan.body) if unit is None else _byte(plan, unit, number)

    fault.change(plan, place)


def _byte(plan: Plan, unit: str, number: int) -> int:
    """The byte at which a place is.

    `event:2` is behind the second event, `inside:2` in the middle of its bytes, `character:2` in the middle of its first
    character that has several bytes.
    """
    if unit == "byte":
        return _within(number, len(plan.body), "bytes")
    if unit == "chunk":
        _within(number, len(plan.chunks), "chunks")
        return sum(len(data) for _, data in plan.chunks[:number])
    blocks = plan.blocks()
    _within(number, len(blocks), "events")
    if unit == "event":
        return blocks[number - 1].offset + len(blocks[number - 1].raw) if number else 0
    if not number:
        raise ValueError(f"events are counted from 1, and {unit}:0 is in none")
    block = blocks[number - 1]
    if unit == "inside":
        return block.offset + len(block.raw) // 2
    first = next((at for at, byte in enumerate(block.raw) if byte >= 0xC0), None)
    if first is None:
        raise ValueError(f"event {number} has no character of several bytes")
    return block.offset + first + 1


def _within(number: int, most: int, noun: str) -> int:
    if number > most:
        raise ValueError(f"the stream has {most:,} {noun}, and not {number:,}")
    return number


def _ends(end: End) -> Callable[[Plan, Place], None]:
    def change(plan: Plan, place: Place) -> None:
        plan.cut_at(place(plan))
        plan.end = end

    return change


def _short(plan: Plan, place: Place) -> None:
    plan.length = len(plan.body)
    plan.cut_at(place(plan))
    plan.end = "incomplete"


def _lines(newline: bytes) -> Callable[[Plan, Place], None]:
    def change(plan: Plan, place: Place) -> None:
        plan.replace_body(re.sub(rb"\r\n|\r|\n", newline, plan.body))

    return change


def _before_each(lines: bytes) -> Callable[[Plan, Place], None]:
    def change(plan: Plan, place: Place) -> None:
        body = plan.body
        for block in reversed(plan.blocks()):
            body = body[: block.offset] + lines + body[block.offset :]
        plan.replace_body(body)

    return change


def _bom(plan: Plan, place: Place) -> None:
    plan.replace_body(b"\xef\xbb\xbf" + plan.body)


def _without(plan: Plan, place: Place) -> None:
    _rewrite(plan, place, lambda event, following: following)


def _twice(plan: Plan, place: Place) -> None:
    _rewrite(plan, place, lambda event, following: event + event + following)


def _swapped(plan: Plan, place: Place) -> None:
    _rewrite(plan, place, lambda event, following: following + event)


def _rewrite(plan: Plan, place: Place, written: Callable[[bytes, bytes], bytes]) -> None:
    """Write an event and the one behind it anew."""
    at = place(plan)
    blocks = plan.blocks()
    number = next((each for each, block in enumerate(blocks) if block.offset + len(block.raw) >= at), None)
    if number is None or at == 0:
        raise ValueError("there is no event at this place; events are counted from 1")
    body, event = plan.body, blocks[number].raw
    following = blocks[number + 1].raw if number + 1 < len(blocks) else b""
    start = blocks[number].offset
    end = start + len(event) + len(following)
    plan.replace_body(body[:start] + written(event, following) + body[end:])


def _bytewise(plan: Plan, place: Place) -> None:
    plan.chunks = [
        (pause if at == 0 else 0.0, data[at : at + 1])
        for pause, data in plan.chunks
        for at in range(len(data))
    ]


def _burst(plan: Plan, place: Place) -> None:
    plan.chunks = [(sum(pause for pause, _ in plan.chunks), plan.body)]


def _gzip(plan: Plan, place: Place) -> None:
    _burst(plan, place)
    plan.set_header("Content-Encoding", "gzip")
    plan.replace_body(gzip.compress(plan.body, mtime=0))


def _typed(media_type: str | None) -> Callable[[Plan, Place], None]:
    return lambda plan, place: plan.set_header("Content-Type", media_type)


def _instead(
    status: int, media_type: str, body: bytes, *fields: tuple[str, str]
) -> Callable[[Plan, Place], None]:
    def change(plan: Plan, place: Place) -> None:
        plan.status, plan.headers, plan.chunks = (
            status,
            [("Content-Type", media_type), *fields],
            [(0.0, body)],
        )
        plan.length, plan.end = len(body), "complete"

    return change


def _error(status: int, words: str, *fields: tuple[str, str]) -> Callable[[Plan, Place], None]:
    body = f'{{"error": {{"type": "{words.replace(" ", "_")}", "message": "{words}"}}}}'
    return _instead(status, "application/json", body.encode(), *fields)


_PAGE: Final = b"<!doctype html>\n<title>Sign in</title>\n<p>Sign in to go on.\n"

FAULTS: Final[dict[str, Fault]] = {
    "cut": Fault("The answer ends there, as if it were complete.", _ends("complete"), "needed"),
    "incomplete": Fault(
        "The connection closes there, without the last chunk of a chunked body.",
        _ends("incomplete"),
        "optional",
    ),
    "short": Fault("The connection closes there, before what Content-Length promises.", _short, "needed"),
    "reset": Fault("The connection is reset there.", _ends("reset"), "optional"),
    "stall": Fault(
        "Nothing more comes from there on, and the connection stays open.", _ends("stall"), "optional"
    ),
    "drop": Fault("The event that ends there is left out.", _without, "needed"),
    "duplicate": Fault("It is sent twice.", _twice, "needed"),
    "swap": Fault("It is sent behind its successor.", _swapped, "needed"),
    "heartbeat": Fault("A comment stands before each event.", _before_each(b": ping\n\n")),
    "retry": Fault(
        "A retry field that is no number stands before each event.", _before_each(b"retry: soon\n\n")
    ),
    "nul-id": Fault("An id with a NUL stands before each event.", _before_each(b"id: a\0b\n\n")),
    "bom": Fault("The stream begins with a byte order mark.", _bom),
    "cr": Fault("Lines end with CR.", _lines(b"\r")),
    "crlf": Fault("Lines end with CR LF.", _lines(b"\r\n")),
    "bytewise": Fault(
        "Each byte is a chunk of its own, so that lines, characters and CR LF are cut.", _bytewise
    ),
    "burst": Fault("All comes in one chunk, after the time that the stream would take.", _burst),
    "gzip": Fault("The body is compressed as a whole, with Content-Encoding.", _gzip),
    "wrong-type": Fault("The media type is text/plain.", _typed("text/plain")),
    "no-type": Fault("There is no Content-Type.", _typed(None)),
    "html": Fault("A page to sign in comes instead, with status 200.", _instead(200, "text/html", _PAGE)),
    "unauthorized": Fault("Status 401 comes instead.", _error(401, "invalid key")),
    "rate-limit": Fault(
        "Status 429 comes instead, with Retry-After: 1.",
        _error(429, "too many requests", ("Retry-After", "1")),
    ),
    "server-error": Fault("Status 500 comes instead.", _error(500, "internal error")),
    "unavailable": Fault(
        "Status 503 comes instead, with Retry-After: 1.", _error(503, "overloaded", ("Retry-After", "1"))
    ),
    "no-content": Fault(
        "Status 204 comes instead, which tells a client not to come back.",
        _instead(204, "text/event-stream", b""),
    ),
    "redirect-loop": Fault(
        "A redirect to the same address comes instead.", _instead(307, "text/plain", b"", ("Location", ""))
    ),
}
"""Every fault, by its name."""
