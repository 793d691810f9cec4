"""An id names one event."""

from sse_codec import Block, Fact

from ...finding import Level
from .._rule import LAST_EVENT_ID, Example, Rule
from .._stream import Stream
from .._words import quoted
from ._ids import line_of_id, own_id

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
    wants = Fact.ID
    bad = Example(b"id: 1\ndata: a\n\nid: 1\ndata: b\n\n", at=(15, 4))
    good = Example(b"id: 1\ndata: a\n\nid: 2\ndata: b\n\ndata: c\n\n")

    def __init__(self, stream: Stream) -> None:
        super().__init__(stream)
        self._seen: dict[str, None] = {}

    def block(self, block: Block) -> None:
        id = own_id(block)
        if not id or len(id) > _LONGEST_ID:
            return
        if id in self._seen and not self.repeats(id) and (line := line_of_id(block)):
            self.mark_line(line, f"an event before it has the id {quoted(id)} too", subject=id)
        self._seen[id] = None
        if len(self._seen) > _REMEMBERED:
            del self._seen[next(iter(self._seen))]
