"""An id names one event."""

from sse_codec import Block, Line

from ...finding import Level
from .._rule import LAST_EVENT_ID, Example, Rule
from .._stream import Stream
from .._words import quoted

_REMEMBERED = 1024
"""Ids that new ones are compared with: repetitions come close together, and memory stays flat."""
_LONGEST_ID = 256


class DuplicateId(Rule):
    code = "SSE406"
    name = "duplicate-id"
    level = Level.WARNING
    basis = "interop"
    summary = "Two events have the same id"
    why = "The id does not say after which of the two to resume, so events are lost or sent again."
    help = "give each event an id of its own; an event without an id line keeps the last one"
    reference = LAST_EVENT_ID
    per = "id"
    fields = frozenset({"id"})
    remembers_ids = True
    bad = Example(b"id: 1\ndata: a\n\nid: 1\ndata: b\n\n", at=(15, 4))
    good = Example(b"id: 1\ndata: a\n\nid: 2\ndata: b\n\ndata: c\n\n")

    def __init__(self, stream: Stream) -> None:
        super().__init__(stream)
        self._line: Line | None = None
        self._seen: dict[str, None] = {}

    def field(self, line: Line) -> None:
        self._line = line

    def block(self, block: Block) -> None:
        line, self._line = self._line, None
        if line is None or block.event is None or not 0 < len(line.value) <= _LONGEST_ID:
            return
        if line.value in self._seen:
            self.mark_line(
                line, f"an event before it has the id {quoted(line.value)} too", subject=line.value
            )
        self._seen[line.value] = None
        if len(self._seen) > _REMEMBERED:
            del self._seen[next(iter(self._seen))]
