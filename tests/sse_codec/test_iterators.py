"""The iterators add nothing to a decoder but the loop, and hand an event on before they decode what comes after."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import Any

import pytest

from sse_codec import Decoder, Event, LimitExceeded, aiter_events, iter_events

from .cases import FRAMES, Case, a
from .readers import bytewise


def sync(chunks: Iterable[Any], decoder: Decoder | None = None) -> Iterator[Event]:
    return iter_events(chunks, decoder)


def through_asyncio(chunks: Iterable[Any], decoder: Decoder | None = None) -> Iterator[Event]:
    """Step the asynchronous iterator as a synchronous one."""

    async def feed() -> AsyncIterator[Any]:
        for chunk in chunks:
            await asyncio.sleep(0)
            yield chunk

    events = aiter_events(feed(), decoder)
    with asyncio.Runner() as runner:
        try:
            while True:
                yield runner.run(anext(events))
        except StopAsyncIteration:
            return


Iterate = Callable[..., Iterator[Event]]
both = pytest.mark.parametrize("iterate", [sync, through_asyncio], ids=["iter_events", "aiter_events"])


@both
@pytest.mark.parametrize("case", FRAMES[:8], ids=lambda case: case.name)
def test_it_yields_what_the_decoder_returns(iterate: Iterate, case: Case) -> None:
    assert list(iterate([case.stream])) == case.events
    assert list(iterate(bytewise(case.stream))) == case.events


@both
def test_nothing_in_nothing_out(iterate: Iterate) -> None:
    assert list(iterate([])) == []
    assert list(iterate([b"", b": c\n\n", b"data: a\n"])) == []


@both
def test_an_event_comes_before_the_next_chunk_is_asked_for(iterate: Iterate) -> None:
    asked = []

    def chunks() -> Iterator[bytes]:
        for number in range(3):
            asked.append(number)
            yield b"data: %d\n\n" % number

    events = iterate(chunks())
    assert asked == []
    assert next(events) == Event(data="0")
    assert asked == [0]
    assert next(events) == Event(data="1")
    assert asked == [0, 1]


@both
def test_all_events_of_a_chunk_come(iterate: Iterate) -> None:
    assert list(iterate([b"data: a\n\ndata: b\n\ndata: c", b"\n\ndata: d\n\n"])) == a("a", "b", "c", "d")


@both
@pytest.mark.parametrize("buffer", [bytes, bytearray, memoryview])
def test_an_event_comes_before_the_rest_of_a_large_chunk_is_decoded(iterate: Iterate, buffer: Any) -> None:
    count = 2_000
    large = b"".join(b"id: %d\ndata: %s\n\n" % (number, b"x" * 100) for number in range(count))
    decoder = Decoder()
    events = iterate([buffer(large)], decoder)
    assert next(events).id == "0"
    assert 0 < int(decoder.last_event_id) < count / 2
    ids = [int(event.id) for event in events]
    assert ids == list(range(1, count))
    assert decoder.close() == 0


@both
def test_it_goes_on_with_the_decoder_that_it_is_given(iterate: Iterate) -> None:
    decoder = Decoder(last_event_id="7")
    decoder.feed(b"retry: 5\ndata: ")
    assert list(iterate([b"a\n\nid: 8\n\ndata: b"], decoder)) == a("a", id="7")
    assert (decoder.last_event_id, decoder.retry) == ("8", 5)
    assert decoder.close() == 7


@both
def test_each_iterator_without_one_has_its_own(iterate: Iterate) -> None:
    first, second = iterate([b"id: 1\ndata: a\n\n"]), iterate([b"data: b\n\n"])
    assert [*first, *second] == [*a("a", id="1"), *a("b")]


@both
def test_the_limit_is_raised_after_the_events_before_it(iterate: Iterate) -> None:
    events = iterate([b"data: a\n\n", b"data: b\n\ndata: " + b"x" * 100_000], Decoder(max_event_size=1000))
    assert [next(events), next(events)] == a("a", "b")
    with pytest.raises(LimitExceeded) as caught:
        next(events)
    assert caught.value.offset == 18 + 1000


# fmt: off
@both
@pytest.mark.parametrize("chunk", [
    pytest.param("data: a\n\n", id="short text"),
    pytest.param("x" * 100_000, id="long text"),
    pytest.param(5, id="a number"),
    pytest.param([b"data: a\n\n"], id="a list of chunks"),
    pytest.param(None, id="nothing"),
])
def test_a_chunk_that_is_no_bytes_is_refused(iterate: Iterate, chunk: Any) -> None:
    events = iterate([b"data: a\n\n", chunk])
    assert next(events) == Event(data="a")
    with pytest.raises(TypeError, match=rf"not {type(chunk).__name__}; read the body undecoded"):
        next(events)


async def awaited() -> AsyncIterator[bytes]:
    yield b"data: a\n\n"


@pytest.mark.parametrize(("iterate", "chunks", "problem"), [
    pytest.param(iter_events, b"data: a\n\n", "chunks must be an iterable of chunks, not one bytes; put it in a list", id="one chunk"),
    pytest.param(iter_events, bytearray(b"a"), "chunks must be an iterable of chunks, not one bytearray; put it in a list", id="one buffer"),
    pytest.param(iter_events, memoryview(b"a"), "chunks must be an iterable of chunks, not one memoryview; put it in a list", id="one view"),
    pytest.param(iter_events, "data: a\n\n", "chunks must be an iterable of bytes, such as response.iter_bytes(), not str", id="text"),
    pytest.param(iter_events, 5, "chunks must be an iterable of bytes, such as response.iter_bytes(), not int", id="a number"),
    pytest.param(iter_events, None, "chunks must be an iterable of bytes, such as response.iter_bytes(), not NoneType", id="nothing to iterate"),
    pytest.param(iter_events, awaited(), "chunks must be an iterable of bytes, such as response.iter_bytes(), not async_generator; use aiter_events", id="chunks that are awaited"),
    pytest.param(aiter_events, [b"data: a\n\n"], "chunks must be an asynchronous iterable of bytes, such as response.aiter_bytes(), not list; use iter_events", id="chunks that are not awaited"),
    pytest.param(aiter_events, None, "chunks must be an asynchronous iterable of bytes, such as response.aiter_bytes(), not NoneType", id="nothing to await"),
])
def test_what_gives_no_chunks_is_refused_at_once(iterate: Any, chunks: Any, problem: str) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(problem)}$"):
        iterate(chunks)
# fmt: on
