"""Bytes change and cuts stay where they were; a stream gets smaller for as long as it differs."""

from collections.abc import Iterator

import pytest

from sse_conform.fuzz import Stream
from sse_conform.fuzz._blame import Cause
from sse_conform.fuzz._causes import CAUSES
from sse_conform.fuzz._shrink import MOST_STEPS, shrunk, smaller
from sse_conform.fuzz._stream import with_cuts, with_edits

HEAD, TAIL = b"data: a\n", b"\ndata: b\n\n"


def stream(*chunks: bytes, id: str = "") -> Stream:
    return Stream((chunks,), id)


@pytest.mark.parametrize(
    ("edits", "changed"),
    [
        pytest.param([], (b"ab", b"cd"), id="nothing"),
        pytest.param([(0, 1, b"xyz")], (b"xyzb", b"cd"), id="before the cut"),
        pytest.param([(3, 4, b"")], (b"ab", b"c"), id="behind the cut"),
        pytest.param([(1, 3, b"")], (b"a", b"d"), id="around the cut"),
        pytest.param([(0, 4, b"wxyz")], (b"wx", b"yz"), id="all of it, with as many bytes"),
    ],
)
def test_edits_keep_the_cuts(edits: list[tuple[int, int, bytes]], changed: tuple[bytes, ...]) -> None:
    assert with_edits(stream(b"ab", b"cd"), lambda wire: edits) == stream(*changed)


def test_cuts_are_chosen_by_their_place() -> None:
    assert with_cuts(stream(b"a", b"b", b"c"), lambda wire, place: place == 2) == stream(b"ab", b"c")


def test_a_stream_gets_as_small_as_it_differs() -> None:
    given = Stream(((HEAD, b"data: x\xff\r", b"", TAIL), (b"b",)), "7")
    small = shrunk(given, smaller, lambda other: any(b"\xff" in chunk for chunk in other.connections[0]))
    assert small == stream(b"\xff")


def test_a_long_run_gets_short_in_few_steps() -> None:
    tried: list[Stream] = []

    def differs(other: Stream) -> bool:
        tried.append(other)
        return other.size >= 3000

    assert shrunk(stream(b"data: " + b"x" * 70_000), smaller, differs).size == 3000
    assert len(tried) < 500


def test_nobody_shrinks_for_ever() -> None:
    steps = iter(range(10 * MOST_STEPS))

    def larger(given: int) -> Iterator[int]:
        return iter([given + 1])

    assert shrunk(0, larger, lambda _: next(steps) >= 0) == MOST_STEPS


