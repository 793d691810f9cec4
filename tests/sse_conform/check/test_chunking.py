"""How a stream is cut into chunks changes nothing but when a finding comes; and memory is flat."""

import tracemalloc
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sse_conform.check import StreamCheck
from sse_conform.finding import Finding
from sse_conform.rules import Selection

PIECES = (
    b"data: a", b"data:", b"data", b"event: token", b"event: end", b"event: error ", b"id: 7", b"id: \x00", b"id: \xc3\xa9", b"retry: 0",
    b"retry: x", b": c", b"message:", b"message", b" data: b", b"Data: c", b" ", b"\xef\xbb\xbf", b"\xef\xbb\xbfdata: d", b'{"a": 1}',
    b'data: {"event":"start"}', b'data: "\\ud83d"', b"data: \xe2\x80\xa8", b"data: \xff", b"data: \xe2\x82", b"free text", b"\0", b"\x0c",
    b"<html>", b"data: \xef\xbf\xbd",
)  # fmt: skip
streams = st.lists(
    st.tuples(
        st.sampled_from(PIECES), st.sampled_from((b"\n", b"\n", b"\n\n", b"\r\n", b"\r\n\r\n", b"\r", b""))
    ),
    max_size=12,
).map(lambda pieces: b"".join(piece + ending for piece, ending in pieces))

EVERYTHING = Selection(select=("ALL",))


def check(chunks: list[bytes]) -> tuple[list[Finding], object]:
    stream = StreamCheck("stream", selection=EVERYTHING)
    found = [finding for chunk in chunks for finding in stream.feed(chunk)]
    return found + stream.close(), stream.report


@given(stream=streams, cuts=st.sets(st.integers(0, 150)))
def test_any_chunking_finds_the_same(stream: bytes, cuts: set[int]) -> None:
    whole = check([stream])
    assert check([bytes([byte]) for byte in stream]) == whole
    edges = sorted({0, *(cut for cut in cuts if cut < len(stream)), len(stream)})
    assert check([stream[start:end] for start, end in pairwise(edges)]) == whole


@given(stream=streams)
def test_places_are_in_the_stream(stream: bytes) -> None:
    lines = stream.splitlines() if stream else []
    for finding in check([stream])[0]:
        pos = finding.pos
        assert 0 <= pos.byte <= len(stream)
        assert pos.byte + finding.span <= len(stream)
        assert 1 <= pos.line <= len(lines) + 1
        for number, text in finding.excerpt:
            assert lines[number - 1 : number] in ([text], []), "an excerpt is the line that it says"


@given(body=st.binary(max_size=200))
def test_any_bytes_can_be_checked(body: bytes) -> None:
    assert check([bytes([byte]) for byte in body]) == check([body])


ENDLESS = [
    pytest.param(b"data: a\n\n", id="events"),
    pytest.param(
        b"message:\nid: 1 \nevent: open\nData: \xff\ndata: \x0c\xef\xbf\xbd\n\n", id="events full of faults"
    ),
    pytest.param(b'data: {"event":"token","data":1}\n\n', id="payloads at fault"),
    pytest.param(b": heartbeat\n\n", id="heartbeats"),
    pytest.param(b'{"a": 1}\n\n', id="JSON"),
]


@pytest.mark.unmeasured
@pytest.mark.parametrize("piece", ENDLESS)
def test_memory_is_flat(piece: bytes) -> None:
    stream = StreamCheck("stream", selection=EVERYTHING, fidelity="timed")

    def feed(times: int) -> int:
        for number in range(times):
            stream.feed(piece * 10, float(number))
        return tracemalloc.get_traced_memory()[0]

    feed(150)  # until every cap is reached
    tracemalloc.start()
    try:
        first = feed(50)
        assert feed(150) - first < 5_000
    finally:
        tracemalloc.stop()
