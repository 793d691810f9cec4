"""A small service with a stream that FastAPI describes. `BREAK` names what is wrong with it."""

import os
from collections.abc import AsyncIterator
from typing import Literal

from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse
from fastapi.sse import EventSourceResponse
from pydantic import BaseModel
from starlette.middleware.base import RequestResponseEndpoint

BREAK = os.environ.get("BREAK", "")


class Token(BaseModel):
    type: Literal["token"] = "token"
    text: str


class End(BaseModel):
    type: Literal["end"] = "end"
    tokens: int


app = FastAPI()


@app.get("/answer", response_class=EventSourceResponse)
async def answer(count: int = 1) -> AsyncIterator[Token | End]:
    """Tokens, and an end."""
    yield Token(text="Hello")
    yield End(tokens=1)


@app.middleware("http")
async def broken(request: Request, call_next: RequestResponseEndpoint) -> Response:
    response = await call_next(request)
    if not BREAK or response.status_code != 200 or request.url.path != "/answer":
        return response

    old, new = map(str.encode, BREAK.split(">"))

    async def body() -> AsyncIterator[bytes]:
        async for chunk in response.body_iterator:
            yield chunk.replace(old, new)

    return StreamingResponse(body(), headers=dict(response.headers))
