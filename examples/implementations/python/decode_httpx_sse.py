"""httpx-sse: the public EventSource over a response in memory."""

import httpx
from adapter import event, serve
from httpx_sse import EventSource


class Stream(httpx.SyncByteStream):
    def __init__(self, connection):
        self._connection = connection

    def __iter__(self):
        return self._connection.chunks()


def decode(connection):
    headers = {"Content-Type": "text/event-stream"}
    for sse in EventSource(httpx.Response(200, headers=headers, stream=Stream(connection))).iter_sse():
        yield event(sse.event, sse.data, sse.id)


serve("httpx-sse", decode=decode, decoder=["id", "prompt"])
