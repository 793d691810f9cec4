"""Faults in the last event id."""

from ..fault import Fault
from ..plain import Plain


class IdPerEvent(Plain):
    def blank(self) -> None:
        super().blank()
        self.id = ""


class NulInId(Plain):
    def take_id(self, value: str) -> None:
        self.id = value


class NulResetsId(Plain):
    def take_id(self, value: str) -> None:
        self.id = "" if "\0" in value else value


class IdOnlyWithData(Plain):
    def blank(self) -> None:
        if not self.data:
            self.id = self.last_event_id
        super().blank()


class IdAtOnce(Plain):
    def take_id(self, value: str) -> None:
        super().take_id(value)
        self.last_event_id = self.id


class EmptyIdIgnored(Plain):
    def take_id(self, value: str) -> None:
        if value:
            super().take_id(value)


class IdAsNumber(Plain):
    def take_id(self, value: str) -> None:
        super().take_id(str(int(value)) if value.isdecimal() else value)


class IdMustBeNumber(Plain):
    def take_id(self, value: str) -> None:
        super().take_id(str(int(value)))


class IdTrimmed(Plain):
    def take_id(self, value: str) -> None:
        super().take_id(value.strip())


class FirstIdWins(Plain):
    def open(self, last_event_id: str) -> None:
        super().open(last_event_id)
        self.taken = False

    def take_id(self, value: str) -> None:
        if not self.taken:
            super().take_id(value)
        self.taken = True

    def blank(self) -> None:
        super().blank()
        self.taken = False


class NeverGoesBack(Plain):
    def take_id(self, value: str) -> None:
        if not (value.isdecimal() and self.id.isdecimal() and int(value) < int(self.id)):
            super().take_id(value)


class SameIdDropped(Plain):
    def dispatch(self, type: str, data: str) -> None:
        if not self.last_event_id or not self.events or self.events[-1].id != self.last_event_id:
            super().dispatch(type, data)


class ZeroIgnored(Plain):
    def take_id(self, value: str) -> None:
        if value != "0":
            super().take_id(value)


class MissingIsAWord(Plain):
    def open(self, last_event_id: str) -> None:
        super().open(last_event_id or "undefined")


class SeedForgotten(Plain):
    def open(self, last_event_id: str) -> None:
        super().open("")


class SeedInLatin1(Plain):
    def open(self, last_event_id: str) -> None:
        super().open(last_event_id)
        last_event_id.encode("latin-1")


class SeedReadAsLatin1(Plain):
    def open(self, last_event_id: str) -> None:
        super().open(last_event_id.encode().decode("latin-1"))


FAULTS = (
    Fault(
        "id-per-event",
        "an event without an id field has none, whatever came before",
        "launchdarkly/ruby-eventsource#26, donovanhide/eventsource, Azure/fetch-event-source",
        IdPerEvent,
    ),
    Fault(
        "nul-in-id",
        "an id with U+0000 in it counts",
        "EventSource/eventsource before 3, assistant-ui/assistant-ui#4880, alevinval/sse#53",
        NulInId,
    ),
    Fault(
        "nul-resets-id",
        "an id with U+0000 in it resets the id instead of being ignored",
        "rexxars/eventsource-parser: `value.includes('\\0') ? undefined : value`",
        NulResetsId,
    ),
    Fault(
        "id-only-with-data",
        "the id of a block without data does not count",
        "launchdarkly/python-eventsource, ld_eventsource/reader.py",
        IdOnlyWithData,
    ),
    Fault(
        "id-at-once",
        "an id counts before its block has ended, so that a cut makes the client skip the event",
        "florimondmanca/httpx-sse, EventSource/eventsource before 3",
        IdAtOnce,
    ),
    Fault(
        "empty-id-ignored",
        "an id field without a value does not reset the id",
        "btubbs/sseclient, CleverCloud/clever-client.js#180, modelcontextprotocol/typescript-sdk#2771",
        EmptyIdIgnored,
    ),
    Fault(
        "id-as-number", "an id of digits loses its leading zeros", "lukeed/fetch-event-stream#8", IdAsNumber
    ),
    Fault(
        "id-must-be-a-number",
        "an id that is no number ends the stream with an exception",
        "Maxsky5/openducktor#400",
        IdMustBeNumber,
    ),
    Fault("id-trimmed", "the id loses the blanks around it", "Maxsky5/openducktor#400: id.trim()", IdTrimmed),
    Fault(
        "first-id-wins",
        "of two id fields the first counts",
        "readers that set what is not set yet",
        FirstIdWins,
    ),
    Fault(
        "id-never-goes-back",
        "an id smaller than the one before does not count",
        "programs that take ids for numbers in order, as r3labs/sse#67",
        NeverGoesBack,
    ),
    Fault(
        "same-id-dropped",
        "an event with the id of the one before is not dispatched",
        "clients that drop what they take for a replay",
        SameIdDropped,
    ),
    Fault(
        "zero-id-ignored",
        "the id 0 does not count",
        "clients that hold the id as a number, and 0 as none",
        ZeroIgnored,
    ),
    Fault(
        "missing-id-is-a-word",
        "without an id the id is the word undefined",
        "clients in JavaScript that put an unset id into a header",
        MissingIsAWord,
    ),
    Fault(
        "seed-forgotten",
        "the id that the connection was opened with does not count until another comes",
        "modelcontextprotocol/typescript-sdk#2745, hseeberger/akka-sse#111, alevinval/sse#12",
        SeedForgotten,
    ),
    Fault(
        "seed-in-latin-1",
        "an id outside Latin-1 cannot be sent back",
        "nodejs/undici#5746, launchdarkly/python-eventsource: headers in Latin-1",
        SeedInLatin1,
    ),
    Fault(
        "seed-read-as-latin-1",
        "an id in UTF-8 is read as Latin-1 on its way back",
        "the same headers, one step on",
        SeedReadAsLatin1,
    ),
)
