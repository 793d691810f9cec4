"""Faults in the frame of a message, in what messages share, and in the bytes."""

import re
import unicodedata
from collections.abc import Iterable

import attrs

from sse_conform.suite import Message

from .encoders_fault import EncoderFault
from .encoders_plain import PlainEncoder

BUFFER = 5744
"""Bytes that lwIP sends at once, by default."""


class NoSpaceAfterColon(PlainEncoder):
    def field(self, name: str, value: str) -> str:
        return f"{name}:{value}"


class BackslashN(PlainEncoder):
    newline = r"\n"


class OneLineFeedAtTheEnd(PlainEncoder):
    def blank(self, message: Message) -> str:
        return ""


class BlankLineBetween(PlainEncoder):
    def encode(self, messages: Iterable[Message]) -> bytes:
        return b"\n".join([self.write(message) for message in messages])

    def blank(self, message: Message) -> str:
        return ""


class NoBlankLineWithoutData(PlainEncoder):
    def blank(self, message: Message) -> str:
        return "" if message.data is None else "\n"


class BlankLineAfterEachField(PlainEncoder):
    def fields(self, message: Message) -> list[str]:
        return "\n\n".join(super().fields(message)).split("\n")


class DataEndsTheBlock(PlainEncoder):
    def fields(self, message: Message) -> list[str]:
        if message.data is None:
            return super().fields(message)
        *others, _ = super().fields(attrs.evolve(message, data=""))
        return [*self.data(message.data), "", *others]


class DatalessDropped(PlainEncoder):
    def write(self, message: Message) -> bytes:
        said = message.data is not None or message.comment is not None
        return super().write(message) if said else b""


class SameMessageOnce(PlainEncoder):
    def encode(self, messages: Iterable[Message]) -> bytes:
        self.last: Message | None = None
        return super().encode(messages)

    def write(self, message: Message) -> bytes:
        same, self.last = message == self.last, message
        return b"" if same else super().write(message)


class NoneAsText(PlainEncoder):
    def fields(self, message: Message) -> list[str]:
        type, id = message.type or "None", message.id or "None"
        return super().fields(
            Message(message.data, message.data and type, id, message.retry, message.comment)
        )


class MarkOnEachMessage(PlainEncoder):
    def to_bytes(self, block: str) -> bytes:
        return block.encode("utf-8-sig")


class Latin1(PlainEncoder):
    def to_bytes(self, block: str) -> bytes:
        return block.encode("latin-1", "replace")


class PairInTwo(PlainEncoder):
    def to_bytes(self, block: str) -> bytes:
        return re.sub("[\U00010000-\U0010ffff]", _halves, block).encode("utf-8", "surrogatepass")


def _halves(match: re.Match[str]) -> str:
    pair = match[0].encode("utf-16-be")
    return "".join(chr(int.from_bytes(half)) for half in (pair[:2], pair[2:]))


class SurrogatesWritten(PlainEncoder):
    def scalars(self, text: str, field: str) -> str:
        return text

    def to_bytes(self, block: str) -> bytes:
        return block.encode("utf-8", "surrogatepass")


class Composed(PlainEncoder):
    def to_bytes(self, block: str) -> bytes:
        return unicodedata.normalize("NFC", block).encode()


class NulEndsText(PlainEncoder):
    def field(self, name: str, value: str) -> str:
        return super().field(name, value.partition("\0")[0])


class CutAtTheBuffer(PlainEncoder):
    def to_bytes(self, block: str) -> bytes:
        wire = super().to_bytes(block)
        return wire if len(wire) <= BUFFER else wire[: BUFFER - 2] + b"\n\n"


FAULTS = (
    EncoderFault(
        "no-space-after-colon",
        "no space is written after the colon, so one at the start of the value is lost",
        "spring-projects/spring-framework#33963, jooby-project/jooby#3479, gin-contrib/sse#58, hseeberger/akka-sse#138",
        NoSpaceAfterColon,
    ),
    EncoderFault(
        "backslash-n",
        "lines end with a backslash and an n",
        "PHP and shell scripts that write 'data: x\\n\\n' in single quotes",
        BackslashN,
    ),
    EncoderFault(
        "one-line-feed-at-the-end",
        "no blank line ends a message",
        "ReactiveX/RxNetty#484",
        OneLineFeedAtTheEnd,
    ),
    EncoderFault(
        "blank-line-between",
        "blank lines part the messages, and none ends the last",
        "openai/openai-node#2725 and google-gemini/gemini-cli#29059 met it on the other side",
        BlankLineBetween,
    ),
    EncoderFault(
        "no-blank-line-without-data",
        "only data is followed by a blank line",
        "me-no-dev/ESPAsyncWebServer#1211",
        NoBlankLineWithoutData,
    ),
    EncoderFault(
        "blank-line-after-each-field",
        "every field is followed by a blank line, so a type is lost before its data comes",
        "scripts that copy the two line feeds from one echo to the next",
        BlankLineAfterEachField,
    ),
    EncoderFault(
        "data-ends-the-block",
        "the blank line follows the data, and the other fields of the message follow the blank line",
        "ReactiveX/RxNetty#484 proposes it: two line feeds after data only",
        DataEndsTheBlock,
    ),
    EncoderFault(
        "dataless-dropped",
        "a message without data is not written, though it has an id or a time",
        "r3labs/sse#46: an empty event ends the writing",
        DatalessDropped,
    ),
    EncoderFault(
        "same-message-once",
        "a message like the one before is not written",
        "servers that poll, and send what has changed",
        SameMessageOnce,
    ),
    EncoderFault(
        "none-as-text",
        "a type and an id that were not given are written as None",
        "writers that put all fields into one template",
        NoneAsText,
    ),
    EncoderFault(
        "mark-on-each-message",
        "every message begins with a byte order mark",
        "SignalR/SignalR#983: a StreamWriter with Encoding.UTF8, here one for each message",
        MarkOnEachMessage,
    ),
    EncoderFault(
        "latin-1",
        "the bytes are Latin-1, with question marks for the rest",
        "apache/shenyu#6752, ralscha/sse-eventbus#16",
        Latin1,
    ),
    EncoderFault(
        "pair-in-two",
        "a character outside the basic plane is written as two of three bytes",
        "the modified UTF-8 of Java's DataOutputStream",
        PairInTwo,
    ),
    EncoderFault(
        "surrogates-written",
        "half of a surrogate pair is written as three bytes that are not UTF-8",
        "errors='surrogatepass' in Python, and encoders that look at one half at a time",
        SurrogatesWritten,
    ),
    EncoderFault(
        "composed", "the text is normalised", "servers that normalise all they write to NFC", Composed
    ),
    EncoderFault(
        "nul-ends-text", "a value ends at U+0000", "writers in C that hold a value as a string", NulEndsText
    ),
    EncoderFault(
        "cut-at-the-buffer",
        "what does not fit into the buffer is cut off",
        "me-no-dev/ESPAsyncWebServer#888; esphome/esphome#19376 warns of it",
        CutAtTheBuffer,
    ),
)
