"""A third reader, one byte at a time and to the letter of the standard; slow, and nothing in it is clever.

It shares no code and no idea with the package: the others must agree with it.
"""

from __future__ import annotations

from typing import NamedTuple

from sse_codec import Event

RETRY_CEILING = 2**63 - 1


class Reading(NamedTuple):
    """What a stream means."""

    events: list[Event]
    comments: list[str]
    last_event_id: str
    retry: int | None
    discarded: int
    ends: list[int]
    """For each event, how many bytes of the stream had to be there for it."""


class Oracle:
    """HTML standard, 9.2.5 and 9.2.6, as a machine over bytes."""

    def __init__(self, last_event_id: str = "") -> None:
        self.reading_events: list[Event] = []
        self.comments: list[str] = []
        self.ends: list[int] = []
        self.last_event_id = last_event_id
        self.retry: int | None = None
        self.data = ""
        self.type = ""
        self.id = last_event_id
        self.line = b""
        self.after_cr = False
        self.position = 0
        self.held = 0  # bytes of the unfinished block from its first field or unfinished line on

    def read(self, stream: bytes) -> Reading:
        start = 3 if stream[:3] == b"\xef\xbb\xbf" else 0
        self.position = start
        for byte in stream[start:]:
            self.position += 1
            self.step(byte)
        discarded = 0 if self.line[:1] == b":" and self.held == len(self.line) else self.held
        return Reading(
            self.reading_events, self.comments, self.last_event_id, self.retry, discarded, self.ends
        )

    def step(self, byte: int) -> None:
        swallowed, self.after_cr = self.after_cr and byte == 10, byte == 13
        if swallowed:
            if self.held:
                self.held += 1  # the second half of a line ending inside the block
        elif byte in (10, 13):
            self.held += 1
            line, self.line = self.line, b""
            self.end_line(line)
        else:
            self.held += 1
            self.line += bytes([byte])

    def end_line(self, line: bytes) -> None:
        text = line.decode("utf-8", "replace")
        if text == "":
            self.dispatch()
            self.held = 0
        elif text[0] == ":":
            self.comments.append(text[1:].removeprefix(" "))
            if self.held == len(line) + 1:
                self.held = 0
        elif ":" in text:
            colon = text.index(":")
            value = text[colon + 1 :]
            self.field(text[:colon], value[1:] if value[:1] == " " else value)
        else:
            self.field(text, "")

    def field(self, name: str, value: str) -> None:
        if name == "event":
            self.type = value
        elif name == "data":
            self.data += value + "\n"
        elif name == "id":
            if "\0" not in value:
                self.id = value
        elif name == "retry" and value and all(digit in "0123456789" for digit in value):
            short = value.lstrip("0") or "0"
            self.retry = RETRY_CEILING if len(short) > 100 else min(int(short), RETRY_CEILING)

    def dispatch(self) -> None:
        self.last_event_id = self.id
        if self.data != "":
            self.reading_events.append(Event(self.type or "message", self.data[:-1], self.last_event_id))
            self.ends.append(self.position)
        self.data = self.type = ""


def read(stream: bytes, last_event_id: str = "") -> Reading:
    """Return what ``stream`` means."""
    return Oracle(last_event_id).read(stream)
