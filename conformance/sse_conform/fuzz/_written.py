"""The right answer for messages: bytes that read back as the messages, or a refusal where our encoder refuses."""

import re
from collections.abc import Callable, Iterator
from itertools import product
from math import ceil, floor
from typing import Any, TypeAlias

import attrs

from sse_codec import EncodeError

from ..suite import EncoderCase, Expectation, Message, Wanted, read_back
from ..suite.reference import Reference
from ._messages import TEXTS, Messages, changed
from ._wanted import NOWHERE, SINCE

_Way: TypeAlias = Callable[[str], str | None]

_ODD = re.compile("\r\n|[\r\n\0]")
_LINE_END = re.compile("\r\n|[\r\n]")
_CR = re.compile("\r\n|\r")
_HALF = re.compile("[\ud800-\udfff]")
_ESCAPES = {"\r": "\\r", "\n": "\\n", "\0": "\\0", "\r\n": "\\r\\n"}
_SMALL = 2**31 - 1
"""Milliseconds above which some encoders refuse."""
# What serializers make of a text that ours refuses: none of it forges anything.
_WAYS: tuple[_Way, ...] = (
    lambda text: None if _ODD.search(text) else text,
    lambda text: None if _LINE_END.search(text) else text,
    lambda text: _ODD.sub("", text),
    lambda text: _LINE_END.sub("", text),
    lambda text: _ODD.sub(" ", text),
    lambda text: _ODD.sub(lambda match: _ESCAPES[match[0]], text),
    lambda text: _LINE_END.sub(lambda match: _ESCAPES[match[0]], text),
)
_OF_DATA: tuple[_Way, ...] = (
    lambda text: _CR.sub("\n", text),
    lambda text: text.replace("\r", ""),
    lambda text: text.replace("\r", "\\r"),
)
_ROUNDED: tuple[Callable[[float], int | None], ...] = (
    lambda retry: max(0, floor(retry)),
    lambda retry: max(0, ceil(retry)),
    lambda retry: None if retry < 0 or retry != floor(retry) else floor(retry),
)


def encoder_case(messages: Messages) -> EncoderCase:
    """The messages as a case of the suite."""
    fields = refused(messages)
    return EncoderCase(
        id="fuzz/",
        since=SINCE,
        level="must",
        spec=NOWHERE,
        why="",
        needs=frozenset(),
        messages=messages,
        canonical=None if fields else Reference().encode(messages),
        wanted=_refusal(fields, messages) if fields else _writing(messages),
    )


def refused(messages: Messages) -> list[str]:
    """The fields for which our encoder refuses the messages, in the order in which it would name them."""
    fields: list[str] = []
    while True:
        try:
            Reference().encode(messages)
        except EncodeError as error:
            fields.append(error.field)
            plain = "a" if error.field == "data" else None
            messages = tuple(changed(message, {error.field: plain}) for message in messages)
        else:
            return fields


def _refusal(fields: list[str], messages: Messages) -> Wanted:
    others = {f"for-its-{field}": Expectation(refused=field) for field in fields[1:]}
    mended = {f"mended-{number}": way for number, way in enumerate(_mended(messages), 1)}
    return Wanted(Expectation(refused=fields[0]), others, {**_refusals(messages), **mended})


def _writing(messages: Messages) -> Wanted:
    """They read back as they are; a comment of several lines may go, and what is hard to hold may be refused."""
    right = read_back(messages)
    lenient = _refusals(messages)
    if "refused-for-its-comment" in lenient:
        lenient["other-comments"] = attrs.evolve(right, comments=None)
    return Wanted(right, lenient=lenient)


def _refusals(messages: Messages) -> dict[str, Expectation]:
    return {f"refused-for-its-{field}": Expectation(refused=field) for field in _delicate(messages)}


def _delicate(messages: Messages) -> Iterator[str]:
    for message in messages:
        if message.retry is not None and message.retry > _SMALL:
            yield "retry"
        for name in TEXTS:
            text: str = getattr(message, name) or ""
            if "\0" in text or (name == "comment" and "\n" in text):
                yield name


def _mended(messages: Messages) -> Iterator[Expectation]:
    """The readings of the mended messages, one for each way of mending; comments do not count."""
    ways = product(*_choices(messages))
    found = dict.fromkeys(tuple(_mend(message, *way) for message in messages) for way in ways)
    return (read_back(mended) for mended in found)


def _choices(messages: Messages) -> list[tuple[Any, ...]]:
    """The mending functions for each kind of oddity; one alone where the messages have none of the kind."""
    texts = "".join(getattr(message, name) or "" for message in messages for name in ("data", "type", "id"))
    names = "".join(f"{message.type or ''}{message.id or ''}" for message in messages)
    times = [message.retry for message in messages if message.retry is not None]
    choices: list[tuple[bool, tuple[Any, ...]]] = [
        (bool(_ODD.search(names)), _WAYS),
        ("\r" in texts, _OF_DATA),
        (bool(_HALF.search(texts)), ("\ufffd", "?")),
        (any(retry < 0 or retry != floor(retry) for retry in times), _ROUNDED),
    ]
    return [ways if there else ways[:1] for there, ways in choices]


def _mend(
    message: Message,
    way: _Way,
    of_data: _Way,
    half: str,
    rounded: Callable[[float], int | None],
) -> Message:
    texts: dict[str, str | None] = {"comment": None}
    for name in ("data", "type", "id"):
        text: str | None = getattr(message, name)
        if text is not None:
            texts[name] = (of_data if name == "data" else way)(_HALF.sub(half, text))
    if message.data is None:
        # A type without data is lost without a word; to give it empty data is the way to send it.
        texts |= {"data": ""} if texts.get("type") else {"type": None}
    retry = message.retry if message.retry is None else rounded(message.retry)
    return attrs.evolve(changed(message, texts), retry=retry)
