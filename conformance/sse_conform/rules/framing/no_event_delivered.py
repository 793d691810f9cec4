"""A stream is opened for its events."""

from sse_codec import Block, Fact

from ...finding import Level
from .._rule import INTERPRETING, Example, Rule
from .._stream import Stream

_NAME_THE_CAUSE = frozenset(
    {"SSE105", "SSE106", "SSE107", "SSE108", "SSE113", "SSE116", "SSE118", "SSE119", "SSE121", "SSE210"}
    | {"SSE301", "SSE303", "SSE312", "SSE401", "SSE507", "SSE511"}
)
"""Rules that say why nothing was delivered, where they report an error."""
_NO_CONTENT = 204
_REDIRECTS = range(300, 400)


class NoEventDelivered(Rule):
    code = "SSE122"
    name = "no-event-delivered"
    level = Level.ERROR
    basis = "heuristic"
    summary = "The stream ended and brought not one event"
    why = (
        "A client waits, gets nothing, and reports no error. Either no line is a data line with a blank line after it, or the "
        "server sent signs of life and never an answer. Comments, retry fields, or nothing at all are a warning, since a "
        "stream may end before anything happened."
    )
    help = "look at why the server sent no event; an event is a data: line, and an empty line after it"
    reference = INTERPRETING
    per = "stream"
    wants = Fact.NO_DATA | Fact.EMPTY | Fact.UNTERMINATED
    bad = Example(b"event: bye\n\n", at=(12, 3), also=("SSE115",))
    good = Example(b"event: bye\ndata:\n\n")

    def __init__(self, stream: Stream) -> None:
        super().__init__(stream)
        self._names: set[str] = set()
        """What the blocks held so far: some of "", for lines that are no field of the format, "comment", and field names."""

    def body(self, kind: str, start: bytes) -> None:
        head, errors = self.stream.head, self.stream.errors & _NAME_THE_CAUSE
        if kind == "empty" and head is not None and self.stream.ending == "eof" and not errors:
            self.mark_start(_sent_nothing(head.status), level=Level.WARNING)

    def block(self, block: Block) -> None:
        if not self.stream.events and block.event is None:
            self._names.update(line.name or line.kind for line in block.lines)

    def end(self) -> None:
        stream = self.stream
        # A warning names the cause and does not say that nothing came of it.
        if not stream.events and not stream.errors & _NAME_THE_CAUSE:
            message, level = _told(self._names)
            self.mark_end(message, level=level)


def _sent_nothing(status: int) -> str:
    if status == _NO_CONTENT:
        return "the status is 204: the server has nothing to send, and clients do not come back"
    if status in _REDIRECTS:
        return f"the status is {status}: a stream may be at the address to which the server points"
    return "the server answered with an event stream and sent nothing"


def _told(names: set[str]) -> tuple[str, Level]:
    lines = names - {"blank"}
    if not lines:
        return "the stream ended and brought blank lines only", Level.WARNING
    if lines == {"comment"}:
        return "the stream ended and brought comments only, not one event", Level.WARNING
    if lines <= {"comment", "retry"}:
        return "the stream ended and brought no event, just a time to come back after", Level.WARNING
    if lines & {"data", "event", "id"}:
        return (
            "the stream ended, and none of its fields made an event: each needs a data line and a blank line after it",
            Level.ERROR,
        )
    return (
        "the stream ended and brought not one event: none of its lines is a field of the format",
        Level.ERROR,
    )
