"""An encoder that is right and nothing else: every step is one method, for a fault to put a wrong one in.

It knows none of the code under test, and refuses whatever would not read back as itself.
"""

import re
from collections.abc import Iterable

from sse_conform.suite import ENCODER_CAPABILITIES, Message

SURROGATE = re.compile("[\ud800-\udfff]")


class Refused(ValueError):
    """The encoder will not write."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class PlainEncoder:
    """HTML standard, 9.2.5: messages of one connection in, its bytes out."""

    capabilities = frozenset(ENCODER_CAPABILITIES)
    newline = "\n"

    def encode(self, messages: Iterable[Message]) -> bytes:
        return b"".join([self.write(message) for message in messages])

    def write(self, message: Message) -> bytes:
        return self.to_bytes(self.block(message))

    def block(self, message: Message) -> str:
        return "".join(line + self.newline for line in self.fields(message)) + self.blank(message)

    def blank(self, message: Message) -> str:
        return self.newline

    def fields(self, message: Message) -> list[str]:
        lines: list[str] = []
        if message.comment is not None:
            lines += self.comment(message.comment)
        if message.type is not None:
            lines += self.type(message.type, message)
        if message.id is not None:
            lines += self.id(message.id)
        if message.retry is not None:
            lines += self.retry(message.retry)
        if message.data is not None:
            lines += self.data(message.data)
        return lines

    def comment(self, text: str) -> list[str]:
        return [self.field("", line) for line in self.split(text, "comment")]

    def type(self, text: str, message: Message) -> list[str]:
        if text == "" or message.data is None:
            raise Refused("type")
        return [self.field("event", self.one_line(text, "type"))]

    def id(self, text: str) -> list[str]:
        if "\0" in text:
            raise Refused("id")
        return [self.field("id", self.one_line(text, "id"))]

    def retry(self, time: int | float) -> list[str]:
        if not isinstance(time, int) or time < 0:
            raise Refused("retry")
        return [self.field("retry", self.digits(time))]

    def digits(self, time: int) -> str:
        return str(time)

    def data(self, text: str) -> list[str]:
        return [self.field("data", line) for line in self.split(text, "data")]

    def field(self, name: str, value: str) -> str:
        return f"{name}: {value}"

    def split(self, text: str, field: str) -> list[str]:
        if "\r" in text:
            raise Refused(field)
        return self.scalars(text, field).split("\n")

    def one_line(self, text: str, field: str) -> str:
        if "\r" in text or "\n" in text:
            raise Refused(field)
        return self.scalars(text, field)

    def scalars(self, text: str, field: str) -> str:
        if SURROGATE.search(text):
            raise Refused(field)
        return text

    def to_bytes(self, block: str) -> bytes:
        return block.encode()
