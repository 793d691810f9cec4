"""fastapi: a whole application in memory, whose path operation yields ServerSentEvent."""

import asyncio

from adapter import serve
from fastapi import FastAPI
from fastapi.sse import EventSourceResponse, ServerSentEvent

app = FastAPI()
waiting = []


@app.get("/", response_class=EventSourceResponse)
async def stream():
    for sse in waiting.pop():
        yield sse


async def encode(messages):
    # Made here, so that what it refuses is refused before the response has begun.
    waiting.append(
        [
            ServerSentEvent(
                raw_data=message["data"],
                event=message["type"],
                id=message["id"],
                retry=message["retry"],
                comment=message["comment"],
            )
            for message in messages
        ]
    )
    return await get()


async def get():
    body = bytearray()

    async def send(message):
        body.extend(message.get("body", b""))

    async def receive():
        await asyncio.Event().wait()  # the client never goes away

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
    await app(scope, receive, send)
    return bytes(body)


ENCODER = ["comments", "dataless", "id", "retry", "surrogates", "type"]
serve("fastapi", encode=encode, encoder=ENCODER)
