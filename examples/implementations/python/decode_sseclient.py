"""sseclient-py: the public SSEClient, which takes any iterable of bytes. An event has the id of its own block only."""

from adapter import event, serve
from sseclient import SSEClient


def decode(connection):
    for sse in SSEClient(connection.chunks()).events():
        yield event(sse.event, sse.data)


serve("sseclient-py", decode=decode, decoder=["prompt"])
