"""What the strategies draw is what they say, reaches what matters, and shrinks to what can be read."""

import subprocess
import sys

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from sse_codec import Decoder, Encoder, Event
from sse_conform.strategies import chunkings, events, wire_streams


def decode(chunks: list[bytes]) -> list[Event]:
    decoder = Decoder()
    return [event for chunk in chunks for event in decoder.feed(chunk)]


@settings(max_examples=50)
@given(st.lists(events(), max_size=4))
def test_events_read_back_as_they_were_written(given: list[Event]) -> None:
    encoder = Encoder()
    assert decode([encoder.encode(event) for event in given]) == given


@settings(max_examples=50)
@given(wire_streams().flatmap(lambda wire: st.tuples(st.just(wire), chunkings(wire))))
def test_how_bytes_are_cut_changes_nothing(pair: tuple[bytes, list[bytes]]) -> None:
    wire, chunks = pair
    assert b"".join(chunks) == wire
    assert decode(chunks) == decode([wire])


def test_the_plainest_event() -> None:
    assert find(events(), lambda event: True) == Event("message", "", "")


@pytest.mark.parametrize(
    ("what", "holds"),
    [
        ("an event", lambda wire: decode([wire]) != []),
        ("events of one frame", lambda wire: wire.count(b"data: b\nevent: ") > 1),
        ("a byte order mark", lambda wire: wire.startswith(b"\xef\xbb\xbf")),
        ("what is no UTF-8", lambda wire: b"\xff" in wire),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_streams_with_it_are_drawn(what: str, holds: "st.SearchStrategy[bool]") -> None:
    found = find(wire_streams(), holds, settings=settings(max_examples=2000))
    assert len(found) < 200, f"{what} shrinks to much: {found!r}"


def test_a_chunking_shrinks_to_the_whole() -> None:
    assert find(chunkings(b"data: A\n\n"), lambda chunks: True) == [b"data: A\n\n"]


@pytest.mark.parametrize("size", [0, 3])
def test_single_bytes_are_a_chunking(size: int) -> None:
    single = [b"abc"[place : place + 1] for place in range(size)]
    assert find(chunkings(b"abc"[:size]), lambda chunks: chunks == single) == single


def test_without_hypothesis_the_extra_is_named() -> None:
    code = "import sys; sys.modules['hypothesis'] = None; import sse_conform.strategies"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == (
        "ImportError: sse_conform.strategies: hypothesis is not installed; "
        'install it with: pip install "sse-conform[testing]"'
    )
