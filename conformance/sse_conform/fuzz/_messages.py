"""What a serializer is asked to write: messages with whatever can stand in a text, and how they get smaller."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import attrs
from hypothesis import strategies as st

from ..suite import Message

Messages: TypeAlias = tuple[Message, ...]

TEXTS = ("data", "type", "id", "comment")
_NEEDS = {"type": "type", "id": "id", "retry": "retry", "comment": "comments"}
"""Fields that only some encoders take, and the capability for it."""
_PARTS = ["a", "b", " ", ":", "\n", "\n", "\r", "\r\n", "\n\n", "\0", "data: a", "\ndata: b", "\rdata: b", "id: 1", "é", "\U0001f600", "\ufeff", "\u2028", "\x85", "\t", "\x0b", "{}", "0", "007", "A", "\\n", "<&>", "e\u0301", "\n ", "a" * 5000]  # fmt: skip
_HALF = "\ud83d"
_TIMES = [0, 1, 1500, 2**31, 2**32 + 5, -1, 1.5, 1500.0]


def messages(capabilities: frozenset[str]) -> st.SearchStrategy[Messages]:
    """Messages that an encoder of these capabilities can be given."""
    parts = [*_PARTS, _HALF] if "surrogates" in capabilities else _PARTS
    text = st.lists(st.sampled_from(parts), max_size=4).map("".join)
    made = {"type": text, "id": text, "retry": st.sampled_from(_TIMES), "comment": text}
    given = {
        name: st.one_of(st.none(), strategy) if _NEEDS[name] in capabilities else st.none()
        for name, strategy in made.items()
    }
    data = st.one_of(text, text, st.none()) if "dataless" in capabilities else text
    message = st.builds(Message, data=data, **given)
    # Some serializers leave out what was there before.
    twice = message.map(lambda message: (message, message))
    return st.one_of(twice, st.lists(message, min_size=1, max_size=3).map(tuple))


def changed(message: Message, values: Mapping[str, Any]) -> Message:
    """The message with other values in fields that are named at run time."""
    return attrs.evolve(message, **values)


def smaller(given: Messages) -> Iterator[Messages]:
    """Messages one step smaller or plainer."""
    for place in range(len(given) if len(given) > 1 else 0):
        yield given[:place] + given[place + 1 :]
    for place, message in enumerate(given):
        for other in _smaller(message):
            yield (*given[:place], other, *given[place + 1 :])


def _smaller(message: Message) -> Iterator[Message]:
    for name in ("type", "id", "retry", "comment"):
        if getattr(message, name) is not None:
            yield changed(message, {name: None})
    if message.data is None:
        yield attrs.evolve(message, data="a")
    for name in TEXTS:
        text: str | None = getattr(message, name)
        if text is not None:
            yield from (changed(message, {name: other}) for other in _shorter(text))


def _shorter(text: str) -> Iterator[str]:
    length = len(text)
    while length:
        for start in range(len(text) - length + 1):
            yield text[:start] + text[start + length :]
        length //= 2
    for place, character in enumerate(text):
        if character not in "a\n":
            yield f"{text[:place]}a{text[place + 1 :]}"
