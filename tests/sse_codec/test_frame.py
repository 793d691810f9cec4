"""What the pure decoder learns of a stream, and that it then looks neither at lines nor for the ends of blocks.

Without these tests a decoder that never learns would pass: the frame changes what a stream costs, not what it means.
"""

from typing import Any

import pytest

from sse_codec import Event, Scanner, _decoder
from sse_codec._decoder import Decoder, blocks_end
from sse_codec._frame import LONG, Frame, frame_of

from .cases import a


# fmt: off
@pytest.mark.parametrize(("block", "prefix", "infix", "type"), [
    pytest.param("data: a", "data: ", "", "message", id="data"),
    pytest.param("data:a", "data:", "", "message", id="data without a space"),
    pytest.param("data:  a", "data: ", "", "message", id="data that begins with a space"),
    pytest.param("data: ", "data: ", "", "message", id="empty data"),
    pytest.param("data:", "data:", "", "message", id="empty data without a space"),
    pytest.param("data: a: b", "data: ", "", "message", id="data with a colon"),
    pytest.param("data: data: data: ", "data: ", "", "message", id="data that looks like the frame"),
    pytest.param("event: t\ndata: a", "event: t\ndata: ", "", "t", id="a type"),
    pytest.param("event:t\ndata:a", "event:t\ndata:", "", "t", id="a type without a space"),
    pytest.param("event:  t\ndata: a", "event:  t\ndata: ", "", " t", id="a type that begins with a space"),
    pytest.param("event: t:u\ndata: a", "event: t:u\ndata: ", "", "t:u", id="a type with a colon"),
    pytest.param("event:\ndata: a", "event:\ndata: ", "", "message", id="an empty type"),
    pytest.param("event: s\nevent: t\ndata: a", "event: s\nevent: t\ndata: ", "", "t", id="two types"),
    pytest.param("event: t\nevent\ndata: a", "event: t\nevent\ndata: ", "", "message", id="a type, and none"),
    pytest.param("foo: 1\nbar\ndata: a", "foo: 1\nbar\ndata: ", "", "message", id="unknown fields"),
    pytest.param("id: 1\ndata: a", "id: ", "\ndata: ", "message", id="an id"),
    pytest.param("id:  1\ndata:  a", "id: ", "\ndata: ", "message", id="an id and data that begin with a space"),
    pytest.param("id: \ndata: ", "id: ", "\ndata: ", "message", id="an empty id"),
    pytest.param("event: t\nid: 1\ndata: a", "event: t\nid: ", "\ndata: ", "t", id="an id after a type"),
    pytest.param("id: 1\nevent: t\ndata: a", "id: ", "\nevent: t\ndata: ", "t", id="an id before a type"),
    pytest.param("x\n" * 8 + "data: a", "x\n" * 8 + "data: ", "", "message", id="as many lines as it may have"),
    pytest.param("x" * 249 + "\ndata: a", "x" * 249 + "\ndata: ", "", "message", id="as many characters"),
])
def test_what_is_learnt(block: str, prefix: str, infix: str, type: str) -> None:
    frame = frame_of(block)
    assert frame is not None
    assert (frame.prefix, frame.infix, frame.type) == (prefix, infix, type)
    assert frame.events(block.encode() + b"\n\n", "") == Decoder().feed(block.encode() + b"\n\n")


@pytest.mark.parametrize("block", [
    pytest.param("", id="nothing"),
    pytest.param("data", id="no colon"),
    pytest.param("event: t", id="no data"),
    pytest.param("id: 1", id="an id alone"),
    pytest.param("data: a\ndata: b", id="two data lines"),
    pytest.param("data: a\nevent: t", id="a type after the data"),
    pytest.param("data: a\nfoo", id="an unknown field after the data"),
    pytest.param("data: a\nid: 1", id="an id after the data"),
    pytest.param("id: 1\nid: 2\ndata: a", id="two ids"),
    pytest.param("id: 1\ndata: a\ndata: b", id="an id and two data lines"),
    pytest.param("id:1\ndata: a", id="an id without a space"),
    pytest.param("id: 1\ndata:a", id="an id, and data without a space"),
    pytest.param("id\ndata: a", id="an id without a colon"),
    pytest.param(": c\ndata: a", id="a comment"),
    pytest.param("retry: 5\ndata: a", id="a retry"),
    pytest.param("\ndata: a", id="a blank line"),
    pytest.param("x\n" * 9 + "data: a", id="a line too many"),
    pytest.param("x" * 250 + "\ndata: a", id="a character too many"),
    pytest.param("x" * 241 + "\nid: 1\nfoo\ndata: a", id="too many characters around an id"),
])
def test_what_is_not_learnt(block: str) -> None:
    assert frame_of(block) is None


