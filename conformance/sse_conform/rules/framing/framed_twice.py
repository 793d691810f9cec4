"""The data of an event is a payload, and never a frame of its own."""

from sse_codec import Block

from ...finding import Level
from .._causes import Cause
from .._rule import INTERPRETING, Example, Rule
from .._stream import Stream

_FEW = 3
_OTHERS = 10
"""Of so many events that begin with a field, one may be of another kind, such as an end marker."""


class FramedTwice(Rule):
    code = "SSE120"
    name = "framed-twice"
    level = Level.WARNING
    basis = "heuristic"
    summary = "The data is itself a frame: it has field names in front, such as `data: data: ...`"
    why = (
        "One part of the server writes `data: ` and the blank line, and hands the result to another part that does the same. "
        "A client gets `data: {...}` where it expects JSON, and the event types stay inside the text. A proxy that passes on "
        "the lines of another stream through a helper for events is the usual source."
    )
    help = "give the payload alone to what frames it, or write the finished frame to the response as it is"
    reference = INTERPRETING
    evidence = ("sse-starlette: what is yielded is framed",)
    per = "stream"
    bad = Example(b'data: data: {"a": 1}\n\n', at=(0, 1))
    good = Example(b'data: {"a": 1}\n\ndata: data: is a prefix\n\n')

    def __init__(self, stream: Stream) -> None:
        super().__init__(stream)
        self._possible = 0
        """Events whose text just begins like a field."""

    def cause(self, block: Block, cause: Cause) -> None:
        if cause.is_certain:
            self.mark_cause(block, cause)
        else:
            self._possible += 1

    def end(self) -> None:
        others = self.stream.events - self._possible
        is_rule = self._possible >= _FEW and others <= 1 + self._possible // _OTHERS
        if is_rule and not self.occurrences:
            self.mark_end("the data of the events begins with field names: the events were framed twice")
