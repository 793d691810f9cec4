"""A reader holds no more than it was allowed to, says where the stream went over, and loses nothing before."""

from collections.abc import Callable
from typing import Any

import pytest

from sse_codec import DEFAULT_MAX_EVENT_SIZE, LimitExceeded

from .cases import a
from .readers import bytewise, split
from .twins import DECODERS, SCANNERS, ScannerTwin, Twin

READERS = pytest.mark.parametrize(
    "reader",
    [*DECODERS.values(), *SCANNERS.values()],
    ids=[*(f"{name} decoder" for name in DECODERS), *(f"{name} scanner" for name in SCANNERS)],
)
SIZE = 8  # of the unfinished block in the rows: as many bytes as "data: a" and its line end
CUTS: dict[str, Callable[[bytes], list[bytes]]] = {
    "whole": lambda stream: [stream],
    "in threes": lambda stream: split(stream, range(3, len(stream), 3)),
    "byte by byte": bytewise,
}


def offset_of(reader: Any, chunks: list[bytes], limit: int = SIZE) -> int | None:
    """Return where the limit is hit, or None."""
    instance = reader(max_event_size=limit)
    try:
        for chunk in chunks:
            instance.feed(chunk)
        instance.close()
    except LimitExceeded as error:
        return error.offset
    return None


# fmt: off
@pytest.mark.parametrize(("stream", "decoder_offset", "scanner_offset"), [
    pytest.param(b"data: a\n", None, None, id="as many bytes as allowed"),
    pytest.param(b"data: a\n\n", None, None, id="the blank line does not count"),
    pytest.param(b"data: a\n\r\n", None, None, id="a blank line of CR LF does not count"),
    pytest.param(b"data:a\r\n\r\n", None, None, id="as many bytes as allowed with CR LF"),
    pytest.param(b"data: a\rx", 8, 8, id="a CR and one byte"),
    pytest.param(b"data: a\r\n", 8, 8, id="the LF of a CR LF counts"),
    pytest.param(b"data: a\r\n\r\n", 8, 8, id="the LF of a CR LF counts in a whole block"),
    pytest.param(b"data: a\nd", 8, 8, id="one byte more"),
    pytest.param(b"data: a\ndata: b\n\n", 8, 8, id="a line more"),
    pytest.param(b"data: ab\n\n", 8, 8, id="a line end too many"),
    pytest.param(b"data: abc\n\n", 8, 8, id="a character too many"),
    pytest.param(b"data: " + b"x" * 1000, 8, 8, id="a long line"),
    pytest.param(b"data: a\n\n" * 5, None, None, id="every block has its own"),
    pytest.param(b"data: a\n\ndata: ab", None, None, id="the second block at the limit"),
    pytest.param(b"data: a\n\ndata: abc", 17, 17, id="the second block over it"),
    pytest.param(b"data: a\r\rdata: abc", 17, 17, id="the second block over it, after CR"),
    pytest.param(b"data:a\r\n\r\ndata: abc", 18, 18, id="the second block over it, after CR LF"),
    pytest.param(b"\n\n\n\n\n\n\n\n\n\n", None, None, id="blank lines are nothing"),
    pytest.param(b"\n\n\ndata: abc", 11, 11, id="blank lines before do not count"),
    pytest.param(b"\r\n\r\ndata: abc", 12, 12, id="blank lines of CR LF before do not count"),
    pytest.param(b":2345678", None, None, id="a comment at the limit"),
    pytest.param(b":2345678\n", None, 8, id="the line end of a comment at the limit"),
    pytest.param(b":23456789", 8, 8, id="a comment over it"),
    pytest.param(b":234567\n\n:234567\n\n:234567\n\n", None, None, id="heartbeats"),
    pytest.param(b":234567\n:234567\n", None, 8, id="comments without blank lines"),
    pytest.param(b":23456\r\n\r\n:23456\r\n\r\n", None, None, id="heartbeats with CR LF"),
    pytest.param(b":234567\r:234567\r\n", None, 8, id="comments without blank lines, and CR"),
    pytest.param(b":2\n:2\ndata: a", None, 8, id="comments before the first field"),
    pytest.param(b"da\n:5678", None, None, id="a comment after a field at the limit"),
    pytest.param(b"da\n:56789", 8, 8, id="a comment after a field over it"),
    pytest.param(b"\xef\xbb\xbfdata: a\n", None, None, id="a byte order mark does not count"),
    pytest.param(b"\xef\xbb\xbfdata: a\nd", 11, 11, id="one byte more after a byte order mark"),
    pytest.param(b"\xef\xbb\xbf:23456789", 11, 11, id="a comment over it after a byte order mark"),
    pytest.param(b"\xef\xbb\xbf\n\xef\xbb\xbfxxxxx\n", 12, 12, id="a second byte order mark counts"),
    pytest.param(b"id: 123\n\ndata: a\n\nretry: 10", 26, 26, id="blocks without data too"),
])
def test_where_it_is_hit(Decoder: Twin, Scanner: ScannerTwin, stream: bytes, decoder_offset: int | None, scanner_offset: int | None) -> None:
    for name, cut in CUTS.items():
        assert offset_of(Decoder, cut(stream)) == decoder_offset, name
        assert offset_of(Scanner, cut(stream)) == scanner_offset, name