DATA, SPACELESS, TYPED = Frame("data: ", "", "message"), Frame("data:", "", "message"), Frame("event: t\ndata: ", "", "t")
WITH_ID, WITH_ID_AND_TYPE = Frame("id: ", "\ndata: ", "message"), Frame("id: ", "\nevent: t\ndata: ", "t")


@pytest.mark.parametrize(("frame", "blocks", "events"), [
    pytest.param(DATA, b"data: a\n\n", a("a", id="7"), id="once"),
    pytest.param(DATA, b"data: a\n\ndata: \n\ndata:  b\n\n", a("a", "", " b", id="7"), id="three times"),
    pytest.param(SPACELESS, b"data:a\n\n", a("a", id="7"), id="once, without a space"),
    pytest.param(SPACELESS, b"data:a\n\ndata:\n\ndata:b\n\n", a("a", "", "b", id="7"), id="three times, without a space"),
    pytest.param(TYPED, b"event: t\ndata: a\n\n", a("a", type="t", id="7"), id="once, with a type"),
    pytest.param(TYPED, b"event: t\ndata: a\n\nevent: t\ndata: \xff\n\n", a("a", "\ufffd", type="t", id="7"), id="twice, with a type"),
    pytest.param(WITH_ID, b"id: 1\ndata: a\n\n", a("a", id="1"), id="once, with an id"),
    pytest.param(WITH_ID, b"id: 1\ndata: a\n\nid: \ndata: b\n\nid: \xff\ndata: c\n\n", [*a("a", id="1"), *a("b"), *a("c", id="\ufffd")], id="three times, with ids"),
    pytest.param(WITH_ID_AND_TYPE, b"id: 1\nevent: t\ndata: a\n\nid: 2\nevent: t\ndata: b\n\n", [*a("a", type="t", id="1"), *a("b", type="t", id="2")], id="twice, with ids and a type"),
    pytest.param(DATA, b"data:a\n\n", None, id="another prefix"),
    pytest.param(DATA, b"data: a\ndata: b\n\n", None, id="a line too many"),
    pytest.param(DATA, b"data: a\n\n\n", None, id="a blank line too many"),
    pytest.param(DATA, b"data: a\n\ndata:b\n\n", None, id="another prefix, the second time"),
    pytest.param(DATA, b"data: a\n\ndata: b\ndata: c\n\n", None, id="a line too many, the second time"),
    pytest.param(SPACELESS, b"data: a\n\n", None, id="a space that would be stripped"),
    pytest.param(SPACELESS, b"data:a\n\ndata: b\n\n", None, id="a space that would be stripped, the second time"),
    pytest.param(TYPED, b"event: u\ndata: a\n\n", None, id="another type"),
    pytest.param(WITH_ID, b"id: 1\n\n", None, id="an id and no data"),
    pytest.param(WITH_ID, b"id: \0\ndata: a\n\n", None, id="a NUL in the id"),
    pytest.param(WITH_ID, b"id: 1\ndata: a\n\nid: \0\ndata: a\n\n", None, id="a NUL in the id, the second time"),
    pytest.param(WITH_ID, b"id: 1\nfoo\ndata: a\n\n", None, id="a line before the data"),
    pytest.param(WITH_ID, b"id: 1\ndata: a\n\nid: 2\n\nid: 3\ndata: a\nfoo\n\n", None, id="a line too few, and one too many"),
])
def test_what_fits(frame: Frame, blocks: bytes, events: list[Event] | None) -> None:
    assert frame.events(blocks, "7") == events


@pytest.mark.parametrize("block", [
    pytest.param(b"data: %d\n\n", id="data"),
    pytest.param(b"data:%d\n\n", id="data without a space"),
    pytest.param(b"event: t\ndata: %d\n\n", id="a type"),
    pytest.param(b"event:t\ndata:%d\n\n", id="a type without a space"),
    pytest.param(b"message:\ndata:%d\n\n", id="a junk line"),
    pytest.param(b"id: 1\ndata: %d\n\n", id="an id"),
    pytest.param(b"id: 1\nevent: t\ndata: %d\n\n", id="an id and a type"),
    pytest.param(b"event: t\r\ndata: %d\r\n\r\n", id="CR LF"),
    pytest.param(b"event: t\rdata: %d\r\r", id="CR"),
])
@pytest.mark.parametrize("per_chunk", [1, 3])
def test_no_line_is_looked_at_once_the_frame_is_known(
    block: bytes, per_chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Decoder, "_interpret_lines", refuse)
    decoder = Decoder()
    for _ in range(3):
        events = decoder.feed(b"".join(block % number for number in range(per_chunk)))
        assert [event.data for event in events] == [str(number) for number in range(per_chunk)]
