"""What is raced: something that goes through a load, timed, and can say what it made of it.

A load is what a stream is for a decoder, and a list of messages for an encoder.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypedDict

Chunks = list[bytes]
Event = tuple[str, str, str]
"""Type, data, and the last event id when it was dispatched."""


class Message(TypedDict):
    """What an encoder is given; what is None is not to be written."""

    type: str
    data: str
    id: str | None


class Missing(Exception):
    """Why a contender is not here."""


class Contender(NamedTuple):
    """One package's way of doing the work, as its users do it but for the network."""

    package: str
    """The distribution whose version is shown."""
    run: Callable[[Any], object]
    """Go through a load once and keep nothing: this is what is timed."""
    results: Callable[[Any], list[Any]]
    """Go through it and return what came out."""
    prepare: Callable[[Any], Any] = lambda load: load
    """Make of a load what ``run`` and ``results`` take; not timed."""


def decoder(
    package: str, decode: Callable[[Chunks], Iterable[Iterable[Any]]], values: Callable[[Any], Event]
) -> Contender:
    """Return the contender for a function from chunks to events, in the batches that they are handed over in.

    :param values: type, data and last event id of one of its events.
    """

    def run(chunks: Chunks) -> None:
        for batch in decode(chunks):
            for _ in batch:
                pass

    return Contender(
        package, run, lambda chunks: [values(event) for batch in decode(chunks) for event in batch]
    )


def encoder(package: str, session: Callable[[], Callable[[Message], bytes]]) -> Contender:
    """Return the contender for a function from one message to its bytes.

    :param session: makes that function, once for each stream.
    """

    def run(messages: list[Message]) -> None:
        encode = session()
        for message in messages:
            encode(message)

    return Contender(package, run, lambda messages: [*map(bytes.decode, map(session(), messages))])
