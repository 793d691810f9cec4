"""Faults in the fields of one line that say what an event is: its type and its id."""

import re
from collections.abc import Iterable

import attrs

from sse_conform.suite import Message

from .encoders_fault import EncoderFault
from .encoders_plain import PlainEncoder


class RawType(PlainEncoder):
    def one_line(self, text: str, field: str) -> str:
        return self.scalars(text, field) if field == "type" else super().one_line(text, field)


class RawId(PlainEncoder):
    def one_line(self, text: str, field: str) -> str:
        return self.scalars(text, field) if field == "id" else super().one_line(text, field)


class OnlyLineFeedsSeen(PlainEncoder):
    def one_line(self, text: str, field: str) -> str:
        return self.scalars(text.replace("\n", ""), field)


class FieldsTrimmed(PlainEncoder):
    def field(self, name: str, value: str) -> str:
        return super().field(name, value if name == "data" else value.strip())


class WordsOnly(PlainEncoder):
    def one_line(self, text: str, field: str) -> str:
        return re.sub("[^A-Za-z0-9_ .-]", "", super().one_line(text, field))


class TypeField(PlainEncoder):
    def field(self, name: str, value: str) -> str:
        return super().field("type" if name == "event" else name, value)


class TypeInLowerCase(PlainEncoder):
    def type(self, text: str, message: Message) -> list[str]:
        return super().type(text.lower(), message)


class TypeWithoutData(PlainEncoder):
    def type(self, text: str, message: Message) -> list[str]:
        return super().type(text, attrs.evolve(message, data=""))


class TypeCarriesOver(PlainEncoder):
    def encode(self, messages: Iterable[Message]) -> bytes:
        self.last: str | None = None
        return super().encode(messages)

    def fields(self, message: Message) -> list[str]:
        self.last = message.type or self.last
        return super().fields(attrs.evolve(message, type=message.data and self.last))


class TypeOnlyWhenItChanges(PlainEncoder):
    def encode(self, messages: Iterable[Message]) -> bytes:
        self.last: str | None = None
        return super().encode(messages)

    def type(self, text: str, message: Message) -> list[str]:
        same, self.last = text == self.last, text
        return [] if same else super().type(text, message)


class NulInTheId(PlainEncoder):
    def id(self, text: str) -> list[str]:
        return [self.field("id", self.one_line(text, "id"))]


class SkipsEmptyId(PlainEncoder):
    def id(self, text: str) -> list[str]:
        return super().id(text) if text else []


class EmptyIdForNone(PlainEncoder):
    def fields(self, message: Message) -> list[str]:
        return super().fields(attrs.evolve(message, id=message.id or ""))


class OwnId(PlainEncoder):
    def encode(self, messages: Iterable[Message]) -> bytes:
        self.number = 0
        return super().encode(messages)

    def fields(self, message: Message) -> list[str]:
        self.number += 1
        return super().fields(attrs.evolve(message, id=message.id or str(self.number)))


class IdAsNumber(PlainEncoder):
    def id(self, text: str) -> list[str]:
        return super().id(str(int(float(text))) if text.isdecimal() else text)


class SameIdOnce(PlainEncoder):
    def encode(self, messages: Iterable[Message]) -> bytes:
        self.last: str | None = None
        return super().encode(messages)

    def write(self, message: Message) -> bytes:
        same, self.last = message.id is not None and message.id == self.last, message.id
        return b"" if same else super().write(message)


FAULTS = (
    EncoderFault(
        "raw-type",
        "a type is written as it is, with the line ends in it",
        "javalin/javalin#2579, fastapi/fastapi#15187, dpskvn/express-sse#60, singingwolfboy/flask-sse#40",
        RawType,
    ),
    EncoderFault(
        "raw-id",
        "an id is written as it is, with the line ends in it",
        "rexxars/sse-channel#42, fastapi/fastapi#15187, dpskvn/express-sse#60, yklykl530/koa-sse#13",
        RawId,
    ),
    EncoderFault(
        "only-line-feeds-seen",
        "LF is taken out of a type and an id, and CR is not",
        "the same sanitising one step short, as data in softwaremill/sttp-model#481",
        OnlyLineFeedsSeen,
    ),
    EncoderFault(
        "fields-trimmed",
        "blanks around a type, an id and a comment are lost",
        "writers that trim what they are given",
        FieldsTrimmed,
    ),
    EncoderFault(
        "words-only",
        "a type and an id lose all that is no letter, digit, blank, point or dash of ASCII",
        "writers that let through what they know, against injection",
        WordsOnly,
    ),
    EncoderFault(
        "type-field",
        "the type is written as a type field",
        "writers that take the name from the API",
        TypeField,
    ),
    EncoderFault(
        "type-in-lower-case",
        "the type loses its capitals",
        "servers that treat types as attributes of HTML or as headers",
        TypeInLowerCase,
    ),
    EncoderFault(
        "type-without-data",
        "a type without data is written, and never dispatched",
        "tokio-rs/axum#1238, HarperFast/harper#2026; denoland/deno#23135 met it on the other side",
        TypeWithoutData,
    ),
    EncoderFault(
        "type-carries-over",
        "an event without a type gets the one before it",
        "writers with one message object that is filled again and again",
        TypeCarriesOver,
    ),
    EncoderFault(
        "type-only-when-it-changes",
        "a type is written only if it is not that of the event before",
        "writers that treat the type as they do the id",
        TypeOnlyWhenItChanges,
    ),
    EncoderFault(
        "nul-in-the-id",
        "an id with U+0000 in it is written, and ignored when it is read",
        "kennethreitz/responder#616, and any of those that do not look at an id",
        NulInTheId,
    ),
    EncoderFault(
        "skips-empty-id",
        "an empty id is not written, so the last one stays",
        "honojs/hono#5138, nestjs/nest#16782",
        SkipsEmptyId,
    ),
    EncoderFault(
        "empty-id-for-none",
        "an event without an id gets an empty one, which resets it",
        "FastEndpoints/FastEndpoints#982",
        EmptyIdForNone,
    ),
    EncoderFault(
        "own-id", "an event without an id gets a number", "dpskvn/express-sse, nestjs/nest#16782", OwnId
    ),
    EncoderFault(
        "id-as-number",
        "an id of digits loses its leading zeros, and what a double cannot hold",
        "writers whose ids are numbers",
        IdAsNumber,
    ),
    EncoderFault(
        "same-id-once",
        "an event with the id of the one before is not written",
        "servers that replay, and take an id for the name of one event",
        SameIdOnce,
    ),
)
