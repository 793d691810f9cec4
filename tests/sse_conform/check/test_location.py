"""Where the events are that findings of the order name, also after the choice of a profile that came late."""

import pytest

from sse_codec import Scanner
from sse_conform.check import StreamCheck
from sse_conform.check._location import ChunkMap, Locations
from sse_conform.rules._stream import Stream

LONG = "x" * 2000
PING = '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1,"message":"%s"}}'


@pytest.mark.parametrize("text", ["short", LONG], ids=["a short block", "a long block"])
def test_a_kept_event_keeps_its_chunk(text: str) -> None:
    chunks = ChunkMap()
    stream = Stream()
    locations = Locations(stream, chunks)
    scanner = Scanner()
    for number, data in enumerate((f"data: {text}\n\n", "data: b\n\n"), 1):
        chunks.add(sum(map(len, ("", f"data: {text}\n\n")[:number])), float(number))
        (block,) = scanner.feed(data.encode())
        locations.enter(number, block)
        if number == 1:
            locations.keep()
            chunks.forget(len(data))
        stream.pass_over(block)
    first, second = locations.of(1).pos, locations.of(2).pos
    assert (first.line, first.event, first.chunk, first.t) == (1, 1, 1, 1.0)
    assert (second.line, second.event, second.chunk, second.t) == (3, 2, 2, 2.0)
    locations.forget()
    assert locations.of(2).pos == second


@pytest.mark.parametrize("text", ["short", LONG], ids=["short blocks", "long blocks"])
def test_the_last_event_has_its_chunk_when_the_end_decides(text: str) -> None:
    check = StreamCheck("stream", fidelity="timed")
    found = []
    for number in (1, 2):
        found += check.feed(f"data: {PING % text}\n\n".encode(), float(number))
    found += check.close()
    places = [(each.pos.event, each.pos.chunk, each.pos.t) for each in found if "increases" in each.code]
    assert places == [(2, 2, 2.0)]
