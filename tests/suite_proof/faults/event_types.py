"""Faults in the type of an event."""

from ..fault import Fault
from ..plain import Plain


class TypeCarriesOver(Plain):
    def blank(self) -> None:
        type = "" if self.data else self.type
        super().blank()
        self.type = type


class TypeSticks(Plain):
    def blank(self) -> None:
        type = self.type
        super().blank()
        self.type = type


class EmptyTypeStaysEmpty(Plain):
    def open(self, last_event_id: str) -> None:
        super().open(last_event_id)
        self.named = False

    def take_type(self, value: str) -> None:
        self.named = True
        super().take_type(value)

    def dispatch(self, type: str, data: str) -> None:
        super().dispatch("" if self.named and not self.type else type, data)

    def blank(self) -> None:
        super().blank()
        self.named = False


class EmptyTypeIgnored(Plain):
    def take_type(self, value: str) -> None:
        self.type = value or self.type


class FirstTypeWins(Plain):
    def take_type(self, value: str) -> None:
        self.type = self.type or value


class TypeTrimmed(Plain):
    def take_type(self, value: str) -> None:
        super().take_type(value.strip())


class UntypedDropped(Plain):
    def dispatch(self, type: str, data: str) -> None:
        if self.type:
            super().dispatch(type, data)


class DataMustBeLast(Plain):
    def take_data(self, value: str) -> None:
        self.seen = self.type, self.id
        super().take_data(value)

    def blank(self) -> None:
        if self.data:
            self.type, id, self.id = self.seen[0], self.id, self.seen[1]
            super().blank()
            self.id = id
        else:
            super().blank()


class ErrorEventRaises(Plain):
    def dispatch(self, type: str, data: str) -> None:
        if type == "error":
            raise RuntimeError("An error occurred during streaming")
        super().dispatch(type, data)


class OnlyKnownTypes(Plain):
    KNOWN = ("message", "message_start", "message_stop", "token", "end", "error", "ping")

    def dispatch(self, type: str, data: str) -> None:
        if type in self.KNOWN:
            super().dispatch(type, data)


class EndByType(Plain):
    def open(self, last_event_id: str) -> None:
        super().open(last_event_id)
        self.ended = False

    def dispatch(self, type: str, data: str) -> None:
        if not self.ended:
            super().dispatch(type, data)
        self.ended = self.ended or type in ("close", "done", "end")


class PingDropped(Plain):
    def dispatch(self, type: str, data: str) -> None:
        if type != "ping":
            super().dispatch(type, data)


FAULTS = (
    Fault(
        "type-carries-over",
        "the type of a block without data goes to the next event",
        "clients that reset only when they dispatch; Ahoo-Wang/fetcher#1404 weighed it",
        TypeCarriesOver,
    ),
    Fault(
        "type-sticks", "a type holds until another comes", "modelcontextprotocol/java-sdk#1094", TypeSticks
    ),
    Fault(
        "empty-type-stays-empty",
        "an event field without a value gives an event without a type",
        "mpetazzoni/sseclient, Azure/fetch-event-source",
        EmptyTypeStaysEmpty,
    ),
    Fault(
        "empty-type-ignored",
        "an event field without a value does not undo the one before",
        "nodejs/undici#5584",
        EmptyTypeIgnored,
    ),
    Fault(
        "first-type-wins",
        "of two event fields the first counts",
        "readers that set what is not set yet",
        FirstTypeWins,
    ),
    Fault(
        "type-trimmed",
        "the type loses the blanks around it",
        "langchain4j/langchain4j#5703, juspay/clairvoyance#700",
        TypeTrimmed,
    ),
    Fault(
        "untyped-dropped",
        "an event without an event field is not dispatched",
        "rmusser01/tldw_server#907, SonarSource/sonarqube-webclient-dotnet#146",
        UntypedDropped,
    ),
    Fault(
        "data-must-be-last",
        "a type or an id after the data counts for the next event",
        r"ReactiveX/RxNetty#554; clients with /^event: (.*)\ndata: (.*)/",
        DataMustBeLast,
    ),
    Fault(
        "error-event-raises",
        "an event of the type error ends the stream with an exception",
        "openai/openai-python, if its data has an error; openai/openai-node",
        ErrorEventRaises,
    ),
    Fault(
        "only-known-types",
        "an event of a type that the client does not expect is not dispatched",
        "anthropics/anthropic-sdk-python: its stream gives the types that it lists",
        OnlyKnownTypes,
    ),
    Fault(
        "end-by-type",
        "an event of the type end, done or close ends the stream",
        "clients made for one API, whose last event has a name",
        EndByType,
    ),
    Fault(
        "ping-dropped",
        "an event of the type ping is not dispatched",
        "clients made for one API, whose pings mean nothing",
        PingDropped,
    ),
)