# fmt: on


# fmt: off
@pytest.mark.parametrize(("frame", "block", "events"), [
    pytest.param(DATA, b"data: a\n\n", a("a", id="7"), id="data"),
    pytest.param(DATA, b"data:  a\xff\n\n", a(" a\ufffd", id="7"), id="a space, and no UTF-8"),
    pytest.param(SPACELESS, b"data:a\n\n", a("a", id="7"), id="data without a space"),
    pytest.param(TYPED, b"event: t\ndata: a\n\n", a("a", type="t", id="7"), id="a type"),
    pytest.param(DATA, b"data:a\n\n", None, id="another prefix"),
    pytest.param(DATA, b"data: a\ndata: b\n\n", None, id="a line too many"),
    pytest.param(DATA, b"data: a\n\ndata: b\n\n", None, id="twice"),
    pytest.param(SPACELESS, b"data: a\n\n", None, id="a space that would be stripped"),
    pytest.param(WITH_ID, b"id: 1\ndata: a\n\n", None, id="an id"),
])
def test_what_fits_when_it_is_long(frame: Frame, block: bytes, events: list[Event] | None) -> None:
    stream = b"data: first\n\n" + block + b"data: after\n\n"
    start, end = len(b"data: first\n\n"), len(b"data: first\n\n" + block)
    assert frame.is_long_event(bytearray(stream), start, end) == bool(events)
    assert events is None or [frame.long_event(bytearray(stream), start, end, "7")] == events
# fmt: on


@pytest.mark.parametrize(
    "head",
    [
        "data: ",
        "data:",
        "event: t\ndata: ",
        "id: 1\ndata: ",
        "retry: 1\ndata: ",
        "data: b\ndata: ",
        "data: b\rdata: ",
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_long_events_in_pieces_are_what_the_scanner_finds(head: str, ending: str) -> None:
    texts = [f"{head}{data}\n\n".replace("\n", ending).encode() for data in ("€uro " * LONG, "b")]
    pieces = [text[start : start + 10_000] for text in texts for start in range(0, len(text), 10_000)]
    decoder = Decoder()
    events = [event for piece in pieces for event in decoder.feed(piece)]
    assert events == [block.event for block in Scanner().feed(b"".join(texts)) if block.event]
    assert len(events) == 2


def test_long_event_is_not_copied_into_another_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Decoder, "_interpret", refuse)
    decoder = Decoder(last_event_id="7")
    assert decoder.feed(b"data: " + b"x" * LONG) == []
    assert decoder.feed(b"y\n\n") == a("x" * LONG + "y", id="7")


def test_no_line_is_looked_at_in_events_whose_types_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder = Decoder(last_event_id="7")
    for _ in range(3):  # the second lesson comes with the third block that fits nothing
        decoder.feed(b"event: t\ndata: a\n\n")
        decoder.feed(b"event: u\ndata: a\n\n")
    monkeypatch.setattr(Decoder, "_interpret_lines", refuse)
    for type in ("t", "u", "t", "message", "u", "message"):
        head = "" if type == "message" else f"event: {type}\n"
        assert decoder.feed(f"{head}data:  b: c\n\n".encode()) == a(" b: c", type=type, id="7")


def test_no_line_is_looked_at_in_a_heartbeat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Decoder, "_interpret_lines", refuse)
    monkeypatch.setattr(_decoder, "frame_of", refuse)
    decoder = Decoder()
    for _ in range(3):
        assert decoder.feed(b": ping\n\n") == decoder.feed(b":\n\n") == []
        assert decoder.feed(b"data: a\n\n") == a("a")


# fmt: off
@pytest.mark.parametrize(("taught", "block", "events"), [
    pytest.param(b"event: t\ndata: a", b"event: t\ndata: a\ndata: b", a("a\nb", type="t"), id="a line too many"),
    pytest.param(b"event: t\ndata: a", b"event: t\nevent: t\ndata: a", a("a", type="t"), id="the type twice"),
    pytest.param(b"event: t\ndata: a", b"event: t\n\ndata: a", a("a"), id="a blank line"),
    pytest.param(b"event: t\ndata: a", b"event: t", [], id="no data"),
    pytest.param(b"data:a", b"data:data: a", a("data: a"), id="data that looks like a head"),
    pytest.param(b"event: data: \ndata: a", b"event: data: a", [], id="a type that looks like data"),
    pytest.param(b"id: 1\ndata: a", b"id: data: a", [], id="an id that looks like data"),
    pytest.param(b": c", b": c\ndata: a", a("a"), id="a comment before an event"),
    pytest.param(b": c", b": c\n\ndata: a", a("a"), id="a heartbeat before an event"),
])
def test_what_only_looks_like_an_earlier_block(taught: bytes, block: bytes, events: list[Event]) -> None:
    decoder = Decoder()
    decoder.feed(taught + b"\n\n")
    for _ in range(2):  # another frame is learnt, so that the one before is no longer tried
        decoder.feed(b"event: v\ndata: a\n\n")
    assert decoder.feed(block + b"\n\n") == events
