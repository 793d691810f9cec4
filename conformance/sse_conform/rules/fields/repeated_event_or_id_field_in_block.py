"""A block has one type and one id, and the last word counts."""

from sse_codec import Block, Fact, Line

from ...finding import Level
from .._rule import INTERPRETING, Example, Need, Rule
from .._stream import Stream


class RepeatedEventOrIdFieldInBlock(Rule):
    code = "SSE409"
    name = "repeated-event-or-id-field-in-block"
    level = Level.WARNING
    basis = "standard"
    summary = "A block has `event` or `id` twice; the last one counts"
    why = "The first value is lost. Often a blank line is missing, and two events have become one."
    help = "write each field once, and end each event with an empty line"
    reference = INTERPRETING
    needs = (Need.BYTES,)
    fields = frozenset({"event", "id"})
    wants = Fact.REPEATED_FIELD
    bad = Example(b"event: a\nevent: b\ndata: x\n\n", at=(9, 2))
    good = Example(b"event: a\ndata: x\n\nevent: b\ndata: y\n\n")

    def __init__(self, stream: Stream) -> None:
        super().__init__(stream)
        self._seen: set[str] = set()

    def field(self, line: Line) -> None:
        # Where several events are in the block, they are the fault; see `no_blank_lines`.
        if line.name in self._seen and self.stream.cause is None:
            self.mark_line(line, f"the block has {line.name} once more: only the last one counts")
        self._seen.add(line.name)

    def block(self, block: Block) -> None:
        self._seen.clear()
