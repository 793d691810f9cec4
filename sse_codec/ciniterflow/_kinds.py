"""Kind and value on one side, typed events on the other: the one table that both the reader and the writer use.

Reading never fails: a value that is not what its kind promises stays as it came, in an ``Other``. Only ``error`` and
``end`` are always read as such, because the outcome of the stream hangs on them.
"""

import json
from collections.abc import Callable
from typing import Any, Final, Literal, TypeAlias

from sse_codec._values import Event
from sse_codec.ordering import Classified

from ._events import (
    End,
    Error,
    Metadata,
    Other,
    PredictionEvent,
    SourceDocuments,
    Start,
    Token,
    UsedTools,
)
from ._sources import SourceDocument, UsedTool, objects
from ._values import is_object

FramingName: TypeAlias = Literal["named", "envelope", "hybrid"]
"""How the kind of an event is written: as its SSE event type, inside its JSON data, or both."""

WIRE: Final = "flowise"
"""The profile whose framings are read: it knows all kinds that the documented one knows, and the server's own."""

DONE: Final = "[DONE]"
"""The value of ``end`` on the real server. It means nothing: only the kind ends a stream, and only an error fails it."""


def _text(value: object) -> str | None:
    """Text, and none at all, which the server means as empty; None for anything else."""
    return "" if value is None else value if isinstance(value, str) else None


def _start(value: object) -> Start | None:
    text = _text(value)
    return None if text is None else Start(text)


def _token(value: object) -> Token | None:
    text = _text(value)
    return None if text is None else Token(text)


def _end(value: object) -> End:
    error = value.get("error") if is_object(value) else None
    return End() if error is None else End(_message(error))


def _error(value: object) -> Error:
    return Error(_message(value))


def _message(value: object) -> str:
    text = _text(value)
    return json.dumps(value, ensure_ascii=False) if text is None else text


def _metadata(value: object) -> Metadata | None:
    return Metadata.from_raw(value) if is_object(value) else None


def _source_documents(value: object) -> SourceDocuments | None:
    documents = objects(value)
    return None if documents is None else SourceDocuments(tuple(map(SourceDocument.from_raw, documents)))


def _used_tools(value: object) -> UsedTools | None:
    tools = objects(value)
    return None if tools is None else UsedTools(tuple(map(UsedTool.from_raw, tools)))


_READERS: dict[str, Callable[[object], PredictionEvent | None]] = {
    "start": _start,
    "token": _token,
    "metadata": _metadata,
    "end": _end,
    "error": _error,
    "sourceDocuments": _source_documents,
    "usedTools": _used_tools,
}


def read(event: Event, classified: Classified | None) -> PredictionEvent:
    """Return the typed event for an event of the stream and what its framing says of it; None when none does."""
    if classified is None:
        return Other(event.type, event.data)
    kind = classified.kind
    if classified.damage:  # its JSON cannot be read, so its text is all there is
        return Other(kind, event.data)
    reader = _READERS.get(kind)
    typed = None if reader is None else reader(classified.value)
    return Other(kind, classified.value) if typed is None else typed


def write(event: PredictionEvent) -> tuple[str, Any]:
    """Return the kind and the value of a typed event; TypeError for anything else."""
    match event:
        case Start(text):
            return "start", text
        case Token(text):
            return "token", text
        case Metadata(raw=raw):
            return "metadata", raw
        case End(error):
            return "end", DONE if error is None else {"error": error}
        case Error(message):
            return "error", message
        case SourceDocuments(documents):
            return "sourceDocuments", [document.raw for document in documents]
        case UsedTools(tools):
            return "usedTools", [tool.raw for tool in tools]
        case Other(kind, value):
            return kind, value
    raise TypeError(
        f"{type(event).__name__} is no event of a prediction; an Other can carry any kind and value"
    )
