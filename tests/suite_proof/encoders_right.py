"""Encoders that no case may fail: those that use a freedom of the standard, and those that depart from it by choice."""

import re
from collections.abc import Iterable

import attrs

from sse_conform.suite import Message

from .encoders_plain import SURROGATE, PlainEncoder, Refused

LINE_END = re.compile("\r\n|\r|\n")
ESCAPES = str.maketrans({"\n": r"\n", "\r": r"\r"})


class CrLf(PlainEncoder):
    newline = "\r\n"


class CarriageReturn(PlainEncoder):
    newline = "\r"


class SpaceWhereNeeded(PlainEncoder):
    def field(self, name: str, value: str) -> str:
        return f"{name}: {value}" if value.startswith(" ") else f"{name}:{value}"


class NoColonWhereEmpty(PlainEncoder):
    def field(self, name: str, value: str) -> str:
        return super().field(name, value) if value else name or ":"


class OtherOrder(PlainEncoder):
    def fields(self, message: Message) -> list[str]:
        data = [] if message.data is None else self.data(message.data)
        others = super().fields(message)
        return data + others[: len(others) - len(data)][::-1]

    def comment(self, text: str) -> list[str]:
        return super().comment(text)[::-1]


class TypeAlways(PlainEncoder):
    def fields(self, message: Message) -> list[str]:
        type = "message" if message.data is not None and message.type is None else message.type
        return super().fields(attrs.evolve(message, type=type))


class IdWhenItChanges(PlainEncoder):
    def encode(self, messages: Iterable[Message]) -> bytes:
        self.last = ""
        return super().encode(messages)

    def id(self, text: str) -> list[str]:
        line = super().id(text)
        same, self.last = text == self.last, text
        return [] if same else line


class MarkFirst(PlainEncoder):
    def encode(self, messages: Iterable[Message]) -> bytes:
        return b"\xef\xbb\xbf" + super().encode(messages)


class BlankLinesBefore(PlainEncoder):
    def block(self, message: Message) -> str:
        return "\n\n" + super().block(message)


class UnknownField(PlainEncoder):
    def fields(self, message: Message) -> list[str]:
        return ["sent: now", *super().fields(message)]


class Normalises(PlainEncoder):
    """Takes each line end of data and comments for a line break."""

    def split(self, text: str, field: str) -> list[str]:
        return super().split(LINE_END.sub("\n", text), field)


class Replaces(PlainEncoder):
    """Writes U+FFFD for half of a surrogate pair."""

    replacement = "\ufffd"

    def scalars(self, text: str, field: str) -> str:
        return SURROGATE.sub(self.replacement, text)


class WholeNumbers(PlainEncoder):
    """Writes a floating point number as the whole number that it is."""

    def retry(self, time: int | float) -> list[str]:
        return super().retry(int(time) if time == int(time) else time)


class FillsIn(PlainEncoder):
    """Takes an empty type for none, and gives a type without data empty data."""

    def fields(self, message: Message) -> list[str]:
        data = "" if message.type and message.data is None else message.data
        return super().fields(attrs.evolve(message, type=message.type or None, data=data))


class CommentOfOneLine(PlainEncoder):
    def comment(self, text: str) -> list[str]:
        return [self.field("", self.one_line(text, "comment"))]


class NamesNoField(PlainEncoder):
    def encode(self, messages: Iterable[Message]) -> bytes:
        try:
            return super().encode(messages)
        except Refused:
            raise ValueError("that cannot be written") from None


RIGHT = {
    "the plain one": PlainEncoder,
    "ends lines with CR LF": CrLf,
    "ends lines with CR": CarriageReturn,
    "writes a space only where it is needed": SpaceWhereNeeded,
    "writes no colon before nothing": NoColonWhereEmpty,
    "writes the fields in another order": OtherOrder,
    "writes a redundant type": TypeAlways,
    "writes an id only when it changes": IdWhenItChanges,
    "begins with a byte order mark": MarkFirst,
    "writes blank lines that end nothing": BlankLinesBefore,
    "writes a field of its own": UnknownField,
    "normalises line ends": Normalises,
    "replaces half pairs": Replaces,
    "writes whole numbers without a point": WholeNumbers,
    "fills in what is missing": FillsIn,
    "refuses comments of several lines": CommentOfOneLine,
    "does not say what it refuses": NamesNoField,
}
"""Each passes every case."""


class Removes(Normalises):
    """As javalin, sttp-model, wheels and responder do with a type, an id and a comment."""

    def fields(self, message: Message) -> list[str]:
        type, id, comment = map(_clean, (message.type, message.id, message.comment))
        return super().fields(attrs.evolve(message, type=type, id=id, comment=comment))


def _clean(text: str | None) -> str | None:
    return text and re.sub("[\r\n\0]", "", text)


class Escapes(PlainEncoder):
    """As gin-contrib/sse does; of data only CR."""

    def one_line(self, text: str, field: str) -> str:
        return super().one_line(text.translate(ESCAPES), field)

    def data(self, text: str) -> list[str]:
        return super().data(text.replace("\r", r"\r"))


class LeavesOut(PlainEncoder):
    """Leaves out a type or an id that is not one line."""

    def fields(self, message: Message) -> list[str]:
        type = None if _is_cut(message.type) else message.type
        id = None if _is_cut(message.id) else message.id
        return super().fields(attrs.evolve(message, type=type, id=id))


def _is_cut(text: str | None) -> bool:
    return text is not None and LINE_END.search(text) is not None


class QuestionMarks(Replaces):
    """As `getBytes` of Java and `errors="replace"` of Python do."""

    replacement = "?"


class RoundsDown(PlainEncoder):
    def retry(self, time: int | float) -> list[str]:
        return super().retry(max(0, int(time)))


class RoundsUp(PlainEncoder):
    def retry(self, time: int | float) -> list[str]:
        return super().retry(-int(-time // 1))


class SmallNumbers(PlainEncoder):
    def digits(self, time: int) -> str:
        if time >= 1 << 31:
            raise Refused("retry")
        return super().digits(time)


CHOSEN = {
    "removes line ends": Removes,
    "escapes line ends": Escapes,
    "leaves out what is not one line": LeavesOut,
    "writes question marks for half pairs": QuestionMarks,
    "rounds times down": RoundsDown,
    "rounds times up": RoundsUp,
    "refuses times of more than 31 bits": SmallNumbers,
}
"""Each is lenient in some cases, and fails none."""