# fmt: on


@READERS
@pytest.mark.parametrize("mark", [b"\xef", b"\xef\xbb", b"\xef\xbb\xbf"])
def test_what_may_be_a_byte_order_mark_is_held_under_any_limit(reader: Any, mark: bytes) -> None:
    assert offset_of(reader, bytewise(mark), limit=1) is None
    assert offset_of(reader, [mark], limit=1) is None


@READERS
def test_bytes_that_turned_out_not_to_be_a_mark_count(reader: Any) -> None:
    assert offset_of(reader, [b"\xef", b"\xbb", b"x"], limit=1) == 1
    assert offset_of(reader, [b"\xef", b"\xbb", b"x"], limit=2) == 2
    assert offset_of(reader, [b"\xef", b"\xbb", b"x"], limit=3) is None


@READERS
def test_the_smallest_limit(reader: Any) -> None:
    assert offset_of(reader, [b"\n\r\n\r"], limit=1) is None
    assert offset_of(reader, [b"a"], limit=1) is None
    assert offset_of(reader, [b"a\n"], limit=1) == 1


@READERS
def test_it_is_raised_at_once_when_there_is_nothing_to_return(reader: Any) -> None:
    instance = reader(max_event_size=8)
    instance.feed(b"data: ")
    with pytest.raises(LimitExceeded) as caught:
        instance.feed(b"abc")
    assert (caught.value.limit, caught.value.maximum, caught.value.offset) == ("max_event_size", 8, 8)


def test_the_decoder_returns_what_was_complete_first(Decoder: Twin) -> None:
    decoder = Decoder(max_event_size=8)
    assert decoder.feed(b"data: a\n\n: c\ndata: b\n\nid: 12345") == a("a", "b")
    with pytest.raises(LimitExceeded) as caught:
        decoder.feed(b"")
    assert caught.value.offset == 30


def test_it_returns_comments_first_too(Decoder: Twin) -> None:
    decoder = Decoder(max_event_size=8)
    assert [comment.text for comment in decoder.feed_with_comments(b": c\ndata: abc")] == ["c"]
    with pytest.raises(LimitExceeded) as caught:
        decoder.feed_with_comments(b"")
    assert caught.value.offset == 12


def test_the_scanner_returns_what_was_complete_first(Scanner: ScannerTwin) -> None:
    scanner = Scanner(max_event_size=8)
    assert [block.event for block in scanner.feed(b"data: a\n\ndata: b\n\ndata: abc")] == a("a", "b")
    with pytest.raises(LimitExceeded) as caught:
        scanner.feed(b"")
    assert caught.value.offset == 26


