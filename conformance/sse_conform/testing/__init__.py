"""For tests of clients and servers: an assertion that a stream is in order, and a server that answers with any stream.

    from sse_conform.testing import assert_stream

    def test_the_answer_is_whole(client):
        assert_stream(client.get("/chat"), "openai-chat", outcome="completed")

The fixtures `sse_server` and `sse_replay` are there for every test where `sse-conform` is installed. Names are loaded when
they are first asked for, since pytest imports this package at each of its starts.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ._assert import assert_stream, assert_stream_async
    from .server import FAULTS, Received, SseServer

__all__ = ["FAULTS", "Received", "SseServer", "assert_stream", "assert_stream_async"]

_HOMES: Final = {
    "FAULTS": "server",
    "Received": "server",
    "SseServer": "server",
    "assert_stream": "_assert",
    "assert_stream_async": "_assert",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{home}", __name__), name)
