"""The scanner against the same table, and what it alone tells: every line, every byte, and each block's fate."""

from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sse_codec import Block, ClosedError, Event, Line
from sse_codec._blocks import parse_lines

from .cases import CASES, Case, a
from .oracle import read_lossless
from .readers import blocks_of, bytewise, scan, split
from .twins import ScannerTwin

FIELDS = [
    *(b"data: a\n", b"data\r\n", b"event: t\n", b"event\n", b"id: 1\r", b"id\n", b"id: \0\n", b"retry: 5\n"),
    *(b"retry: x\n", b": c\n", b"\n", b"\r", b"foo: event\n", b"retry: 7", b"\xef\xbb\xbf"),
]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@each_case
def test_whole(Scanner: ScannerTwin, case: Case) -> None:
    reading = scan([case.stream], twin=Scanner)
    assert reading.events == case.events
    assert (reading.last_event_id, reading.retry) == (case.last_event_id, case.retry)
    assert reading.discarded == case.discarded


@each_case
def test_byte_by_byte_and_cut_in_two(Scanner: ScannerTwin, case: Case) -> None:
    chunks = bytewise(case.stream)
    assert scan(chunks, twin=Scanner) == read_lossless(chunks)
    whole = [as_table(block) for block in blocks_of([case.stream], twin=Scanner)]
    assert [as_table(block) for block in blocks_of(chunks, twin=Scanner)] == whole
    for cut in range(min(len(case.stream), 100)):
        assert [as_table(block) for block in blocks_of(split(case.stream, [cut]), twin=Scanner)] == whole


@each_case
def test_every_byte_is_in_its_block_and_line_at_its_place(Scanner: ScannerTwin, case: Case) -> None:
    offset, number = 0, 1
    for block in blocks_of([case.stream], twin=Scanner):
        assert (block.offset, block.number) == (offset, number)
        assert b"".join(line.raw for line in block.lines) == block.raw
        for line in block.lines:
            assert (line.offset, line.number) == (offset, number)
            assert line.raw == b"\xef\xbb\xbf" * line.bom + line.content + line.ending
            assert line.has_colon == (b":" in line.content)
            offset += len(line.raw)
            number += 1
    assert offset == len(case.stream)


def as_table(block: Block) -> tuple[Any, ...]:
    return block.raw, block.offset, block.number, block.event, block.fate


def lines_of(stream: bytes, twin: ScannerTwin) -> list[Line]:
    return [line for block in blocks_of([stream], twin=twin) for line in block.lines]


