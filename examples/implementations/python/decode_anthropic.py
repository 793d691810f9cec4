"""anthropic: the public Stream.raw_events over a response in memory."""

import httpx2
from adapter import event, serve
from anthropic import Stream


class Body(httpx2.SyncByteStream):
    def __init__(self, connection):
        self._connection = connection

    def __iter__(self):
        return self._connection.chunks()


def decode(connection):
    for sse in Stream.raw_events(httpx2.Response(200, stream=Body(connection))):
        yield event(sse.event, sse.data, sse.id)


serve("anthropic", decode=decode, decoder=["id", "prompt"])
