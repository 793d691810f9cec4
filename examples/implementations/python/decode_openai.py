"""openai: the private decoder behind Stream, which has no public way past the JSON of the API."""

from adapter import event, serve
from openai._streaming import SSEDecoder


def decode(connection):
    for sse in SSEDecoder().iter_bytes(connection.chunks()):
        yield event(sse.event, sse.data, sse.id)


serve("openai", decode=decode, decoder=["id", "prompt"])