# fmt: off
@pytest.mark.parametrize(("raw", "kind", "name", "value", "ending", "has_colon"), [
    pytest.param(b"data: a\n", "field", "data", "a", b"\n", True, id="a field"),
    pytest.param(b"data:a\r\n", "field", "data", "a", b"\r\n", True, id="a field with CR LF"),
    pytest.param(b"data:  a \r", "field", "data", " a ", b"\r", True, id="a field with spaces and CR"),
    pytest.param(b"data: a", "field", "data", "a", b"", True, id="a field not ended"),
    pytest.param(b"data\n", "field", "data", "", b"\n", False, id="a field without a colon"),
    pytest.param(b"data:\n", "field", "data", "", b"\n", True, id="a field with a colon alone"),
    pytest.param(b"data: b: c\n", "field", "data", "b: c", b"\n", True, id="a field with colons in its value"),
    pytest.param(b" data: a\n", "field", " data", "a", b"\n", True, id="a space is part of the name"),
    pytest.param(b" \n", "field", " ", "", b"\n", False, id="a space is a name"),
    pytest.param(b"foo: \xff\n", "field", "foo", "\ufffd", b"\n", True, id="a value not in UTF-8"),
    pytest.param(b"\xe2\x82: \xe2\x82\xac\n", "field", "\ufffd", "\u20ac", b"\n", True, id="a name not in UTF-8"),
    pytest.param(b"a\x0b\x0c\x1cb\n", "field", "a\x0b\x0c\x1cb", "", b"\n", False, id="a name with other separators"),
    pytest.param("\u2028\n".encode(), "field", "\u2028", "", b"\n", False, id="U+2028 alone is a name"),
    pytest.param(b": c\n", "comment", "", "c", b"\n", True, id="a comment"),
    pytest.param(b":  c: \r\n", "comment", "", " c: ", b"\r\n", True, id="a comment with spaces and a colon"),
    pytest.param(b":\r", "comment", "", "", b"\r", True, id="an empty comment"),
    pytest.param(b": c", "comment", "", "c", b"", True, id="a comment not ended"),
    pytest.param(b"\n", "blank", "", "", b"\n", False, id="a blank line"),
    pytest.param(b"\r\n", "blank", "", "", b"\r\n", False, id="a blank line of CR LF"),
    pytest.param(b"\r", "blank", "", "", b"\r", False, id="a blank line of CR"),
])
def test_a_line(Scanner: ScannerTwin, raw: bytes, kind: str, name: str, value: str, ending: bytes, has_colon: bool) -> None:
    for before in (b"", b": before\n", b"\n"):
        line = lines_of(before + raw, twin=Scanner)[-1]
        assert (line.raw, line.kind, line.name, line.value) == (raw, kind, name, value)
        assert (line.ending, line.has_colon) == (ending, has_colon)
        assert (line.content, line.bom) == (raw[: len(raw) - len(ending)], False)


@pytest.mark.parametrize(("stream", "fates"), [
    pytest.param(b"", [], id="nothing"),
    pytest.param(b"data: a\n\n", ["dispatched"], id="an event"),
    pytest.param(b"data\r\n\r\n", ["dispatched"], id="an empty event"),
    pytest.param(b"event: t\n\n", ["no-data"], id="a type alone"),
    pytest.param(b"id: 1\r\r", ["no-data"], id="an id alone"),
    pytest.param(b": c\n\n", ["no-data"], id="a comment alone"),
    pytest.param(b"\n", ["empty"], id="a blank line alone"),
    pytest.param(b"\r", ["empty"], id="a CR alone"),
    pytest.param(b"\n\r\r\n", ["empty"] * 3, id="blank lines"),
    pytest.param(b"data: a\n\n\n", ["dispatched", "empty"], id="a blank line too many"),
    pytest.param(b"\xef\xbb\xbf\n", ["empty"], id="a blank line after the byte order mark"),
    pytest.param(b"\xef\xbb\xbf\rdata: a\n\n", ["empty", "dispatched"], id="a CR after the byte order mark"),
    pytest.param(b"\xef\xbb\xbf\r\ndata: a\n\n", ["empty", "dispatched"], id="a CR LF after the byte order mark"),
    pytest.param(b"\xef\xbb\xbf\xef\xbb\xbf\n", ["unterminated"], id="a line that is a byte order mark, the second"),
    pytest.param(b"\n\xef\xbb\xbf\n", ["empty", "unterminated"], id="a line that is a byte order mark, too late"),
    pytest.param(b": c\n\xef\xbb\xbf\n", ["unterminated"], id="a line that is a byte order mark, after a comment"),
    pytest.param(b"\xef\xbb\xbf", ["unterminated"], id="the byte order mark alone"),
    pytest.param(b"data: a\n", ["unterminated"], id="no blank line"),
    pytest.param(b"data: a", ["unterminated"], id="no line end"),
    pytest.param(b"data: a\r", ["unterminated"], id="a CR that ends its line only"),
    pytest.param(b"data: a\r\r", ["dispatched"], id="a CR that is the blank line"),
    pytest.param(b": c", ["unterminated"], id="a comment not ended"),
    pytest.param(b"data: a\n\ndata: b\n", ["dispatched", "unterminated"], id="an event, and one not ended"),
])
def test_the_fates_of_blocks(Scanner: ScannerTwin, stream: bytes, fates: list[str]) -> None:
    assert [block.fate for block in blocks_of([stream], twin=Scanner)] == fates
    assert [block.fate for block in blocks_of(bytewise(stream), twin=Scanner)] == fates