@READERS
def test_the_end_says_it_when_no_call_has(reader: Any) -> None:
    instance = reader(max_event_size=8)
    instance.feed(b"data: a\n\ndata: abc")
    with pytest.raises(LimitExceeded) as caught:
        instance.close()
    assert caught.value.offset == 17


@READERS
def test_nothing_is_read_after_it(reader: Any) -> None:
    instance = reader(max_event_size=8)
    with pytest.raises(LimitExceeded):
        instance.feed(b"data: abc\n\nid: 1\nretry: 1\n\n")
    for chunk in (b"data: a\n\n", b"\n\n", b""):
        with pytest.raises(LimitExceeded) as caught:
            instance.feed(chunk)
        assert caught.value.offset == 8
    assert (instance.last_event_id, instance.retry) == ("", None)


def test_no_event_after_it_slips_through_as_the_usual_shape(Decoder: Twin) -> None:
    decoder = Decoder(max_event_size=16)
    assert decoder.feed(b"data: a\n\ndata: b\n\n") + decoder.feed(b"data: c\n\n") == a("a", "b", "c")
    with pytest.raises(LimitExceeded):
        decoder.feed(b"data: " + b"x" * 11)
    with pytest.raises(LimitExceeded):
        decoder.feed(b"data: d\n\n")


def test_the_usual_shape_keeps_to_it(Decoder: Twin) -> None:
    decoder = Decoder(max_event_size=8)
    assert decoder.feed(b"data: a\n\n") + decoder.feed(b"data: b\n\n") == a("a", "b")
    assert decoder.feed(b"data: \n\n") == a("")
    with pytest.raises(LimitExceeded) as caught:
        decoder.feed(b"data: ab\n\n")
    assert caught.value.offset == 34


def test_positions_count_every_chunk_before(Decoder: Twin) -> None:
    decoder = Decoder(max_event_size=16)
    for chunk in (
        b"\xef\xbb",
        b"\xbfdata: a\n\n",
        b"data: b\n\n",
        b"data: c\n\n",
        b": c\n\n",
        b"id: 1",
        b"\n\n",
    ):
        decoder.feed(chunk)
    with pytest.raises(LimitExceeded) as caught:
        decoder.feed_with_comments(b"data: " + b"x" * 20)
    assert caught.value.offset == 3 + 27 + 5 + 7 + 16


@READERS
def test_none_is_no_limit(reader: Any) -> None:
    instance = reader(max_event_size=None)
    assert instance.feed(b"x" * (DEFAULT_MAX_EVENT_SIZE + 1)) == []


@READERS
def test_the_default_limit_is_16_mib(reader: Any) -> None:
    assert DEFAULT_MAX_EVENT_SIZE == 16 * 1024 * 1024
    instance = reader()
    assert instance.feed(b"x" * DEFAULT_MAX_EVENT_SIZE) == []
    with pytest.raises(LimitExceeded) as caught:
        instance.feed(b"x")
    assert (caught.value.maximum, caught.value.offset) == (DEFAULT_MAX_EVENT_SIZE, DEFAULT_MAX_EVENT_SIZE)


@READERS
@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_that_no_event_keeps_to_is_refused(reader: Any, limit: int) -> None:
    problem = f"^max_event_size must be at least 1 byte, or None for no limit, not {limit}$"
    with pytest.raises(ValueError, match=problem):
        reader(max_event_size=limit)


def test_the_lf_of_a_cr_lf_can_be_the_byte_that_is_too_many(Scanner: ScannerTwin) -> None:
    scanner = Scanner(max_event_size=14)
    assert scanner.feed(b":a:\r\ndata:aaa\r") == []
    with pytest.raises(LimitExceeded, match="byte 14 "):
        scanner.feed(b"\n\n")
