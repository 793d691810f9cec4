"""aiohttp-sse: the public EventSourceResponse.send, with the write to the socket taken out."""

from adapter import serve
from aiohttp_sse import EventSourceResponse


class InMemory(EventSourceResponse):
    def __init__(self):
        super().__init__()
        self.written = bytearray()

    async def write(self, data):
        self.written += data


async def encode(messages):
    response = InMemory()
    for message in messages:
        await response.send(message["data"], message["id"], message["type"], message["retry"])
    return bytes(response.written)


serve("aiohttp-sse", encode=encode, encoder=["id", "retry", "surrogates", "type"])
