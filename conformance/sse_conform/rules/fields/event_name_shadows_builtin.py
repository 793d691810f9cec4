"""An EventSource fires events of its own, and some names are taken."""

from sse_codec import Fact, Line

from ...finding import Level
from .._rule import PROCESSING, Example, Rule

_TAKEN = {
    "open": "a listener cannot tell it from the event that says the connection is open",
    "error": "a listener cannot tell it from the event that says the connection failed",
}


class EventNameShadowsBuiltin(Rule):
    code = "SSE410"
    name = "event-name-shadows-builtin"
    level = Level.WARNING
    basis = "interop"
    summary = "An event has the name of an event that EventSource fires itself"
    why = (
        "EventSource fires `open` and `error` for the connection, so the handlers collide: onerror runs, and takes the "
        "connection for lost. `message` is what an event without a name is called, and means the same; it is information."
    )
    help = "choose another name"
    reference = PROCESSING
    per = "name"
    fields = frozenset({"event"})
    wants = Fact.RESERVED_NAME
    bad = Example(b"event: error\ndata: a\n\n", at=(0, 1), also=("SSE509",))
    good = Example(b"event: failure\ndata: a\n\n")

    def field(self, line: Line) -> None:
        name = line.value
        if name in _TAKEN:
            self.mark_line(line, f"the name {name} is taken by EventSource: {_TAKEN[name]}", subject=name)
        elif name == "message":
            message = "message is the name of an event without a name: the line changes nothing"
            self.mark_line(line, message, subject=name, level=Level.INFO)
