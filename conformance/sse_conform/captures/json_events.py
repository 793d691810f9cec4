"""Events without server-sent events: JSON lines, as Ollama, n8n and Kubernetes stream them, or a JSON array of events.

What is an event and what is the answer of an API is told by shape: several objects, each with a member that events have. A single
document is none, and what has blank lines between its documents was meant to be an event stream, and is one without `data:`.
"""

# What strangers wrote in JSON has no types.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..ending import Ending
from ..report import FilePlace
from . import raw
from ._events import OURS, event_bytes
from ._json import text_of
from ._lines import lines_of
from ._shape import ByteSource, Capture, CaptureError, Chunk, Format

_NAMES = ("type", "event", "kind")
_LOOKED_AT = 20
"""Documents by which the others are judged."""
_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()
_ANSWER = "chat.completion"
"""What OpenAI calls a whole answer; its parts are chunks."""
_UI_PARTS = frozenset({"start-step", "text-start", "text-delta"})
"""Parts of the AI SDK's stream, one of which is among the first of each."""
_END_MARK = "[DONE]"
"""The data of the last event of many streams: it is no JSON, and so those who keep the other events have not kept it."""
_ENDS = re.compile(rb'"finish_reason"\s*:\s*"|"type"\s*:\s*"(?:abort|error|finish)"')
"""What an event has that ends an answer of such a protocol."""
_OF_A_SOURCE = frozenset({"type", "event", "data", "id", "lastEventId", "retry", "comment"})
"""Members of an event as an EventSource gives it, and as ``sse-conform decode`` writes it."""


def claims(start: bytes) -> bool:
    """Whether it begins with two lines of events, or with an array whose first members are events."""
    text = start.decode("utf-8-sig", "replace").lstrip(" \t\r\n")
    documents = _of_array(text) if text.startswith("[") else _of_lines(text)
    return any(document != _END_MARK for document in documents) and all(map(_is_event, documents))


def read(source: str, start: bytes, stream: ByteSource) -> Iterator[Capture]:
    if source.lower().endswith(raw.SUFFIXES):
        # By its name it is the body of an event stream, in which such lines are lost.
        yield from raw.read(source, start, stream)
        return
    text = start.decode("utf-8-sig", "replace").lstrip(" \t\r\n")
    is_array = text.startswith("[")
    documents = _of_array(text) if is_array else _of_lines(text)
    events = (
        _array(source, text_of(source, start, stream))
        if is_array
        else _lines(source, lines_of(source, start, stream))
    )
    notes: tuple[str, ...] = (OURS,)
    if any(map(_may_have_end_mark, documents)):
        events = _with_end_mark(events)
        notes += (
            f"{_END_MARK} added behind the last event of an answer that ended, where it is not there: it is no JSON",
        )
    place = FilePlace(source, 1, is_verbatim=False)
    yield Capture(source, FORMAT.name, "events", None, events, notes, place=place)


def _may_have_end_mark(document: Any) -> bool:
    """Tells if the event is of a protocol whose streams end with the mark."""
    return isinstance(document, dict) and (
        isinstance(document.get("choices"), list) or document.get("type") in _UI_PARTS
    )


def _with_end_mark(events: Iterator[Chunk | Ending]) -> Iterator[Chunk | Ending]:
    mark = event_bytes("", "", _END_MARK)
    last = b""
    has_ended = False
    while isinstance(event := next(events), Chunk):
        last = event.data
        has_ended = has_ended or _ENDS.search(last) is not None
        yield event
    # Behind an answer that was cut off nobody sent the mark.
    if has_ended and last != mark and event == Ending():
        yield Chunk(mark)
    yield event


def _of_lines(text: str) -> list[Any]:
    """The documents of the first whole lines; [] unless there are two, and nothing but documents."""
    *lines, _ = text.split("\n")
    documents: list[Any] = []
    for line in lines[:_LOOKED_AT]:
        try:
            documents.append(_END_MARK if line.strip() == _END_MARK else json.loads(line))
        except (ValueError, RecursionError):
            return []
    return documents if len(documents) > 1 else []


def _of_array(text: str) -> list[Any]:
    """The first members of an array that are there."""
    documents: list[Any] = []
    try:
        for value, _ in _members(text):
            documents.append(value)
            if len(documents) == _LOOKED_AT:
                break
    except (ValueError, RecursionError):
        pass  # it goes on
    return documents


def _is_event(value: Any) -> bool:
    """Tells if a document has a member that events have: a name, or what the events of a protocol without names have."""
    if not isinstance(value, dict):
        return isinstance(value, str) and value == _END_MARK
    return (
        any(isinstance(value.get(name), str) for name in _NAMES)
        or _is_of_a_source(value)
        or (isinstance(value.get("choices"), list) and value.get("object") != _ANSWER)
        or isinstance(value.get("candidates"), list)
        or isinstance(value.get("done"), bool)
        or value.get("jsonrpc") == "2.0"
    )


def _is_of_a_source(value: Mapping[str, Any]) -> bool:
    has_text = isinstance(value.get("data"), str) or isinstance(value.get("comment"), str)
    return has_text and value.keys() <= _OF_A_SOURCE


def _members(text: str) -> Iterator[tuple[Any, str]]:
    """The members of an array, each with its own text; raises ValueError where the text is none."""
    position = _after(text, 0, "[")
    is_first = True
    while not text.startswith("]", position):
        position = position if is_first else _after(text, position, ",")
        is_first = False
        value, end = _DECODER.raw_decode(text, position)
        yield value, text[position:end]
        position = _spaced(text, end)
    if _spaced(text, position + 1) < len(text):
        raise ValueError("more follows the array")


def _after(text: str, position: int, mark: str) -> int:
    if not text.startswith(mark, _spaced(text, position)):
        raise ValueError(f"there is no {mark!r} at character {position:,}")
    return _spaced(text, _spaced(text, position) + 1)


def _spaced(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _array(source: str, text: str) -> Iterator[Chunk | Ending]:
    try:
        for number, (value, own) in enumerate(_members(text), 1):
            yield Chunk(_event(source, f"member {number}", value, own))
    except (ValueError, RecursionError) as error:
        raise CaptureError(source, f"its array of events is broken: {error}") from error
    yield Ending()


def _lines(source: str, lines: Iterator[bytes]) -> Iterator[Chunk | Ending]:
    ending = Ending()
    for number, line in enumerate(lines, 1):
        text = line.decode("utf-8-sig" if number == 1 else "utf-8", "replace").strip()
        if not text:
            continue
        if text == _END_MARK:
            yield Chunk(event_bytes(source, f"line {number}", text))
            continue
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            if line.endswith(b"\n"):
                raise CaptureError(source, f"line {number} is no JSON: {error}") from error
            ending = Ending("incomplete", "the last line breaks off")
            break
        yield Chunk(_event(source, f"line {number}", value, text))
    yield ending


def _event(source: str, place: str, value: Any, text: str) -> bytes:
    """An event with the document as its data, or, where the document is one of an EventSource, that one."""
    if isinstance(value, dict) and _is_of_a_source(value):
        if not isinstance(value.get("data"), str):
            return b""
        names = [value[name] for name in ("event", "type") if isinstance(value.get(name), str)]
        ids = [value[name] for name in ("id", "lastEventId") if isinstance(value.get(name), str)]
        return event_bytes(
            source, place, value["data"], type=names[0] if names else "", id=ids[0] if ids else None
        )
    if value == _END_MARK:
        text = _END_MARK
    data = text if "\n" not in text else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return event_bytes(source, place, data)


FORMAT = Format("json-events", read, claims)