# fmt: on


# fmt: off
@pytest.mark.parametrize(("stream", "said"), [
    pytest.param(b"event: t\nid: 7\nretry: 5\ndata: a\n\n", ("t", "7", 5, "a"), id="all of them"),
    pytest.param(b"\n", (None, None, None, None), id="a blank line alone"),
    pytest.param(b": event: t\nevents: t\n event: t\nEvent: t\n\n", (None, None, None, None), id="no field of that name"),
    pytest.param(b"event\nid\nretry\ndata\n\n", ("", "", None, ""), id="names without values"),
    pytest.param(b"event:\nid: \nretry: \ndata: \n\n", ("", "", None, ""), id="empty values"),
    pytest.param(b"event: t\nevent\nid: 7\nid\n\n", ("", "", None, None), id="the last counts, if it is empty too"),
    pytest.param(b"event: t\nevent: u\nid: 7\nid: 8\nretry: 5\nretry: 6\n\n", ("u", "8", 6, None), id="the last of two counts"),
    pytest.param(b"id: 7\nid: 8\0\nretry: 5\nretry: x\nretry: 6.5\n\n", (None, "7", 5, None), id="the last that is valid counts"),
    pytest.param(b"id: 8\0\nretry: -5\nretry:  5\n\n", (None, None, None, None), id="none that is valid"),
    pytest.param(b"retry: 99999999999999999999\n\n", (None, None, 2**63 - 1, None), id="a time above the ceiling"),
    pytest.param(b"data: a\ndata\ndata:  b\n\n", (None, None, None, "a\n\n b"), id="data of three lines"),
    pytest.param(b"event:t\rdata: a\r\nid:  7\r\r", ("t", " 7", None, "a"), id="line ends of every kind"),
    pytest.param(b"\xef\xbb\xbfevent: t\ndata: a\n\n", ("t", None, None, "a"), id="after a byte order mark"),
    pytest.param(b"\xef\xbb\xbf\xef\xbb\xbfevent: t\n\n", (None, None, None, None), id="after two of them"),
    pytest.param(b": c\n\xef\xbb\xbfevent: t\nid: 7\n\n", (None, "7", None, None), id="a byte order mark too late"),
    pytest.param(b"event: \xff\nid: \xe2\x82\ndata: \xff\n\n", ("\ufffd", "\ufffd", None, "\ufffd"), id="what is not in UTF-8"),
    pytest.param(b"event: t\nid: 7\nretry: 5\ndata: a\ndata: b", ("t", "7", 5, "a"), id="a last line that has not ended"),
    pytest.param(b"event: t\nid: 7\nretry: 5", ("t", "7", None, None), id="a last line of another field that has not ended"),
    pytest.param(b"data", (None, None, None, None), id="a name that has not ended"),
])
def test_what_a_block_itself_says(Scanner: ScannerTwin, stream: bytes, said: tuple[Any, ...]) -> None:
    (block,) = blocks_of([stream], twin=Scanner)
    assert (block.type, block.id, block.retry, block.data) == said
    first, second = blocks_of([b"event: u\nid: 1\nretry: 1\ndata: x\n\n" + stream], twin=Scanner)
    assert (first.type, first.id, first.retry, first.data) == ("u", "1", 1, "x")
    assert blocks_of([b"id\n\nfoo\n\xef\xbb\xbfevent: t\n\n"])[1].type is None  # as far from the block as that is from the start
    if not stream.startswith(b"\xef"):
        assert (second.type, second.id, second.retry, second.data) == said
# fmt: on


