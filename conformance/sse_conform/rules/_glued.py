"""Several events in one block, since blank lines are missing between them: the block taken apart.

A payload may go over several data lines. So lines are taken for events of their own only where each is a whole JSON
document, where each has its own event or id line, or where no blank line ever came.
"""

import attrs

from sse_codec import Block, Event

from ._documents import begins_a_document, is_document

_MOST_LINES = 100_000
"""Lines of a block that is taken apart; a longer one is no answer of any server."""
_FEW = 3
"""Data lines of plain text that are likely events of their own, when no blank line ever came."""


@attrs.frozen
class Pieces:
    """The events that a block holds in truth."""

    events: tuple[Event, ...]
    second: int
    """The line of the block, from 0, that a blank line should stand before."""
    are_documents: bool
    """Each is a JSON document in one line."""


@attrs.define
class _Part:
    """Data lines on end, and the lines before them that name and number them."""

    at: int
    """The line of the block, from 0, that it begins with."""
    type: str
    id: str
    has_own_line: bool = False
    """An event or id line is among them."""
    data: list[tuple[int, str]] = attrs.Factory(list[tuple[int, str]])
    """The number of each data line, and its text."""

    def event(self, text: str, *, is_named: bool = True) -> Event:
        return Event((self.type if is_named else "") or "message", text, self.id)


def glued(block: Block) -> Pieces | None:
    """The events in a dispatched block; None when it is one, as far as anybody can see."""
    parts = _parts(block)
    texts = [text for part in parts for _, text in part.data if text]
    if len(texts) > 1 and begins_a_document(texts[0]) and all(map(is_document, texts)):
        return _of_lines(parts, are_documents=True)
    return _of_parts(parts)


def never_ended(block: Block) -> Pieces | None:
    """The events in the unfinished block of a stream without any other; None when it may be the beginning of one."""
    parts = _parts(block)
    texts = [text for part in parts for _, text in part.data if text]
    if len(texts) > 1 and begins_a_document(texts[0]) and all(map(is_document, texts[:-1])):
        return _of_lines(parts, are_documents=True)
    is_text = len(texts) >= _FEW and not begins_a_document(texts[0])
    return _of_parts(parts) or (_of_lines(parts, are_documents=False) if is_text else None)


def _parts(block: Block) -> list[_Part]:
    """The data lines of a block, parted where an event or id line stands between them."""
    if block.raw.count(b"\n") + block.raw.count(b"\r") > _MOST_LINES:
        return []
    id = block.event.id if block.event else ""
    parts = [_Part(0, "", id)]
    for index, line in enumerate(block.lines):
        if line.name == "data":
            parts[-1].data.append((index, line.value))
        elif line.name in ("event", "id"):
            if parts[-1].data:
                parts.append(_Part(index, "", id))
            parts[-1].has_own_line = True
            if line.name == "event":
                parts[-1].type = line.value
            else:
                parts[-1].id = line.value
    return [part for part in parts if part.data]


def _of_lines(parts: list[_Part], *, are_documents: bool) -> Pieces:
    """Each data line is an event, named by the event line before it; by one just before it, where there are several."""
    is_shared = sum(part.has_own_line for part in parts) < 2
    events = tuple(
        part.event(text, is_named=is_shared or not number)
        for part in parts
        for number, (_, text) in enumerate(part.data)
        if text
    )
    first = parts[0]
    second = first.data[1][0] if len(first.data) > 1 else parts[1].at
    return Pieces(events, second, are_documents)


def _of_parts(parts: list[_Part]) -> Pieces | None:
    """Data lines on end are one event, where several have event or id lines of their own."""
    if sum(part.has_own_line for part in parts) < 2:
        return None
    events = tuple(part.event("\n".join(text for _, text in part.data)) for part in parts)
    return Pieces(events, parts[1].at, are_documents=False)
