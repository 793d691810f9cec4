"""Faults in how data lines become the data of an event, and in which blocks are events."""

import json

from ..fault import Fault
from ..plain import Plain


class Overwrites(Plain):
    def take_data(self, value: str) -> None:
        self.data = value + "\n"


class JoinsWithNothing(Plain):
    def take_data(self, value: str) -> None:
        self.data = self.data.removesuffix("\n") + value + "\n"


class KeepsLastLineFeed(Plain):
    def dispatch(self, type: str, data: str) -> None:
        super().dispatch(type, data + "\n")


class StripsLineFeeds(Plain):
    def dispatch(self, type: str, data: str) -> None:
        super().dispatch(type, data.rstrip("\n"))


class LosesLeadingEmptyLines(Plain):
    def take_data(self, value: str) -> None:
        self.data = (self.data if self.data != "\n" else "") + value + "\n"


class SkipsEmptyLines(Plain):
    def take_data(self, value: str) -> None:
        if value:
            super().take_data(value)


class EmptyNotDispatched(Plain):
    def dispatch(self, type: str, data: str) -> None:
        if data:
            super().dispatch(type, data)


class BlanksNotDispatched(Plain):
    def dispatch(self, type: str, data: str) -> None:
        if data == "" or data.strip():
            super().dispatch(type, data)


class WithoutData(Plain):
    def blank(self) -> None:
        if self.data == "" and (self.type or self.id):
            self.data = "\n"
        super().blank()


class EveryBlankLine(Plain):
    def blank(self) -> None:
        self.data = self.data or "\n"
        super().blank()


class EveryDataLine(Plain):
    def take_data(self, value: str) -> None:
        self.data = value + "\n"
        start, type = self.start, self.type
        self.blank()
        self.start, self.type = start, type


class OnlyJson(Plain):
    def dispatch(self, type: str, data: str) -> None:
        json.loads(data)
        super().dispatch(type, data)


class JsonOrDone(Plain):
    def dispatch(self, type: str, data: str) -> None:
        if data != "[DONE]":
            json.loads(data)
        super().dispatch(type, data)


class DoneByPrefix(Plain):
    def open(self, last_event_id: str) -> None:
        super().open(last_event_id)
        self.done = False

    def dispatch(self, type: str, data: str) -> None:
        self.done = self.done or data.startswith("[DONE]")
        if not self.done:
            super().dispatch(type, data)


class UnescapesLineFeeds(Plain):
    def take_data(self, value: str) -> None:
        super().take_data(value.replace("\\n", "\n"))


FAULTS = (
    Fault(
        "data-overwrites",
        "of several data lines the last one is kept",
        "milady-ai/milady#1653, rmusser01/tldw_server#907",
        Overwrites,
    ),
    Fault(
        "data-joined-with-nothing",
        "data lines are put together without a line feed",
        "stalwartlabs/jmap-client#19, kerlenton/mcpsnoop#18, mpetazzoni/sse.js#30",
        JoinsWithNothing,
    ),
    Fault(
        "keeps-last-line-feed",
        "the line feed after the last data line stays",
        "plaidfinch/myxine#9",
        KeepsLastLineFeed,
    ),
    Fault(
        "strips-line-feeds",
        "all line feeds at the end of the data are removed, not one",
        "rtfol/aiohttp-sse-client: rstrip('\\n')",
        StripsLineFeeds,
    ),
    Fault(
        "leading-empty-lines-lost",
        "an empty data line before the first that is not leaves no trace",
        "Azure/fetch-event-source, btubbs/sseclient, lukeed/fetch-event-stream: `data ? data + '\\n' + value : value`",
        LosesLeadingEmptyLines,
    ),
    Fault(
        "empty-lines-skipped",
        "a data line without a value is ignored",
        "mpetazzoni/sse.js#33",
        SkipsEmptyLines,
    ),
    Fault(
        "empty-data-not-dispatched",
        "an event whose data is empty is not dispatched",
        "ReactiveX/RxNetty#572",
        EmptyNotDispatched,
    ),
    Fault(
        "blank-data-not-dispatched",
        "an event whose data is only blanks is not dispatched",
        "mpetazzoni/sse.js#108: `part.trim().length > 0`; Ahoo-Wang/fetcher#1404",
        BlanksNotDispatched,
    ),
    Fault(
        "dispatches-without-data",
        "a block without data is an event if it has a type, or if an id was ever seen",
        "florimondmanca/httpx-sse#35, openai/openai-python#2722, donovanhide/eventsource",
        WithoutData,
    ),
    Fault(
        "every-blank-line-dispatches",
        "every blank line gives an event, also after nothing or a comment",
        "Azure/fetch-event-source, lukas-reining/eventsource#2",
        EveryBlankLine,
    ),
    Fault(
        "every-data-line-dispatches",
        "each data line is an event of its own, at once",
        "profullstack/sh1pt#705, automagik-dev/omni#167, SamSaffron/term-llm#456",
        EveryDataLine,
    ),
    Fault(
        "only-json",
        "data that is not JSON ends the stream with an exception",
        "openai/openai-python#2722, modelcontextprotocol/python-sdk#1670",
        OnlyJson,
    ),
    Fault(
        "json-or-done",
        "data that is neither JSON nor [DONE] ends the stream with an exception",
        "caozhiyuan/copilot-api#88: @ai-sdk/provider-utils",
        JsonOrDone,
    ),
    Fault(
        "done-by-prefix",
        "data that begins with [DONE] ends the stream, whatever follows",
        "openai/openai-python and openai/openai-node: data.startsWith('[DONE]')",
        DoneByPrefix,
    ),
    Fault(
        "unescapes-line-feeds",
        "a backslash and an n in the data become a line feed",
        "chat front ends whose own server escapes line feeds so",
        UnescapesLineFeeds,
    ),
)
