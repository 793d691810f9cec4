"""Events that somebody wrote wrongly as a whole: which mistake was made, and which events the sender meant.

The sender put a frame into a frame, encoded JSON twice, or left out blank lines. Each mistake would show in twenty ways
further on, and is one cause here. A few characters tell an ordinary event, which passes as it is.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

import attrs

from sse_codec import Block, Event, Fact, Scanner
from sse_codec.ordering import Document

from ._documents import is_document

if TYPE_CHECKING:
    from ._glued import Pieces

FRAMED_TWICE = "SSE120"
NO_BLANK_LINES = "SSE121"
ENCODED_TWICE = "SSE511"
PYTHON_REPR = "SSE512"

_FIELDS = ("data:", "event:", "id:", "retry:")
_STRINGS = tuple(f'"{start}' for start in ("{", "[", *_FIELDS))
_UNUSUAL = Fact.WRAPPED | Fact.DATA_LINES
"""Facts, one of which a block has that dispatched another event than its sender meant."""
# Patterns are text, which re compiles where it first needs them, and keeps: a stream in order needs none.
_FIELD_LINE = r"(?:data|event|id|retry|):"
_ONE_FIELD = r"(?:event|id|retry): ?[\w.:/-]+"
# A line break written as a backslash and a letter, where a real one belongs: before a field, or at the end.
# What it does not match it passes over at once, so that a long run of them takes linear time.
_WRITTEN_BREAKS = r"(?<!\\[rn])(?:(?:\\r)?\\n)++(?=(?:data|event|id|retry):|\s*\Z)"
_DICT = r"(?s)\{'[^']*': .*\}|\[\{'[^']*': .*\]"
_BYTES = r"(?s)b(['\"])(?:[{\[]|data:|event:).*\1"
_OBJECT = r"(?s)[A-Z]\w+\(\w+='.*\)|<[\w.]+ object at 0x[0-9a-f]+>"
_LARGEST = 1 << 20
"""Bytes of a block that is looked into; of a longer one nobody wrote all by a mistake that shows in its text."""
_DEEPEST = 3
"""Wrappings around one event that are undone."""


@attrs.frozen
class Cause:
    """A mistake of the sender that explains a whole block."""

    code: str
    """The rule that tells of it."""
    message: str
    line: int | None = None
    """Which line of the block shows it, from 0; None for the first data line."""
    is_certain: bool = True
    """False where the text may just look so, and only the whole stream shows."""


class Meaning(NamedTuple):
    """What the sender meant by a block."""

    events: tuple[Event, ...]
    cause: Cause | None = None


class Meanings:
    """Tells of each block of a stream, in turn, what its sender meant by it."""

    def __init__(self) -> None:
        self.is_by_line = False
        """Whether the block before was one line of a frame, framed by itself. What comes next may belong to it."""
        self._type = ""
        """The event type that such a line gave to the data after it."""

    def of(self, block: Block, *, is_first: bool = False) -> Meaning | None:
        """What the sender meant; None for an ordinary block, which means the event that it dispatched, if any.

        :param is_first: no block before dispatched an event.
        """
        event = block.event
        if len(block.raw) > _LARGEST:
            return None
        if event is None:
            return _of_no_event(block, is_first=is_first)
        if not self.is_by_line and not block.facts & _UNUSUAL:
            return None
        is_glued = bool(block.facts & Fact.DATA_LINES)
        return self._of_line(event) or _of_event(event, 0) or (_of_glued(block) if is_glued else None)

    def _of_line(self, event: Event) -> Meaning | None:
        """What one line of a frame means that was framed by itself, as in `data: event: x`."""
        was_by_line = self.is_by_line
        name, _, value = event.data.partition(":")
        if event.type == "message" and re.fullmatch(_ONE_FIELD, event.data):
            self.is_by_line = True
            self._type = value.strip() if name == "event" else self._type
            return Meaning((), _framed_twice(event, is_certain=was_by_line))
        if was_by_line and not event.data:
            return Meaning(())
        is_line = event.data.startswith("data:") and "\n" not in event.data
        self.is_by_line = is_line and (was_by_line or is_document(value.strip()))
        type, self._type = self._type or event.type, ""
        if not self.is_by_line:
            return None
        return Meaning((Event(type, value.removeprefix(" "), event.id),), _framed_twice(event))


def _of_no_event(block: Block, *, is_first: bool) -> Meaning | None:
    meaning: Meaning | None = None
    if b"\\n" in block.raw:
        text = block.raw.decode("utf-8", "replace").removeprefix("\ufeff").strip("\r\n")
        meaning = _of_written_breaks(text, Event())
    if meaning is None and block.fate == "unterminated" and is_first:
        meaning = _of_never_ended(block)
    return meaning


def _of_event(event: Event, depth: int) -> Meaning | None:
    """What an event means whose data is wrapped; None for an ordinary one."""
    if depth == _DEEPEST:
        return None
    data = event.data
    if data.startswith(_FIELDS):
        return _of_frame(event, depth)
    if data.startswith(_STRINGS):
        return _of_string(event, depth)
    return _of_repr(event) or (_of_written_breaks(f"data: {data}", event) if "\\n" in data else None)


def _of_frame(event: Event, depth: int) -> Meaning | None:
    text = event.data
    if "\\n" in text and (meaning := _of_written_breaks(text, event)):
        return meaning
    events = _events_of(text, event)
    if events is None:
        return None
    within = [_of_event(inner, depth + 1) for inner in events]
    is_named = any(inner.type != event.type for inner in events)
    is_wrapped = any(meaning.cause and meaning.cause.is_certain for meaning in within if meaning)
    if is_named or is_wrapped or text.endswith("\n") or any(is_document(inner.data) for inner in events):
        meanings = [meaning or Meaning((inner,)) for meaning, inner in zip(within, events, strict=True)]
        return Meaning(tuple(inner for meaning in meanings for inner in meaning.events), _framed_twice(event))
    return Meaning((event,), _framed_twice(event, is_certain=False))


def _framed_twice(event: Event, *, is_certain: bool = True) -> Cause:
    name = event.data.partition(":")[0]
    message = f"the data is itself a line of an event stream ({name}: ...): the event was framed twice"
    return Cause(FRAMED_TWICE, message, is_certain=is_certain)


def _of_string(event: Event, depth: int) -> Meaning | None:
    """What a JSON string means that holds JSON, or a frame."""
    text = Document(event.data).value
    if not isinstance(text, str):
        return None
    inner = Event(event.type, text, event.id)
    if text.startswith(_FIELDS):
        meaning = _of_frame(inner, depth)
        if meaning is None or meaning.cause is None or not meaning.cause.is_certain:
            return None
        return Meaning(
            meaning.events, Cause(ENCODED_TWICE, "the data is a JSON string that holds a whole event")
        )
    if not is_document(text):
        return None
    what = "object" if text.startswith("{") else "array"
    message = f"the data is a JSON string that holds a JSON {what}: it was encoded twice"
    return Meaning((inner,), Cause(ENCODED_TWICE, message))


def _of_repr(event: Event) -> Meaning | None:
    from ._python import as_json, as_text  # noqa: PLC0415 - few streams need it

    data = event.data.strip()
    if re.fullmatch(_DICT, data):
        what, meant = "a dict" if data.startswith("{") else "a list", as_json(data)
    elif re.fullmatch(_BYTES, data):
        what, meant = "bytes", as_text(data)
    elif re.fullmatch(_OBJECT, data):
        what, meant = "an object", ""
    else:
        return None
    cause = Cause(PYTHON_REPR, f"the data is Python's repr of {what}, not JSON")
    return Meaning(tuple(_printed(event, meant)), cause)


def _printed(event: Event, meant: str) -> list[Event]:
    """The events that the text is of which Python printed a literal; the event itself where it is none."""
    events = _events_of(meant, event) if meant.startswith(_FIELDS) else [Event(event.type, meant, event.id)]
    return events if events and all(is_document(inner.data) for inner in events) else [event]


def _of_written_breaks(text: str, outer: Event) -> Meaning | None:
    """What lines mean whose breaks were written as a backslash and an n."""
    if Document(text.partition(":")[2]).value is not None:
        return None
    frame, breaks = re.subn(_WRITTEN_BREAKS, lambda match: "\n" * match[0].count("\\n"), text)
    events = _events_of(frame, outer) if breaks else None
    # The end of a stream may cut a JSON text behind the escape of a line break, which shows nothing.
    is_meant = r"\ndata:" in text or any(is_document(event.data) for event in events or ())
    if not events or not is_meant:
        return None
    message = r"line breaks are written as a backslash and an n (\n\n): no reader takes them for blank lines"
    return Meaning(tuple(events), Cause(ENCODED_TWICE, message))


def _of_glued(block: Block) -> Meaning | None:
    from ._glued import glued  # noqa: PLC0415 - few streams need it

    pieces = glued(block)
    if pieces is None:
        return None
    what = "JSON documents" if pieces.are_documents else "events"
    return _of_pieces(
        pieces, f"one event holds {len(pieces.events):,} {what}: no blank line stands between them"
    )


def _of_never_ended(block: Block) -> Meaning | None:
    from ._glued import never_ended  # noqa: PLC0415 - few streams need it

    pieces = never_ended(block)
    if pieces is None:
        return None
    message = f"no blank line ever came, so of {len(pieces.events):,} events not one was delivered"
    return _of_pieces(pieces, message)


def _of_pieces(pieces: "Pieces", message: str) -> Meaning:
    return Meaning(pieces.events, Cause(NO_BLANK_LINES, message, pieces.second))


def _events_of(frame: str, outer: Event) -> list[Event] | None:
    """The events of a text that is nothing but fields and comments; None for any other text."""
    if not all(re.match(_FIELD_LINE, line) for line in frame.split("\n") if line.strip("\r")):
        return None
    blocks = Scanner(max_event_size=None).feed(f"{frame}\n\n".encode("utf-8", "replace"))
    events = [block.event for block in blocks if block.event is not None]
    return [_placed(event, outer) for event in events]


def _placed(event: Event, outer: Event) -> Event:
    """The event, with the type and id of the outer one where it has none."""
    type = outer.type if event.type == "message" else event.type
    return Event(type, event.data, event.id or outer.id)
