"""The decoders that are installed here, each as one function from chunks to its own events.

Each is used as its users use it, from the bytes of a body on and without a network; where a library offers that only
behind a response, it gets one that gives bytes and nothing else.
"""

import codecs
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from importlib.metadata import version
from typing import Any, NamedTuple

from workloads import Event


class Contender(NamedTuple):
    """A decoder: chunks in, events of its own kind out, in the batches that it hands them over in."""

    decode: Callable[[Iterable[bytes]], Iterable[Iterable[Any]]]
    values: Callable[[Any], Event]
    """Type, data and last event id of one of its events."""


class Response:
    """The part of a response that event sources read."""

    headers: Mapping[str, str] = {"content-type": "text/event-stream"}
    request = None

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.chunks = chunks

    def iter_text(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        for chunk in self.chunks:
            text = decoder.decode(chunk)
            if text:
                yield text


def sse_codec() -> Contender:
    decoder = import_module("sse_codec").Decoder
    return Contender(
        lambda chunks: map(decoder().feed, chunks), lambda event: (event.type, event.data, event.id)
    )


def httpx_sse() -> Contender:
    source = import_module("httpx_sse").EventSource
    return Contender(
        lambda chunks: [source(Response(chunks)).iter_sse()],
        lambda event: (event.event, event.data, event.id),
    )


def httpx2() -> Contender:
    source = import_module("httpx2").EventSource
    return Contender(
        lambda chunks: [source(Response(chunks))], lambda event: (event.event, event.data, event.id)
    )


def sseclient_py() -> Contender:
    client = import_module("sseclient").SSEClient
    return Contender(
        lambda chunks: [client(chunks).events()], lambda event: (event.event, event.data, event.id or "")
    )


def launchdarkly() -> Contender:
    reader = import_module("ld_eventsource.reader")
    event_class = import_module("ld_eventsource.actions").Event
    lines, events = reader._BufferedLineReader.lines_from, reader._SSEReader

    def decode(chunks: Iterable[bytes]) -> Iterator[Any]:
        for item in events(lines(chunks)).events_and_comments():
            if isinstance(item, event_class):
                yield item

    return Contender(
        lambda chunks: [decode(chunks)], lambda event: (event.event, event.data, event.last_event_id or "")
    )


OURS, BASE = "sse-codec", "httpx-sse"
CONTENDERS: dict[str, Callable[[], Contender]] = {
    OURS: sse_codec,
    BASE: httpx_sse,
    "httpx2": httpx2,
    "sseclient-py": sseclient_py,
    "launchdarkly-eventsource": launchdarkly,
}


def installed() -> tuple[dict[str, Contender], list[str]]:
    """Return the contenders that can be imported, and what to say of the others."""
    found: dict[str, Contender] = {}
    missing: list[str] = []
    for name, load in CONTENDERS.items():
        try:
            found[name] = load()
        except (ImportError, AttributeError) as error:
            missing.append(f"{name}: {error}")
    return found, missing


def version_of(name: str) -> str:
    try:
        return version(name)
    except ImportError:  # PackageNotFoundError: a checkout on the path
        return "(checkout)"
