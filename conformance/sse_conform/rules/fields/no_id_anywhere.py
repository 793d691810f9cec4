"""Only a stream with ids can be resumed."""

from sse_codec import Fact, Line

from ...finding import Level
from .._rule import LAST_EVENT_ID, Example, Need, Rule


class NoIdAnywhere(Rule):
    code = "SSE405"
    name = "no-id-anywhere"
    level = Level.INFO
    basis = "interop"
    summary = "No event of the stream has an id"
    why = "After a reconnection the server cannot know what the client has, so events are lost or sent again."
    help = "give each event an id, if the stream is one that clients resume"
    reference = LAST_EVENT_ID
    needs = (Need.BYTES,)
    per = "stream"
    fields = frozenset({"id"})
    wants = Fact.ID
    bad = Example(b"data: a\n\n", at=(9, 3))
    good = Example(b"id: 1\ndata: a\n\n")

    _seen = False

    def field(self, line: Line) -> None:
        self._seen = True
        self.want(0)

    def end(self) -> None:
        if self.stream.events and not self._seen:
            self.mark_end("no event had an id: the stream cannot be resumed")
