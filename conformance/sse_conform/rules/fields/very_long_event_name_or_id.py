"""A name or an id is short."""

from sse_codec import Fact, Line

from ...finding import Level
from .._rule import LAST_EVENT_ID, Example, Option, Rule
from .._words import counted

_LONGEST = Option("longest", 1024, 64, "bytes that a name or an id may have")
"""Servers refuse heads of more than 8 KiB in all, some of more than 4; an id goes into one of its lines."""


class VeryLongEventNameOrId(Rule):
    code = "SSE411"
    name = "very-long-event-name-or-id"
    level = Level.WARNING
    basis = "interop"
    summary = "An event name or id is longer than 1,024 bytes"
    why = "The id comes back in a header, and servers refuse long ones: the client can never reconnect. A name is no payload."
    help = "put what is long into the data"
    reference = LAST_EVENT_ID
    per = "field name"
    fields = frozenset({"event", "id"})
    options = (_LONGEST,)
    wants = Fact.ODD_VALUE
    bad = Example(b"id: " + b"7" * 1025 + b"\ndata: a\n\n", at=(0, 1))
    good = Example(b"id: " + b"7" * 1024 + b"\ndata: a\n\n")

    def field(self, line: Line) -> None:
        length = len(line.value.encode())
        if length > self.option("longest"):
            self.mark_line(
                line, f"the value of {line.name} is {counted(length, 'byte')} long", subject=line.name
            )
