"""The Python encoders: from a message's type, data and id to the bytes of its block."""

from collections.abc import Callable
from importlib import import_module

from contender import Contender, Message, encoder

FUNCTION, STATEFUL = "sse-codec", "sse-codec, Encoder"
FASTAPI = "fastapi, the function"


def function() -> Contender:
    encode = import_module("sse_codec").encode
    return encoder(
        "sse-codec",
        lambda: lambda message: encode(message["data"], type=message["type"], id=message["id"]),
    )


def stateful() -> Contender:
    package = import_module("sse_codec")
    event = package.Event

    def session() -> Callable[[Message], bytes]:
        encode = package.Encoder().encode
        return lambda message: encode(event(message["type"], message["data"], message["id"] or ""))

    return encoder("sse-codec", session)


def sse_starlette() -> Contender:
    event = import_module("sse_starlette").ServerSentEvent
    return encoder(
        "sse-starlette",
        lambda: lambda message: event(message["data"], event=named(message), id=message["id"]).encode(),
    )


def fastapi_function() -> Contender:
    encode = import_module("fastapi.sse").format_sse_event
    return encoder(
        "fastapi",
        lambda: lambda message: encode(data_str=message["data"], event=named(message), id=message["id"]),
    )


def fastapi() -> Contender:
    """With the model that a path operation yields, and what the framework does with it."""
    module = import_module("fastapi.sse")
    event, write = module.ServerSentEvent, module.format_sse_event

    def encode(message: Message) -> bytes:
        model = event(raw_data=message["data"], event=named(message), id=message["id"])
        written: bytes = write(
            data_str=model.raw_data, event=model.event, id=model.id, retry=model.retry, comment=model.comment
        )
        return written

    return encoder("fastapi", lambda: encode)


def assel() -> Contender:
    module = import_module("assel")
    event, send = module.Event, module.send
    return encoder(
        "assel", lambda: lambda message: send(event(message["data"], message["type"], message["id"]))
    )


def named(message: Message) -> str | None:
    """The type, if it must be written: the others write whatever they are given."""
    return None if message["type"] == "message" else message["type"]


CONTENDERS: dict[str, Callable[[], Contender]] = {
    FUNCTION: function,
    STATEFUL: stateful,
    "sse-starlette": sse_starlette,
    FASTAPI: fastapi_function,
    "fastapi, the model": fastapi,
    "assel": assel,
}
