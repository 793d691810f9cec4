"""Faults in the data of an event: in how it is cut into lines, and in what else is done to it."""

import html
import json
import re

from sse_conform.suite import Message

from .encoders_fault import EncoderFault
from .encoders_plain import PlainEncoder

BLANKS = " \t\n\u00a0\ufeff"
"""What `trim()` of JavaScript takes off, as far as cases have it."""
FOLD = 998
"""Characters of a line of mail (RFC 5322)."""


class RawNewline(PlainEncoder):
    def data(self, text: str) -> list[str]:
        return [self.field("data", self.scalars(text, "data"))]


class RawCarriageReturn(PlainEncoder):
    def data(self, text: str) -> list[str]:
        return [self.field("data", line) for line in self.scalars(text, "data").split("\n")]


class CarriageReturnsRemoved(PlainEncoder):
    def data(self, text: str) -> list[str]:
        return super().data(text.replace("\r", ""))


class CrlfIsTwo(PlainEncoder):
    def data(self, text: str) -> list[str]:
        return super().data(re.sub("[\r\n]", "\n", text))


class UnicodeLineEnds(PlainEncoder):
    def split(self, text: str, field: str) -> list[str]:
        return super().split(re.sub("[\v\f\x1c-\x1e\x85\u2028\u2029]", "\n", text), field)


class LastLineFeedLost(PlainEncoder):
    def split(self, text: str, field: str) -> list[str]:
        return super().split(text.removesuffix("\n"), field)


class TrailingLinesLost(PlainEncoder):
    def split(self, text: str, field: str) -> list[str]:
        lines = super().split(text, field)
        while text and lines and lines[-1] == "":
            del lines[-1]
        return lines


class BlankLinesDropped(PlainEncoder):
    def split(self, text: str, field: str) -> list[str]:
        return [line for line in super().split(text, field) if line or not text]


class LineFeedsRemoved(PlainEncoder):
    def data(self, text: str) -> list[str]:
        return super().data(text.replace("\n", ""))


class LineFeedsMarked(PlainEncoder):
    def data(self, text: str) -> list[str]:
        return super().data(text.replace("\n", "<|NEWLINE|>"))


class LinePerEvent(PlainEncoder):
    def data(self, text: str) -> list[str]:
        return "\n\n".join(super().data(text)).split("\n")


class SpaceOnFirstLineOnly(PlainEncoder):
    def data(self, text: str) -> list[str]:
        first, *others = self.split(text, "data")
        return [f"data: {first}", *(f"data:{line}" for line in others)]


class DataTrimmed(PlainEncoder):
    def data(self, text: str) -> list[str]:
        return super().data(text.strip(BLANKS))


class SkipsEmptyData(PlainEncoder):
    def data(self, text: str) -> list[str]:
        return super().data(text) if text else []


class JsonInQuotes(PlainEncoder):
    def data(self, text: str) -> list[str]:
        return super().data(json.dumps(text, ensure_ascii=False))


class MarkupEscaped(PlainEncoder):
    def data(self, text: str) -> list[str]:
        return super().data(html.escape(text))


class EscapesResolved(PlainEncoder):
    def data(self, text: str) -> list[str]:
        return super().data(text.replace("\\n", "\n"))


class AlreadyAField(PlainEncoder):
    def field(self, name: str, value: str) -> str:
        given = re.match("(data|event|id|retry):", value)
        return value if given else super().field(name, value)


class ColonIsAComment(PlainEncoder):
    def field(self, name: str, value: str) -> str:
        return value if value.startswith(":") else super().field(name, value)


class UnprintableRemoved(PlainEncoder):
    def data(self, text: str) -> list[str]:
        return super().data("".join(each for each in text if each.isprintable() or each in "\r\n\t"))


class LinesFolded(PlainEncoder):
    def field(self, name: str, value: str) -> str:
        line = super().field(name, value)
        return "\n ".join(line[start : start + FOLD] for start in range(0, len(line), FOLD))


class ZeroIsNothing(PlainEncoder):
    def fields(self, message: Message) -> list[str]:
        data = None if message.data == "0" else message.data
        id = None if message.id == "0" else message.id
        return super().fields(Message(data, message.type, id, message.retry, message.comment))


