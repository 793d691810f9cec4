"""Faults at the end of a connection, and in what the next one takes over."""

from collections.abc import Iterable

from sse_conform.suite import Reading

from ..fault import Fault
from ..plain import Plain


class Reused(Plain):
    """One object for all connections. One that goes on where the last one ended inherits; others are other clients."""

    last_event_id = ""
    resumed = False

    def decode(self, chunks: Iterable[bytes], last_event_id: str = "") -> Reading:
        self.resumed = last_event_id == self.last_event_id != ""
        return super().decode(chunks, last_event_id)


class BlockCarriesOver(Reused):
    data = type = ""

    def open(self, last_event_id: str) -> None:
        data, type = self.data, self.type
        super().open(last_event_id)
        if self.resumed:
            self.data, self.type = data, type


class LineCarriesOver(Reused):
    rest = bytearray()

    def open(self, last_event_id: str) -> None:
        rest = self.rest
        super().open(last_event_id)
        if self.resumed:
            self.rest = rest


class TypeCarriesOver(Reused):
    type = ""

    def open(self, last_event_id: str) -> None:
        type = self.type
        super().open(last_event_id)
        if self.resumed:
            self.type = type


class IdCarriesOver(Reused):
    """The id of an unfinished block counts for the next connection."""

    id = ""

    def open(self, last_event_id: str) -> None:
        id = self.id
        super().open(last_event_id)
        if self.resumed:
            self.id = id


class MarkOnFirstOnly(Reused):
    def open(self, last_event_id: str) -> None:
        super().open(last_event_id)
        self.begun = self.resumed


class EmptyEventAtEnd(Plain):
    def close(self) -> None:
        self.dispatch(self.type or "message", self.data[:-1])


class CommentAtEnd(Plain):
    def close(self) -> None:
        if self.rest:
            self.line(self.take())
            self.dispatch(self.type or "message", self.data[:-1])


class LineAtEnd(Plain):
    """Interprets the unfinished line, and dispatches nothing: its id and its retry count."""

    def close(self) -> None:
        if self.rest:
            line = self.take()
            self.interpret(self.text(line))
            self.last_event_id = self.id


class LastEventLost(Plain):
    def close(self) -> None:
        if self.start is None and self.events:
            self.events.pop()


FAULTS = (
    Fault(
        "block-carries-over",
        "the data of an unfinished block goes to the next connection",
        "EventSource/eventsource before 3, where it is declared outside connect(); btubbs/sseclient",
        BlockCarriesOver,
    ),
    Fault(
        "line-carries-over",
        "an unfinished line, or half a character, goes to the next connection",
        "parsers used again without a reset; ChatGPTBox-dev/chatGPTBox#1069 mends one",
        LineCarriesOver,
    ),
    Fault(
        "type-carries-over-connections",
        "the type of an unfinished block goes to the next connection",
        "EventSource/eventsource before 3: eventName is declared outside connect()",
        TypeCarriesOver,
    ),
    Fault(
        "id-carries-over-unfinished",
        "the id of an unfinished block counts on the next connection",
        "florimondmanca/httpx-sse, EventSource/eventsource before 3: the id is set at once",
        IdCarriesOver,
    ),
    Fault(
        "mark-on-first-connection-only",
        "the byte order mark is dropped on the first connection, not on the next",
        "parsers used again without a reset: isFirstChunk in rexxars/eventsource-parser",
        MarkOnFirstOnly,
    ),
    Fault(
        "event-at-the-end",
        "the end of the stream gives an event, also when nothing is left",
        "loops that yield once more after the last line",
        EmptyEventAtEnd,
    ),
    Fault(
        "rest-is-an-event",
        "an unfinished line at the end gives an event, also when it is a comment or an id",
        "mpetazzoni/sse.js before 2.8: whatever is left on load is parsed and dispatched",
        CommentAtEnd,
    ),
    Fault(
        "rest-is-a-line",
        "the end of the stream ends the last line and its block, so that half an id counts",
        "readers by lines, for which the end of the input ends a line: bufio.Scanner, readline, iter_lines",
        LineAtEnd,
    ),
    Fault(
        "last-event-lost",
        "the last event of the stream is lost, though its blank line came",
        "clients that always keep the last part of what they split",
        LastEventLost,
    ),
)