PLAIN = [
    ("no-delay", "when an event is given", stream(b"a"), Stream(((b"a",),), timed=False)),
    ("reconnection", "comes over", Stream(((b"id: 7\n\n",), (b"a",))), stream(b"a", id="7")),
    ("last-event-id", "other characters", stream(b"a", id="é"), stream(b"a", id="7")),
    ("last-event-id", "is opened with", stream(b"a", id="7"), stream(b"id: 7\n\n", b"a")),
    ("byte-order-mark", "a cut", stream(b"\xef\xbb", b"\xbfa"), stream(b"\xef\xbb\xbfa")),
    ("byte-order-mark", "a byte order mark", stream(b"\xef\xbb\xbfa\xef\xbb"), stream(b"a")),
    ("utf-8", "a cut", stream(b"\xe2\x82", b"\xac"), stream(b"\xe2\x82\xac")),
    ("utf-8", "not ASCII", stream(b"a\xe2\x82\xac"), stream(b"aa")),
    ("line-ends", "a cut behind", stream(b"a\r", b"\n"), stream(b"a\r\n")),
    ("line-ends", "without a byte", stream(b"a", b"", b"b"), stream(b"a", b"b")),
    ("line-ends", "ends no line", stream(b"a\xc2\x85\x0b"), stream(b"aaa")),
    ("line-ends", "a CR", stream(b"a\r\nb\r"), stream(b"a\nb\n")),
    ("line-ends", "inside a line", stream(b"a", b"b\n", b"c"), stream(b"ab\n", b"c")),
    ("retry-field", "no number", stream(b"retry: 1x\n"), stream(b"retry: 1\n")),
    ("retry-field", "a reconnection time", stream(b"retry: 1\na"), stream(b"a")),
    ("field-value", "at the ends of a value", stream(b"data: \x0ba\n"), stream(b"data: a\x0baa\n")),
    ("field-value", "blanks and colons", stream(b"data:a b\nid::\n"), stream(b"data: ab\nid: a\n")),
    ("field-value", "like a field", stream(b"data: dataa\n"), stream(b"data: a\n")),
    ("comment", "at the ends of a comment", stream(b":\x0ba\n"), stream(b": a\x0baa\n")),
    ("comment", "a comment", stream(b":a\nb\n"), stream(b"b\n")),
    ("id-nul", "in an id", stream(b"id: \0\n"), stream(b"id: a\n")),
    ("data-field", "U+0000", stream(b"data: \0\n"), stream(b"data: a\n")),
    ("data-field", "a long text", stream(b"data: " + b"x" * 99), stream(b"data: x")),
    ("data-field", "several lines", stream(b"data: a\ndata: b\n\n"), stream(b"data: b\n\n")),
    ("data-field", "what the data is", stream(b"data: b\n"), stream(b"data: a\n")),
    ("blank-line", "of blanks", stream(b" \nb\n"), stream(b"b\n")),
    ("blank-line", "several events", stream(b"a\n\nb\n\nc"), stream(b"a\n\n", b"b\n\n", b"c")),
    ("blank-line", "a cut between", stream(b"a\n", b"b"), stream(b"a\nb")),
    ("blank-line", "of nothing", stream(b"\n\na\n\n"), stream(b"a\n\n")),
    ("no-colon", "without a colon", stream(b"data\n"), stream(b"data:\n")),
    ("field-name", "like a known one", stream(b"Data: a\nid : b\n"), stream(b"x: a\nx: a\n")),
    ("unknown-field", "of another name", stream(b"x: a\ndata:\n"), stream(b"data:\n")),
    ("last-line-feed", "without a text", stream(b"data:\n"), stream(b"data: a\n")),
    ("end-of-stream", "unfinished", stream(b"a\r\nb"), stream(b"a\r\nb\r\n\r\n")),
    ("end-of-stream", "unfinished", stream(b"a"), stream(b"a\n\n")),
    ("end-of-stream", "the last event", stream(b"a\n\n"), stream(b"a\n\ndata: a\nd")),
    ("event-field", "more than once", stream(b"event: a\nevent: b\n"), stream(b"event: b\n")),
    ("event-type", "an empty type", stream(b"event:\na"), stream(b"a")),
    ("event-type", "a type", stream(b"event: a\na"), stream(b"a")),
    ("id-field", "what the id is", stream(b"id: 7\n"), stream(b"id: a\n")),
    ("id-field", "is empty", stream(b"id: 1\nid:\n"), stream(b"id: 1\n")),
    ("id-at-dispatch", "an id", stream(b"id: 1\na"), stream(b"a")),
    ("no-data", "without data", stream(b"id: 1\n\n\n"), stream(b"id: 1\ndata: a\n\n\n")),
]


@pytest.mark.parametrize(("requirement", "about", "given", "plain"), PLAIN)
def test_a_cause_is_taken_out_of_a_stream(requirement: str, about: str, given: Stream, plain: Stream) -> None:
    causes = [each for each in CAUSES if each.requirement == requirement and about in each.says]
    assert plain in [each.plain(given) for each in causes]


def test_each_cause_is_tried() -> None:
    tried = {cause.says for requirement, about, *_ in PLAIN for cause in CAUSES if about in cause.says}
    assert {cause.says for cause in CAUSES} == tried


@pytest.mark.parametrize("cause", CAUSES, ids=range(len(CAUSES)))
def test_a_plain_stream_has_no_cause(cause: Cause[Stream]) -> None:
    given = Stream(((b"data: a\n\n",),), timed=False)
    assert cause.probe or cause.plain(given) == given


def test_an_id_does_not_come_before_a_mark() -> None:
    given = stream(b"\xef\xbb\xbfa", id="7")
    seeded = [each for each in CAUSES if each.says == "the id that the connection is opened with"]
    assert [each.plain(given) for each in seeded] == [given, stream(b"\xef\xbb\xbfa")]
