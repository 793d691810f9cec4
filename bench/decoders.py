"""The Python decoders, each from the bytes of a body on and without a network.

Where a library offers that only behind a response, it gets one that gives bytes and nothing else.
"""

import asyncio
import codecs
import os
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from contender import Contender, Missing, decoder

PURE, COMPILED = "sse-codec, pure", "sse-codec, compiled"
URL = "http://test.invalid/"


class Response:
    """The part of a response that event sources read."""

    headers: Mapping[str, str] = {"content-type": "text/event-stream"}
    request = None

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.chunks = chunks

    def iter_bytes(self) -> Iterator[bytes]:
        return iter(self.chunks)

    def iter_text(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        for chunk in self.chunks:
            text = decoder.decode(chunk)
            if text:
                yield text


def pure() -> Contender:
    os.environ["SSE_CODEC_PURE"] = "1"
    package = import_module("sse_codec")
    if getattr(package, "ACCELERATED", False):
        raise Missing("the compiled decoder was there in spite of SSE_CODEC_PURE=1")
    return ours(package)


def compiled() -> Contender:
    package = import_module("sse_codec")
    if not getattr(package, "ACCELERATED", False):
        raise Missing("sse-codec is not compiled here")
    return ours(package)


def ours(package: Any) -> Contender:
    return decoder(
        "sse-codec",
        lambda chunks: map(package.Decoder().feed, chunks),
        lambda event: (event.type, event.data, event.id),
    )


def httpx_sse() -> Contender:
    source = import_module("httpx_sse").EventSource
    return decoder(
        "httpx-sse",
        lambda chunks: [source(Response(chunks)).iter_sse()],
        lambda event: (event.event, event.data, event.id),
    )


def httpx2() -> Contender:
    source = import_module("httpx2").EventSource
    return decoder(
        "httpx2",
        lambda chunks: [source(Response(chunks))],
        lambda event: (event.event, event.data, event.id),
    )


def sseclient_py() -> Contender:
    client = import_module("sseclient").SSEClient
    return decoder(
        "sseclient-py",
        lambda chunks: [client(chunks).events()],
        lambda event: (event.event, event.data, event.id or ""),
    )


def launchdarkly() -> Contender:
    reader = import_module("ld_eventsource.reader")
    event_class = import_module("ld_eventsource.actions").Event
    lines, events = reader._BufferedLineReader.lines_from, reader._SSEReader

    def decode(chunks: Iterable[bytes]) -> Iterator[Any]:
        for item in events(lines(chunks)).events_and_comments():
            if isinstance(item, event_class):
                yield item

    return decoder(
        "launchdarkly-eventsource",
        lambda chunks: [decode(chunks)],
        lambda event: (event.event, event.data, event.last_event_id or ""),
    )


def assel() -> Contender:
    parse = import_module("assel").parse
    return decoder(
        "assel", lambda chunks: [parse(chunks)], lambda event: (event.event, event.data, event.id or "")
    )


def openai() -> Contender:
    decoder_class = import_module("openai._streaming").SSEDecoder
    return decoder(
        "openai",
        lambda chunks: [decoder_class().iter_bytes(iter(chunks))],
        lambda event: (event.event or "message", event.data, event.id or ""),
    )


def anthropic() -> Contender:
    raw_events = import_module("anthropic").Stream.raw_events
    return decoder(
        "anthropic",
        lambda chunks: [raw_events(Response(chunks))],
        lambda event: (event.event or "message", event.data, event.id or ""),
    )


def requests_sse() -> Contender:
    requests, source = import_module("requests"), import_module("requests_sse").EventSource

    class End(requests.RequestException):  # type: ignore[misc, name-defined]
        """Ends the reconnecting after the one connection."""

    def session(chunks: Iterable[bytes]) -> Any:
        response = requests.Response()
        response.status_code = 200
        response.url = URL
        response.headers.update(Response.headers)
        # Its iter_lines reads this; the lines are cut by requests, as for its users.
        response.raw = SimpleNamespace(stream=lambda *_, **__: iter(chunks), close=lambda: None)
        return once(response, End)

    def decode(chunks: Iterable[bytes]) -> Iterator[Any]:
        try:
            with source(
                URL, session=session(chunks), reconnection_time=timedelta(0), max_connect_retry=0
            ) as events:
                yield from events
        except End:
            pass

    return decoder(
        "requests-sse",
        lambda chunks: [decode(chunks)],
        lambda event: (event.type, event.data, event.last_event_id),
    )


def once(response: Any, end: type[Exception]) -> SimpleNamespace:
    """Return a session whose first request is answered, and whose second ends the reading."""
    answers = iter([response])

    def request(**_: object) -> Any:
        for answer in answers:
            return answer
        raise end

    return SimpleNamespace(request=request)


def aiohttp_sse_client2() -> Contender:
    source = import_module("aiohttp_sse_client2.client").EventSource
    reader_class = import_module("aiohttp").StreamReader
    yarl = import_module("yarl")
    runner = asyncio.Runner()
    loop = runner.get_loop()

    class End(Exception):
        """Ends the reconnecting after the one connection."""

    def session(chunks: Iterable[bytes]) -> Any:
        # The lines are cut by aiohttp's reader, as for its users; all chunks have come before it is asked.
        protocol = SimpleNamespace(
            connected=True, pause_reading=lambda: None, resume_reading=lambda **_: None, _reading_paused=False
        )
        body = reader_class(protocol, 1 << 16, loop=loop)
        for chunk in chunks:
            body.feed_data(chunk)
        body.feed_eof()
        response = SimpleNamespace(
            status=200,
            content_type="text/event-stream",
            content=body,
            real_url=yarl.URL(URL),
            close=lambda: None,
        )
        answer = once(response, End).request

        async def request(*_: object, **__: object) -> Any:
            return answer()

        return SimpleNamespace(request=request)

    async def events(chunks: Iterable[bytes]) -> AsyncIterator[Any]:
        async with source(URL, session=session(chunks), reconnection_time=timedelta(0)) as given:
            async for event in given:
                yield event

    async def drain(chunks: Iterable[bytes], take: Callable[[Any], object]) -> None:
        try:
            async for event in events(chunks):
                take(event)
        except End:
            pass

    def results(chunks: Iterable[bytes]) -> list[Any]:
        taken: list[Any] = []
        runner.run(drain(chunks, taken.append))
        return [(event.type or "message", event.data, event.last_event_id) for event in taken]

    return Contender(
        "aiohttp-sse-client2", lambda chunks: runner.run(drain(chunks, lambda event: None)), results
    )


CONTENDERS: dict[str, Callable[[], Contender]] = {
    PURE: pure,
    COMPILED: compiled,
    "httpx-sse": httpx_sse,
    "httpx2": httpx2,
    "sseclient-py": sseclient_py,
    "requests-sse": requests_sse,
    "launchdarkly-eventsource": launchdarkly,
    "aiohttp-sse-client2": aiohttp_sse_client2,
    "assel": assel,
    "openai": openai,
    "anthropic": anthropic,
}
