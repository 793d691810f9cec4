"""sse-starlette: the public ServerSentEvent."""

from adapter import serve
from sse_starlette import ServerSentEvent


def encode(messages):
    return b"".join(
        ServerSentEvent(
            message["data"],
            event=message["type"],
            id=message["id"],
            retry=message["retry"],
            comment=message["comment"],
        ).encode()
        for message in messages
    )


ENCODER = ["comments", "dataless", "id", "retry", "surrogates", "type"]
serve("sse-starlette", encode=encode, encoder=ENCODER)