@given(st.lists(st.sampled_from(FIELDS), max_size=8), st.booleans())
def test_what_blocks_say_makes_what_the_scanner_says(
    Scanner: ScannerTwin, lines: list[bytes], ended: bool
) -> None:
    scanner = Scanner(last_event_id="0")
    blocks = scanner.feed(b"".join(lines) + (b"\n\n" if ended else b""))
    last = scanner.close()
    id, retry = "0", None
    for block in blocks if last is None else [*blocks, last]:
        retry = block.retry if block.retry is not None else retry
        if block.fate == "unterminated":
            break
        id = block.id if block.id is not None else id
        assert (block.data is not None) == (block.event is not None)
        assert block.event is None or block.event == Event(block.type or "message", block.data or "", id)
    assert (scanner.last_event_id, scanner.retry) == (id, retry)


@given(st.text("\n\ra\x0b", max_size=12).map(str.encode))
def test_lines_are_cut_where_python_cuts_bytes(raw: bytes) -> None:
    lines = list(parse_lines(raw, 100, 7))
    assert [line.raw for line in lines] == raw.splitlines(keepends=True)
    assert [line.offset for line in lines] == [100 + start for start in starts(lines)]
    assert [line.number for line in lines] == list(range(7, 7 + len(lines)))


def starts(lines: list[Line]) -> list[int]:
    return list(accumulate((len(line.raw) for line in lines), initial=0))[:-1]


def test_a_block_knows_its_place_and_its_event(Scanner: ScannerTwin) -> None:
    first, second, third = blocks_of([b"\nid: 1\r\n: c\rdata: a\n\r\nfoo"], twin=Scanner)
    assert as_table(first) == (b"\n", 0, 1, None, "empty")
    assert as_table(second) == (b"id: 1\r\n: c\rdata: a\n\r\n", 1, 2, Event(data="a", id="1"), "dispatched")
    assert as_table(third) == (b"foo", 22, 6, None, "unterminated")
    assert [(line.offset, line.number) for line in second.lines] == [(1, 2), (8, 3), (12, 4), (20, 5)]
    assert [line.raw for line in second.lines] == [b"id: 1\r\n", b": c\r", b"data: a\n", b"\r\n"]


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"], ids=["LF", "CR LF", "CR"])
@pytest.mark.parametrize("field", [b"data: ", b"foo: "], ids=["data", "another field"])
def test_a_long_line_is_one_line(Scanner: ScannerTwin, field: bytes, ending: bytes) -> None:
    lines = [b"data: a", b"", b"data: b", field + b"x" * 70_000, b"data: c", b"", b"data: d", b"", b""]
    blocks = blocks_of([ending.join(lines)], twin=Scanner)
    assert [block.number for block in blocks] == [1, 3, 7]
    assert [line.number for block in blocks for line in block.lines] == [*range(1, 9)]


def test_the_byte_order_mark_is_part_of_the_first_line_only(Scanner: ScannerTwin) -> None:
    first, second = lines_of(b"\xef\xbb\xbfdata: a\n\xef\xbb\xbfdata: b\n", twin=Scanner)
    assert (first.bom, first.name, first.content) == (True, "data", b"data: a")
    assert (first.raw, first.offset, second.offset) == (b"\xef\xbb\xbfdata: a\n", 0, 11)
    assert (second.bom, second.name, second.content) == (False, "\ufeffdata", b"\xef\xbb\xbfdata: b")


