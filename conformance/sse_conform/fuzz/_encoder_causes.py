"""Causes for which serializers fail, and the change to messages that removes each. Odd characters come before whole fields."""

import re
from collections.abc import Callable, Iterable

import attrs

from ..suite import Message
from ._blame import Cause
from ._messages import TEXTS, Messages, changed

_SEPARATOR = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_EMPTY_LINE = re.compile(r"^$", re.MULTILINE)


def _each(change: Callable[[Message], Message]) -> Callable[[Messages], Messages]:
    return lambda messages: tuple(map(change, messages))


def _texts(change: Callable[[str], str], names: Iterable[str] = TEXTS) -> Callable[[Messages], Messages]:
    def change_texts(message: Message) -> Message:
        texts: dict[str, str | None] = {name: getattr(message, name) for name in names}
        return changed(message, {name: change(text) for name, text in texts.items() if text is not None})

    return _each(change_texts)


def _swap(pattern: str, new: str, *names: str) -> Callable[[Messages], Messages]:
    odd = re.compile(pattern)
    return _texts(lambda text: odd.sub(new, text), names or TEXTS)


def _no(name: str) -> Callable[[Messages], Messages]:
    return _each(lambda message: changed(message, {name: None}))


def _whole_time(message: Message) -> Message:
    odd = message.retry is not None and (message.retry < 0 or not isinstance(message.retry, int))
    return attrs.evolve(message, retry=1) if odd else message


def _no_empty_type(message: Message) -> Message:
    return attrs.evolve(message, type=message.type or None)


def _no_type_without_data(message: Message) -> Message:
    return attrs.evolve(message, type=None) if message.data is None else message


def _no_empty_id(message: Message) -> Message:
    return attrs.evolve(message, id=message.id or None)


def _no_empty_lines(message: Message) -> Message:
    return message if message.data is None else attrs.evolve(message, data=_EMPTY_LINE.sub("a", message.data))


def _with_data(message: Message) -> Message:
    return attrs.evolve(message, data="a") if message.data is None else message


ENCODER_CAUSES: tuple[Cause[Messages], ...] = (
    Cause("retry-field", "a time that is no whole number", _each(_whole_time)),
    Cause("utf-8", "half of a surrogate pair", _swap("[\ud800-\udfff]", "a")),
    Cause("id-nul", "U+0000 in an id", _swap("\0", "a", "id")),
    Cause("line-ends", "a line end in an id", _swap("[\r\n]", "a", "id")),
    Cause("line-ends", "a line end in a type", _swap("[\r\n]", "a", "type")),
    Cause("line-ends", "a CR in data", _swap("\r\n|\r", "\n", "data")),
    Cause("line-ends", "a CR in a comment", _swap("\r\n|\r", "\n", "comment")),
    Cause("comment", "a line end in a comment", _swap("\n", "a", "comment")),
    Cause("line-ends", "a character that ends no line", _swap(_SEPARATOR.pattern, "a")),
    Cause("utf-8", "what is not ASCII", _swap("[^\0-\x7f]", "a")),
    Cause("data-field", "U+0000", _swap("\0", "a")),
    Cause("event-type", "an empty type", _each(_no_empty_type)),
    Cause("no-data", "a type without data", _each(_no_type_without_data)),
    Cause("field-value", "blanks and colons in a text", _swap("[ \t:]+", "a")),
    Cause("last-line-feed", "an empty line of data", _each(_no_empty_lines)),
    Cause("data-field", "several lines of data", _swap("(?s)\n.*", "", "data")),
    Cause("id-field", "an empty id", _each(_no_empty_id)),
    Cause("comment", "a comment", _no("comment")),
    Cause("event-type", "a type", _no("type")),
    Cause("id-field", "an id", _no("id")),
    Cause("retry-field", "a reconnection time", _no("retry")),
    Cause("no-data", "a message without data", _each(_with_data)),
)
