"""Without a data line nothing is dispatched."""

from sse_codec import Block, Fact

from ...finding import Level
from .._rule import INTERPRETING, Example, Need, Rule
from .._stray import BARE_JSON, FIELD_NAME_CASE, LATE_BOM, LEADING_WHITESPACE

_HIDES_DATA = frozenset({BARE_JSON, FIELD_NAME_CASE, LATE_BOM, LEADING_WHITESPACE})


class BlockWithoutData(Rule):
    code = "SSE115"
    name = "block-without-data"
    level = Level.WARNING
    basis = "standard"
    summary = "A block has an `event` or `id` field and no `data`, so no event is dispatched"
    why = (
        "No conforming reader delivers it; others deliver an event with empty data. Its id counts all the same, "
        "its event type does not carry over, and readers differ in both."
    )
    help = "write an empty data: line if the event has no payload"
    reference = INTERPRETING
    evidence = ("httpx-sse 0.4.3 and python-eventsource (measured)",)
    needs = (Need.BYTES,)
    wants = Fact.NO_DATA
    bad = Example(b"event: bye\n\ndata: a\n\n", at=(0, 1))
    good = Example(b"event: bye\ndata:\n\nretry: 3000\n\n: comment\n\n")

    def block(self, block: Block) -> None:
        # Where a line would be data but for a slip, that slip is the fault and has been reported.
        if block.fate != "no-data" or self.stream.strays & _HIDES_DATA:
            return
        for line in block.lines:
            if line.name in ("event", "id"):
                self.mark_bytes(block, 3 * line.bom, len(block.raw), _message(line.name))
                return


def _message(field: str) -> str:
    effect = "the event is never dispatched" if field == "event" else "only its id takes effect"
    return f"the block has {field} but no data: {effect}"
