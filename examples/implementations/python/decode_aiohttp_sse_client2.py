"""aiohttp-sse-client2: the public EventSource; its session gives a response whose body is aiohttp's own StreamReader."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace

from adapter import event, serve
from aiohttp import StreamReader
from aiohttp.base_protocol import BaseProtocol
from aiohttp.client import DEFAULT_CHUNK_SIZE
from aiohttp_sse_client2.client import EventSource
from yarl import URL


class End(Exception):
    """Ends the reconnecting after the one connection."""


class Session:
    def __init__(self, body):
        self._body = body

    async def request(self, method, url, **_):
        if self._body is None:
            raise End
        body, self._body = self._body, None
        return SimpleNamespace(
            status=200,
            content_type="text/event-stream",
            headers={},
            content=body,
            real_url=URL(url),
            close=lambda: None,
        )


async def feed(body, connection):
    for chunk in connection.chunks():
        body.feed_data(chunk)
        for _ in range(4):
            await asyncio.sleep(0)  # the reader gets its turns before there is more
    body.feed_eof()


async def decode(connection):
    loop = asyncio.get_running_loop()
    protocol = BaseProtocol(loop)
    protocol.connection_made(asyncio.Transport())
    body = StreamReader(protocol, DEFAULT_CHUNK_SIZE, loop=loop)
    feeding = asyncio.create_task(feed(body, connection))
    try:
        async with EventSource(
            "http://test.invalid/", session=Session(body), reconnection_time=timedelta(0)
        ) as source:
            async for sse in source:
                # The stream would set the time to wait, and this program would wait.
                source._reconnection_time = timedelta(0)
                yield event(sse.type, sse.data, sse.last_event_id)
    except End:
        pass
    finally:
        feeding.cancel()


serve("aiohttp-sse-client2", decode=decode, decoder=["id", "prompt"])