# fmt: on


@pytest.mark.parametrize(
    "block", [b"data: a\n\n", b"data: a\r\n\r\n", b"data: a\r\r"], ids=["LF", "CR LF", "CR"]
)
def test_no_end_is_looked_for_in_a_chunk_of_whole_blocks(
    block: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder = Decoder(max_event_size=len(block))
    assert decoder.feed(block) == a("a")
    monkeypatch.setattr(_decoder, "blocks_end", refuse)
    assert decoder.feed(block) == a("a")


def test_an_end_is_looked_for_only_in_what_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = []

    def record(data: bytearray, start: int, with_cr: bool) -> int:
        starts.append(start)
        return blocks_end(data, start, with_cr)

    decoder = Decoder()
    monkeypatch.setattr(_decoder, "blocks_end", record)
    for chunk in (b"data: a", b"bc", b"\n", b"data: d\n", b"\n\nid: 1", b"\n"):
        decoder.feed(chunk)
    assert starts == [0, 8, 9, 17, 4]


# fmt: off
@pytest.mark.parametrize(("data", "start", "end"), [
    pytest.param(b"", 0, 0, id="nothing"),
    pytest.param(b"a\nb", 0, 0, id="no blank line"),
    pytest.param(b"a\n\nb", 0, 3, id="LF"),
    pytest.param(b"a\r\rb", 0, 3, id="CR"),
    pytest.param(b"a\r\n\r\nb", 0, 5, id="CR LF"),
    pytest.param(b"a\n\rb", 0, 3, id="LF, then CR"),
    pytest.param(b"a\n\r\nb", 0, 4, id="LF, then CR LF"),
    pytest.param(b"a\r\r\nb", 0, 4, id="CR, then CR LF"),
    pytest.param(b"a\r\nb", 0, 0, id="CR LF is one line end"),
    pytest.param(b"\n\na", 0, 2, id="at the start"),
    pytest.param(b"\r\ra", 0, 2, id="at the start, CR"),
    pytest.param(b"a\n\nb\n\nc", 0, 6, id="the last of two"),
    pytest.param(b"a\r\rb\n\nc", 0, 6, id="the last of two, then LF"),
    pytest.param(b"a\n\nb\r\rc", 0, 6, id="the last of two, then CR"),
    pytest.param(b"a\n\rb\r\rc\n\rd", 0, 9, id="the last of three"),
    pytest.param(b"a\n\nb\n", 2, 0, id="only those after the start"),
    pytest.param(b"a\n\rb\r", 2, 0, id="only those after the start, LF and CR"),
    pytest.param(b"a\r\rb\r", 2, 0, id="only those after the start, CR"),
    pytest.param(b"a\n\nb", 1, 3, id="across the start"),
])
def test_where_the_last_block_ends(data: bytes, start: int, end: int) -> None:
    assert blocks_end(bytearray(data), start, b"\r" in data) == end
# fmt: on


@pytest.mark.parametrize("block", [b"data: a\nevent: t\n\n", b"data: a\ndata: b\n\n"], ids=repr)
def test_lessons_become_rare_when_nothing_is_learnt(block: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    lessons: list[str] = []

    def teach_nothing(block: str) -> None:
        lessons.append(block)

    monkeypatch.setattr(_decoder, "frame_of", teach_nothing)
    decoder = Decoder()
    taught_at = []
    for number in range(1, 101):
        decoder.feed(block * 2)
        if len(lessons) > len(taught_at):
            taught_at.append(number)
    assert taught_at == [1, 3, 7, 15, 31, 63]
    assert set(lessons) == {block.decode().removesuffix("\n\n")}


def test_the_commonest_stream_needs_no_lesson(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_decoder, "frame_of", refuse)
    assert Decoder().feed(b"data: a\n\ndata: b\n\n") == a("a", "b")


def refuse(*args: Any) -> Any:
    raise AssertionError(f"there was no need for this: {args}")