FAULTS = (
    EncoderFault(
        "raw-newline",
        "data is written as it is, so only its first line has a field name",
        "mpetrunic/fastify-sse-v2#93, Atmosphere/atmosphere#2150, r3labs/sse#91, javalin/javalin#1775, rails/rails#15070",
        RawNewline,
    ),
    EncoderFault(
        "raw-carriage-return",
        "data is cut at LF only, and a CR goes out as it is",
        "mpetrunic/fastify-sse-v2#110, kennethreitz/responder#616, softwaremill/sttp-model#481",
        RawCarriageReturn,
    ),
    EncoderFault(
        "carriage-returns-removed",
        "a CR is taken out of the data, also where it is a line break by itself",
        "writers that mean to make LF of CR LF",
        CarriageReturnsRemoved,
    ),
    EncoderFault(
        "crlf-is-two",
        "CR LF in the data becomes two line breaks",
        r"writers that split at /[\r\n]/",
        CrlfIsTwo,
    ),
    EncoderFault(
        "unicode-line-ends",
        "data and comments are cut at U+2028, U+0085, VT, FF and the like",
        "fastapi/fastapi#15515: str.splitlines()",
        UnicodeLineEnds,
    ),
    EncoderFault(
        "last-line-feed-lost",
        "a line feed at the end of the data has no empty line after it",
        "fastapi/fastapi#15515, helidon-io/helidon#12465",
        LastLineFeedLost,
    ),
    EncoderFault(
        "trailing-lines-lost",
        "all empty lines at the end are lost; data of nothing but line feeds disappears",
        "softwaremill/sttp-model#481: split of Java without a limit",
        TrailingLinesLost,
    ),
    EncoderFault(
        "blank-lines-dropped",
        "empty lines are left out",
        "writers that filter lines before they name them",
        BlankLinesDropped,
    ),
    EncoderFault(
        "line-feeds-removed",
        "line feeds are taken out of the data, so that it is one line",
        "bigskysoftware/htmx#2292, as a workaround",
        LineFeedsRemoved,
    ),
    EncoderFault(
        "line-feeds-marked",
        "a line feed becomes a word that the client has to know",
        "wgryc/phasellm#38: <|NEWLINE|>",
        LineFeedsMarked,
    ),
    EncoderFault(
        "line-per-event",
        "each line of the data is an event of its own",
        "spring-ai-community/spring-ai-agentcore#11",
        LinePerEvent,
    ),
    EncoderFault(
        "space-on-first-line-only",
        "the first data field has a space after its colon, the others have none",
        r"'data: ' + text.replace('\n', '\ndata:'); gin-contrib/sse#58 mends both places",
        SpaceOnFirstLineOnly,
    ),
    EncoderFault(
        "data-trimmed",
        "blanks around the data are lost",
        "writers that trim what they are given",
        DataTrimmed,
    ),
    EncoderFault(
        "skips-empty-data",
        "empty data has no field, so the event is not dispatched",
        "HarperFast/harper#2026, denoland/std#7051, r3labs/sse#46",
        SkipsEmptyData,
    ),
    EncoderFault(
        "json-in-quotes",
        "a text becomes a string of JSON",
        "apache/servicecomb-java-chassis#5125, dart-lang/tools#1647",
        JsonInQuotes,
    ),
    EncoderFault(
        "markup-escaped",
        "the characters of HTML become entities",
        "streams that are rendered by a template",
        MarkupEscaped,
    ),
    EncoderFault(
        "escapes-resolved",
        "a backslash and an n become a line feed",
        "shells and servers that print with escapes, as echo -e",
        EscapesResolved,
    ),
    EncoderFault(
        "already-a-field",
        "a value that begins as a field does is passed on without another name",
        "openclaw/openclaw#97474 weighs it",
        AlreadyAField,
    ),
    EncoderFault(
        "colon-is-a-comment",
        "data that begins with a colon is written as a comment",
        "r3labs/sse#111",
        ColonIsAComment,
    ),
    EncoderFault(
        "controls-removed",
        "what is not printable is taken out of the data",
        "writers that clean what they are given",
        UnprintableRemoved,
    ),
    EncoderFault(
        "lines-wrapped",
        "a long line is folded as in mail, and its rest is a field that nobody knows",
        "writers made of a library for headers",
        LinesFolded,
    ),
    EncoderFault(
        "zero-is-nothing",
        "the text 0, as data or as an id, counts as not given",
        "PHP, where empty('0') is true; with a number HarperFast/harper#2026, nestjs/nest#16782",
        ZeroIsNothing,
    ),
)