def test_only_one_byte_order_mark_is_dropped(Scanner: ScannerTwin) -> None:
    (line,) = lines_of(b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n", twin=Scanner)
    assert (line.bom, line.name, line.content) == (True, "\ufeffdata", b"\xef\xbb\xbfdata: a")


def test_a_byte_order_mark_alone_is_a_blank_line_not_ended(Scanner: ScannerTwin) -> None:
    (line,) = lines_of(b"\xef\xbb\xbf", twin=Scanner)
    assert (line.bom, line.kind, line.content, line.ending) == (True, "blank", b"", b"")


def test_lines_may_be_asked_for_again(Scanner: ScannerTwin) -> None:
    (block,) = blocks_of([b"data: a\n\n"], twin=Scanner)
    assert [line.raw for line in block.lines] == [line.raw for line in block.lines] == [b"data: a\n", b"\n"]


def test_a_line_and_a_block_show_what_they_are(Scanner: ScannerTwin) -> None:
    (block,) = blocks_of([b"id: 1\n\n"], twin=Scanner)
    assert repr(block) == "Block(b'id: 1\\n\\n', offset=0, number=1, fate='no-data')"
    assert [repr(line) for line in block.lines] == [
        "Line(b'id: 1\\n', offset=0, number=1)",
        "Line(b'\\n', offset=6, number=2)",
    ]


def test_a_cr_waits_for_the_byte_after_it(Scanner: ScannerTwin) -> None:
    scanner = Scanner()
    assert scanner.feed(b"data: a\r\n\r") == []
    (block,) = scanner.feed(b"\n")
    assert block.raw == b"data: a\r\n\r\n"
    assert scanner.feed(b"data: b\r\r") == []
    (block,) = scanner.feed(b"data: c")
    assert block.raw == b"data: b\r\r"


def test_a_cr_does_not_wait_for_an_empty_chunk(Scanner: ScannerTwin) -> None:
    scanner = Scanner()
    assert scanner.feed(b"data: a\r\r") == []
    assert scanner.feed(b"") == []
    (block,) = scanner.feed(b"\n")
    assert block.raw == b"data: a\r\r\n"


def test_a_cr_at_the_end_of_the_stream_ends_its_block(Scanner: ScannerTwin) -> None:
    scanner = Scanner()
    assert scanner.feed(b"id: 1\nretry: 5\ndata: a\r\r") == []
    block = scanner.close()
    assert block is not None
    assert (block.fate, block.event) == ("dispatched", Event(data="a", id="1"))
    assert (scanner.last_event_id, scanner.retry) == ("1", 5)


def test_the_unfinished_block_changes_no_id_but_the_retry(Scanner: ScannerTwin) -> None:
    scanner = Scanner(last_event_id="7")
    scanner.feed(b"id: 1\nretry: 10\nretry: 20")
    assert scanner.retry is None
    scanner.close()
    assert (scanner.last_event_id, scanner.retry) == ("7", 10)


def test_it_starts_from_the_id_it_is_given(Scanner: ScannerTwin) -> None:
    scanner = Scanner(last_event_id="7")
    assert scanner.last_event_id == "7"
    assert [block.event for block in scanner.feed(b"data: a\n\nid: 8\ndata: b\n\n")] == [
        *a("a", id="7"),
        *a("b", id="8"),
    ]


@pytest.mark.parametrize("buffer", [bytearray, memoryview], ids=["bytearray", "memoryview"])
def test_any_buffer_will_do(Scanner: ScannerTwin, buffer: Any) -> None:
    scanner = Scanner()
    (block,) = scanner.feed(buffer(b"data: a\n\n"))
    assert (block.raw, type(block.raw)) == (b"data: a\n\n", bytes)


def test_text_is_refused(Scanner: ScannerTwin) -> None:
    with pytest.raises(TypeError, match=r"not str; read the body undecoded"):
        Scanner().feed("data: a\n\n")  # type: ignore[arg-type]


def test_an_id_is_text(Scanner: ScannerTwin) -> None:
    with pytest.raises(TypeError, match=r"^last_event_id must be str, not NoneType$"):
        Scanner(last_event_id=None)  # type: ignore[arg-type]


@pytest.mark.parametrize("before", [b"", b"data: a\n\n", b"data: a", b"data: a\r\r"])
def test_a_closed_scanner_says_so(Scanner: ScannerTwin, before: bytes) -> None:
    scanner = Scanner()
    scanner.feed(before)
    scanner.close()
    assert scanner.close() is None
    with pytest.raises(ClosedError, match=r"^the scanner is closed; a new connection needs a new Scanner$"):
        scanner.feed(b"")
