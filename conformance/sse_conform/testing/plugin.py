"""What pytest loads wherever `sse-conform` is installed: two fixtures, whose parts are imported when a test asks for them.

PYTEST_DONT_REWRITE
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .server import SseServer


@pytest.fixture
def sse_server() -> "Iterator[SseServer]":
    """A server on 127.0.0.1 that answers with the streams, and the faults, that the test gives it."""
    from .server import SseServer  # noqa: PLC0415 - a run without such a test pays nothing

    with SseServer() as server:
        yield server


@pytest.fixture
def sse_replay(sse_server: "SseServer") -> "Callable[..., str]":
    """Play a recorded stream: `sse_replay(path)` returns the address at which it is, with the head that it was recorded with.

    It takes the options of `SseServer.answer`.
    """
    return sse_server.replay
