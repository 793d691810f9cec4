"""The decoder against the table: whole, byte by byte, cut in two anywhere, in every kind of buffer, and in a row."""

import re
from array import array
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from sse_codec import ClosedError, Comment, Event

from .cases import CASES, FIELDS, FRAMES, TYPES, Case, a
from .oracle import read
from .readers import bytewise, decode, decode_with_comments, split
from .twins import Twin

each_feed = pytest.mark.parametrize("feed", ["feed", "feed_with_comments"])
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def all_cuts_in_two(stream: bytes) -> Iterator[list[bytes]]:
    """Yield every cut of a short stream, and those near the ends of a long one."""
    for cut in range(len(stream) + 1):
        if len(stream) < 200 or min(cut, len(stream) - cut) < 12:
            yield split(stream, [cut])


@cache
def events_after(stream: bytes, last_event_id: str) -> list[Event]:
    return read([stream], last_event_id).events


@each_case
def test_whole_in_any_buffer(Decoder: Twin, case: Case) -> None:
    for buffer in (bytes, bytearray, memoryview):
        decoder = Decoder()
        assert decoder.feed(buffer(case.stream)) == case.events
        assert decoder.close() == case.discarded
        assert (decoder.last_event_id, decoder.retry) == (case.last_event_id, case.retry)


@each_case
def test_byte_by_byte_and_cut_in_two_anywhere(Decoder: Twin, case: Case) -> None:
    for chunks in (bytewise(case.stream), *all_cuts_in_two(case.stream)):
        expected = read(chunks)
        assert decode_with_comments(chunks, twin=Decoder) == expected
        assert decode(chunks, twin=Decoder) == expected.without_comments()


@pytest.mark.parametrize("case", [*FRAMES, *TYPES], ids=lambda case: case.name)
def test_with_another_behind_it(Decoder: Twin, case: Case) -> None:
    for other in (*FRAMES, *FIELDS):
        expected = case.events + events_after(other.stream, case.last_event_id)
        assert Decoder().feed(case.stream + other.stream) == expected, other.name
        decoder = Decoder()
        assert decoder.feed(case.stream) + decoder.feed(other.stream) == expected, other.name


def test_it_starts_from_the_id_it_is_given(Decoder: Twin) -> None:
    decoder = Decoder(last_event_id="7")
    assert decoder.last_event_id == "7"
    assert decoder.feed(b"data: a\n\nid: 8\ndata: b\n\n") == [*a("a", id="7"), *a("b", id="8")]


def test_an_empty_chunk_is_nothing(Decoder: Twin) -> None:
    decoder = Decoder()
    assert decoder.feed(b"") == []
    assert decoder.feed(b"data: a\n") == []
    assert decoder.feed(b"") == []
    assert decoder.feed(b"\n") == a("a")


def test_a_chunk_may_be_reused_after_the_call(Decoder: Twin) -> None:
    decoder = Decoder()
    chunk = bytearray(b"data: a")
    with memoryview(chunk) as view:
        decoder.feed(view)
    chunk[:] = b"\n\n"
    assert decoder.feed(chunk) == a("a")
    chunk.clear()
    assert decoder.feed(b"data: b\n\n") == a("b")


def test_a_subclass_of_bytes_is_bytes(Decoder: Twin) -> None:
    class Chunk(bytes):
        __slots__ = ()

    decoder = Decoder()
    events = [*decoder.feed(Chunk(b"data: a\n\n")), *decoder.feed(Chunk(b"data: b\n\n"))]
    assert events == a("a", "b")
    assert [type(event.data) for event in events] == [str, str]


def test_a_retry_holds_from_the_end_of_its_block(Decoder: Twin) -> None:
    decoder = Decoder()
    decoder.feed(b"retry: 10\n\nretry: 20\n")
    assert decoder.retry == 10
    assert decoder.close() == 10
    assert decoder.retry == 20


def test_a_retry_holds_beside_bytes_that_are_no_utf8(Decoder: Twin) -> None:
    decoder = Decoder()
    decoder.feed(b"data: \xff\nretry: 10\n")
    assert (decoder.close(), decoder.retry) == (18, 10)


def test_an_id_takes_effect_at_the_end_of_its_block(Decoder: Twin) -> None:
    decoder = Decoder()
    decoder.feed(b"id: 1\n\nid: 2\n")
    assert decoder.last_event_id == "1"
    decoder.feed(b"\n")
    assert decoder.last_event_id == "2"


def test_comments_come_before_the_event_of_their_block(Decoder: Twin) -> None:
    stream = b": 1\nfoo\n: 2\ndata: a\n: 3\n\n: 4\n\n"
    assert Decoder().feed_with_comments(stream) == [
        Comment("1"), Comment("2"), Comment("3"), Event(data="a"), Comment("4")
    ]  # fmt: skip


def test_a_comment_is_returned_as_soon_as_its_line_ends(Decoder: Twin) -> None:
    decoder = Decoder()
    assert decoder.feed_with_comments(b": c") == []
    assert decoder.feed_with_comments(b"\r") == [Comment("c")]
    assert decoder.feed_with_comments(b"\n: d\n: e") == [Comment("d")]
    assert decoder.feed_with_comments(b"\ndata: a\n") == [Comment("e")]


def test_a_comment_cut_after_any_byte_goes_on(Decoder: Twin) -> None:
    for last in set(range(256)) - set(b"\r\n"):
        decoder = Decoder()
        assert decoder.feed(b": c\n: " + bytes([last])) == []
        assert decoder.feed(b"data: a\n\n") == []


def test_a_comment_after_a_field_comes_with_the_block(Decoder: Twin) -> None:
    decoder = Decoder()
    assert decoder.feed_with_comments(b"data: a\n: c\n") == []
    assert decoder.feed_with_comments(b"\n") == [Comment("c"), Event(data="a")]


def test_both_kinds_of_feeding_may_take_turns(Decoder: Twin) -> None:
    decoder = Decoder()
    assert decoder.feed(b": 1\n: 2") == []
    assert decoder.feed_with_comments(b"\n: 3\ndata: a") == [Comment("2"), Comment("3")]
    assert decoder.feed(b"\n: 4\n\n") == a("a")


def test_closing_again_discards_nothing(Decoder: Twin) -> None:
    decoder = Decoder()
    decoder.feed(b"data: a")
    assert decoder.close() == 7
    assert decoder.close() == 0


@pytest.mark.parametrize("before", [b"", b"data: a\n\n", b"data: a", b"\xef\xbb"])
@pytest.mark.parametrize("after", [b"", b"data: a\n\n"])
@each_feed
def test_a_closed_decoder_says_so(Decoder: Twin, feed: str, before: bytes, after: bytes) -> None:
    decoder = Decoder()
    getattr(decoder, feed)(before)
    decoder.close()
    with pytest.raises(ClosedError, match=r"^the decoder is closed; a new connection needs a new Decoder$"):
        getattr(decoder, feed)(after)


@pytest.mark.parametrize("chunk", ["data: a\n\n", None, 5, [100], array("B", b"data")], ids=repr)
@each_feed
def test_what_is_not_bytes_is_refused(Decoder: Twin, feed: str, chunk: Any) -> None:
    problem = (
        f"a chunk of an event stream is bytes, bytearray or memoryview, not {type(chunk).__name__}; "
        "read the body undecoded (iter_bytes, not iter_text or iter_lines)"
    )
    decoder = Decoder()
    getattr(decoder, feed)(b"data: a\n")
    with pytest.raises(TypeError, match=f"^{re.escape(problem)}$"):
        getattr(decoder, feed)(chunk)
    assert getattr(decoder, feed)(b"\n") == a("a")
