"""httpx2: the public client, whose transport gives a response in memory."""

import httpx2
from adapter import event, serve


class Stream(httpx2.SyncByteStream):
    def __init__(self, connection):
        self._connection = connection

    def __iter__(self):
        return self._connection.chunks()


def decode(connection):
    def answer(request):
        return httpx2.Response(200, headers={"Content-Type": "text/event-stream"}, stream=Stream(connection))

    with (
        httpx2.Client(transport=httpx2.MockTransport(answer)) as client,
        client.sse("http://test.invalid/") as events,
    ):
        for sse in events:
            yield event(sse.event, sse.data, sse.id)


serve("httpx2", decode=decode, decoder=["id", "prompt"])
