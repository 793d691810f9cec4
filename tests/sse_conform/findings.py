"""A finding in which every field has a value, for the tests that look at whole findings, and the same as JSON."""

from typing import Any

import attrs

from sse_conform.finding import Finding, Level, Position

_WHOLE = Finding(
    code="SSE105",
    name="incomplete-final-event",
    level=Level.ERROR,
    basis="standard",
    message="stream ends inside an event; 61 bytes are discarded",
    source="chat.sse",
    pos=Position(byte=1893, line=14, col=1, event=12),
    span=6,
    help="send an empty line after the last event",
    spec="HTML standard 9.2.6",
    url="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation",
    excerpt=((13, b"event: metadata"), (14, b'data: {"chatId":"3f1c"}')),
    caret=0,
    kind="metadata",
)
AS_JSON = {
    "v": 1,
    "code": "SSE105",
    "name": "incomplete-final-event",
    "level": "error",
    "basis": "standard",
    "message": "stream ends inside an event; 61 bytes are discarded",
    "source": "chat.sse",
    "pos": {"byte": 1893, "line": 14, "col": 1, "event": 12, "chunk": None, "t": None},
    "span": 6,
    "help": "send an empty line after the last event",
    "spec": "HTML standard 9.2.6",
    "url": "https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation",
    "kind": "metadata",
    "fingerprint": "8dc2dd9cffbd8bf568c67d3abcced40f",
    "baseline": None,
}
"""What programs read of `a_finding()`."""


def a_finding(**changed: Any) -> Finding:
    """Return the finding, with other values for these fields."""
    return attrs.evolve(_WHOLE, **changed)
