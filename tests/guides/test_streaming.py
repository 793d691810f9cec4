"""Heartbeats, as the guides have them: whoever closes them closes the stream below, though somebody still holds it."""

import asyncio
import sys
from collections.abc import AsyncGenerator, Generator, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .programs import write

NAMES = ("model", "streaming", "streaming_blocking")


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, ModuleType]]:
    write(tmp_path, "stream.md")
    monkeypatch.syspath_prepend(tmp_path)
    yield {name: __import__(name) for name in NAMES}
    for name in NAMES:
        del sys.modules[name]


class Open:
    """A stream that says whether it is open."""

    def __init__(self) -> None:
        self.state = "new"

    async def awaited(self, wait: float) -> AsyncGenerator[bytes]:
        self.state = "open"
        try:
            yield b"one"
            await asyncio.sleep(wait)
            yield b"two"
            yield b"three"
            raise LookupError("four")
        finally:
            self.state = "closed"

    def blocking(self) -> Generator[bytes]:
        self.state = "open"
        try:
            yield b"one"
            yield b"two"
            yield b"three"
            raise LookupError("four")
        finally:
            self.state = "closed"


@pytest.mark.parametrize("wait", [pytest.param(0, id="that is ahead"), pytest.param(60, id="that waits")])
def test_closing_them_closes_an_awaited_stream(modules: dict[str, Any], wait: float) -> None:
    async def use() -> None:
        seen = Open()
        stream = seen.awaited(wait)
        beats = modules["streaming"].with_heartbeats(stream)
        assert await anext(beats) == b"one"
        assert seen.state == "open"
        await beats.aclose()
        assert (seen.state, stream.ag_frame) == ("closed", None)

    asyncio.run(use())


def test_closing_them_closes_a_blocking_stream(modules: dict[str, Any]) -> None:
    seen = Open()
    stream = seen.blocking()
    beats = modules["streaming_blocking"].with_heartbeats(stream)
    assert next(beats) == b"one"
    assert seen.state == "open"
    beats.close()
    assert (seen.state, stream.gi_frame) == ("closed", None)


def test_what_a_stream_raises_comes_out_behind_what_it_gave(modules: dict[str, Any]) -> None:
    came: list[bytes] = []

    async def use() -> None:
        async for piece in modules["streaming"].with_heartbeats(Open().awaited(0)):
            came.append(piece)

    with pytest.raises(LookupError, match="four"):
        asyncio.run(use())
    with pytest.raises(LookupError, match="four"):
        came.extend(modules["streaming_blocking"].with_heartbeats(Open().blocking()))
    assert came == [b"one", b"two", b"three"] * 2
