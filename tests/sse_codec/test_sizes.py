"""Long lines, long blocks and long streams read as short ones do, and cost memory as they should."""

import tracemalloc
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from .cases import a
from .twins import DECODERS, SCANNERS, ScannerTwin, Twin

KIB, MIB = 1024, 1024 * 1024
READERS = pytest.mark.parametrize(
    "reader",
    [*DECODERS.values(), *SCANNERS.values()],
    ids=[*(f"{name} decoder" for name in DECODERS), *(f"{name} scanner" for name in SCANNERS)],
)


def in_chunks(stream: bytes, size: int) -> list[bytes]:
    return [stream[start : start + size] for start in range(0, len(stream), size)]


@pytest.mark.parametrize("size", [1000, 4 * KIB, 65 * KIB, 2 * MIB], ids="in chunks of {}".format)
@pytest.mark.parametrize("length", [64 * KIB, 64 * KIB + 1, MIB], ids="a line of {} bytes".format)
@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"], ids=["LF", "CR LF", "CR"])
def test_a_long_line(Decoder: Twin, Scanner: ScannerTwin, length: int, size: int, ending: bytes) -> None:
    value = "x" * (length - 3) + "\u20ac"
    block = b"data: " + value.encode() + ending * 2
    stream = block + b"data: after" + ending * 2
    decoder, scanner = Decoder(), Scanner()
    events = [event for chunk in in_chunks(stream, size) for event in decoder.feed(chunk)]
    blocks = [block for chunk in in_chunks(stream, size) for block in scanner.feed(chunk)]
    last = scanner.close()
    assert events == a(value, "after")
    assert [block.event for block in [*blocks, *([last] if last else [])]] == a(value, "after")
    assert decoder.close() == 0


def test_a_long_line_byte_by_byte(Decoder: Twin) -> None:
    value = "x" * 64 * KIB
    decoder = Decoder()
    events = [
        event for chunk in in_chunks(b"data: " + value.encode() + b"\n\n", 1) for event in decoder.feed(chunk)
    ]
    assert events == a(value)


@pytest.mark.parametrize("size", [1000, MIB])
def test_many_data_lines(Decoder: Twin, Scanner: ScannerTwin, size: int) -> None:
    stream = b"data: x\n" * 20_000 + b"\n"
    decoder, scanner = Decoder(), Scanner()
    events = [event for chunk in in_chunks(stream, size) for event in decoder.feed(chunk)]
    (block,) = [block for chunk in in_chunks(stream, size) for block in scanner.feed(chunk)]
    assert events == [block.event] == a("\n".join(["x"] * 20_000))


def test_many_events_in_one_chunk(Decoder: Twin) -> None:
    values = [str(number) for number in range(10_000)]
    stream = "".join(f"event: t\ndata: {value}\n\n" for value in values).encode()
    assert Decoder().feed(stream) == a(*values, type="t")
    assert Decoder().feed(stream.replace(b"\n", b"\r\n")) == a(*values, type="t")


def retained(feed: Callable[[bytes], Any], chunks: Iterable[bytes]) -> int:
    """Return the bytes that a reader holds more after the chunks than before."""
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for chunk in chunks:
            feed(chunk)
        return tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()


@READERS
@pytest.mark.parametrize("size", [1, 4 * KIB], ids="in chunks of {}".format)
def test_an_unfinished_line_is_held_once(reader: Any, size: int) -> None:
    length = 16 * KIB if size == 1 else MIB
    instance = reader()
    instance.feed(b"data: ")
    assert retained(instance.feed, (b"x" * size for _ in range(length // size))) < 1.3 * length + 4 * KIB


@READERS
def test_an_unfinished_block_is_held_as_bytes_not_lines(reader: Any) -> None:
    lines = 5_000
    assert retained(reader().feed, (b"data: x\n" for _ in range(lines))) < 1.3 * 8 * lines + 4 * KIB


@pytest.mark.parametrize(
    "piece", [b"data: x\n\n", b": heartbeat\n", b": heartbeat\n\n", b"\r\n", b"id: 1\ndata: x\r\n\r\n"]
)
@pytest.mark.parametrize("size", [1, 7, 100], ids="in chunks of {}".format)
def test_an_endless_stream_leaves_nothing_behind(Decoder: Twin, piece: bytes, size: int) -> None:
    decoder = Decoder()
    decoder.feed_with_comments(piece)
    assert retained(decoder.feed_with_comments, in_chunks(piece * 100, size)) < 4 * KIB


def test_heartbeats_without_blank_lines_go_on_for_ever(Decoder: Twin) -> None:
    decoder = Decoder(max_event_size=100)
    for _ in range(1000):
        assert decoder.feed(b": heartbeat\n") == []
    assert decoder.feed(b"data: a\n\n") == a("a")


def test_a_peer_does_not_choose_how_much_is_kept_of_a_block(Decoder: Twin) -> None:
    block = b"foo: " + b"x" * MIB + b"\ndata: a\n\n"
    Decoder().feed(block)  # what is remembered of functions, as mutation testing does, is not the decoder's
    decoder = Decoder()
    decoder.feed(b"\n")
    assert retained(decoder.feed, [block, block, block]) < 4 * KIB
