"""Faults in how a line becomes a name and a value."""

from ..fault import Fault
from ..plain import Plain


class StripsValue(Plain):
    def value(self, rest: str) -> str:
        return rest.strip()


class StripsLeading(Plain):
    def value(self, rest: str) -> str:
        return rest.lstrip()


class StripsLeadingSpaces(Plain):
    def value(self, rest: str) -> str:
        return rest.lstrip(" ")


class StripsTrailing(Plain):
    def value(self, rest: str) -> str:
        return super().value(rest).rstrip()


class KeepsSpace(Plain):
    def value(self, rest: str) -> str:
        return rest


class DropsFirst(Plain):
    def value(self, rest: str) -> str:
        return rest[1:]


class StripsOneBlank(Plain):
    def value(self, rest: str) -> str:
        return rest[1:] if rest[:1].isspace() else rest


class NeedsSpace(Plain):
    def interpret(self, line: str) -> None:
        _, colon, rest = line.partition(":")
        if not colon or not line.partition(":")[0] or rest.startswith(" "):
            super().interpret(line)


class EveryColon(Plain):
    def value(self, rest: str) -> str:
        return super().value(rest.split(":")[0])


class LastColon(Plain):
    def interpret(self, line: str) -> None:
        name, colon, rest = line.rpartition(":")
        if name:
            self.field(name, self.value(rest), bool(colon))
        else:
            super().interpret(line)


class RemovesNameFromValue(Plain):
    def take_data(self, value: str) -> None:
        super().take_data(value.replace("data:", ""))


class DataAnywhere(Plain):
    def interpret(self, line: str) -> None:
        _, found, rest = line.partition("data:")
        if found:
            self.field("data", self.value(rest), True)
        else:
            super().interpret(line)


class NamesByPrefix(Plain):
    def field(self, name: str, value: str, colon: bool) -> None:
        for known in ("data", "event", "id", "retry"):
            if name.startswith(known):
                name = known
        super().field(name, value, colon)


class AnyCase(Plain):
    def field(self, name: str, value: str, colon: bool) -> None:
        super().field(name.lower(), value, colon)


class TrimsLines(Plain):
    def interpret(self, line: str) -> None:
        super().interpret(line.lstrip(" ") or line)


class TrimsNames(Plain):
    def field(self, name: str, value: str, colon: bool) -> None:
        super().field(name.strip(), value, colon)


class NoColonIgnored(Plain):
    def field(self, name: str, value: str, colon: bool) -> None:
        if colon:
            super().field(name, value, colon)


class NoColonRaises(Plain):
    def field(self, name: str, value: str, colon: bool) -> None:
        if not colon:
            raise IndexError("list index out of range")
        super().field(name, value, colon)


class NoColonIsData(Plain):
    def field(self, name: str, value: str, colon: bool) -> None:
        if colon or name in ("event", "id", "retry", "data"):
            super().field(name, value, colon)
        else:
            self.take_data(name)


class UnknownRaises(Plain):
    def field(self, name: str, value: str, colon: bool) -> None:
        if name not in ("data", "event", "id", "retry"):
            raise ValueError(f"unknown field {name!r}")
        super().field(name, value, colon)


FAULTS = (
    Fault(
        "strips-value",
        "a value loses all blanks at both ends",
        "langchain4j/langchain4j#5531, spring-projects/spring-framework#27473, go-resty/resty#1044",
        StripsValue,
    ),
    Fault(
        "strips-leading-blanks",
        "a value loses all blanks at its start",
        "bigskysoftware/htmx#3588, mpetazzoni/sseclient",
        StripsLeading,
    ),
    Fault(
        "strips-leading-spaces",
        "a value loses all spaces at its start",
        "rtfol/aiohttp-sse-client: lstrip(' ')",
        StripsLeadingSpaces,
    ),
    Fault(
        "strips-trailing-blanks",
        "a value loses all blanks at its end",
        "mpetazzoni/sse.js#48",
        StripsTrailing,
    ),
    Fault(
        "keeps-the-space", "a value keeps the space after the colon", "marcospds/ngx-sse-client#7", KeepsSpace
    ),
    Fault(
        "drops-first-character",
        "a value loses its first character, whatever it is",
        "genkit-ai/genkit#5306: six characters are cut off",
        DropsFirst,
    ),
    Fault(
        "strips-one-blank-of-any-kind",
        "a tab after the colon is stripped as a space would be",
        r"clients with a pattern such as /^data:\s?/",
        StripsOneBlank,
    ),
    Fault(
        "needs-space-after-colon",
        "a line without a space after its colon is ignored",
        "openai/openai-python#498, ag-ui-protocol/ag-ui#772, openclaw/openclaw#130047, envoyproxy/ai-gateway#2149",
        NeedsSpace,
    ),
    Fault("splits-at-every-colon", "a value ends at its first colon", "denoland/deno#23135", EveryColon),
    Fault(
        "splits-at-last-colon",
        "the last colon divides name and value, not the first",
        "a greedy pattern such as /(.*): ?(.*)/",
        LastColon,
    ),
    Fault(
        "removes-data-from-payload",
        "every `data:` inside the data is removed",
        "FlowiseAI/FlowisePy, flowise/client.py: line.replace('data:', '')",
        RemovesNameFromValue,
    ),
    Fault(
        "finds-data-anywhere",
        "a line with `data:` anywhere in it is a data field",
        'Python chat clients: `if "data:" in line`',
        DataAnywhere,
    ),
    Fault(
        "names-by-prefix",
        "a field whose name begins with that of another is taken for it",
        "clients with `line.startsWith('data')`",
        NamesByPrefix,
    ),
    Fault("any-case", "names are compared without regard to case", "Ahoo-Wang/fetcher#1404", AnyCase),
    Fault("trims-lines", "spaces before the name are ignored", "stalwartlabs/jmap-client#25", TrimsLines),
    Fault(
        "trims-names",
        "blanks around the name are ignored",
        "lucianfialho/effect-gates#6: key.trim()",
        TrimsNames,
    ),
    Fault(
        "no-colon-ignored",
        "a line without a colon is ignored",
        "Azure/fetch-event-source, EventSource/eventsource before 3, mpetazzoni/sse.js#48",
        NoColonIgnored,
    ),
    Fault(
        "no-colon-raises",
        "a line without a colon ends the stream with an exception",
        "clients that index what line.split(':', 1) gives; lucianfialho/effect-gates#6 fears it",
        NoColonRaises,
    ),
    Fault(
        "no-colon-is-data",
        "a line without a colon is taken for more data",
        "clients that mend servers such as Atmosphere/atmosphere#2150, which do not prefix every line",
        NoColonIsData,
    ),
    Fault(
        "unknown-field-raises",
        "a field of another name ends the stream with an exception",
        "readers that hold the names in an enumeration",
        UnknownRaises,
    ),
)
