"""Blocks that are only counted, since rules said all of their frame: nothing that a check says may depend on it."""

import random
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sse_codec import Scanner
from sse_codec.ordering import load_profile
from sse_conform.check import StreamCheck
from sse_conform.rules import RULES, Selection, _run
from sse_conform.rules._frame import MAX_FRAME_SIZE, frame_of, stands_for_all

FIXTURES = sorted((Path(__file__).parents[3] / "fixtures").rglob("*.sse"))[::4]
LINES = (
    b"event: token", b"event: end ", b"event:error", b"event: message", b"event: a\0", b"id: 7", b"id: 7", b"id: 12", b"id: a-1", b"id:8",
    b"id", b"id: ", b"id: \xc3\xa9", b"id: 7 ", b"id: 1\0", b"idx: 3", b"\0", b"id: " + b"9" * 70,
    b"retry: 0", b"retry: x", b": c", b"message:", b" data: b", b"Data: c", b" ", b"\xef\xbb\xbfdata: d", b'{"a": 1}', b"free text",
    b"\xff", b"\xe2\x82\xac", b"data", b"data:", b"data: a", b"xdata: a",
)  # fmt: skip
TEXTS = (
    b"", b"a", b"b", b" a", b"a ", b"\xc3\xa9", b"\xff", b"a\xe9b", b"\xe2\x82", b"\0", b"\x0b", b"\x0c", b"\xc2\x85", b"\xe2\x80\xa8",
    b"\xe2\x80\xa9", b"\xef\xbf\xbd", b'{"a":1}', b'"\\ud83d"', b'"\\uD83D\\uDE00"', b"data: a", b"\n", b"id: 5\ndata: a", b'{"event":"token"}',
    b"event: a", b'data: {"a": 1}', b'"{\\"a\\": 1}"', b'{"a": 1}\\n\\n', b'{"error": "a"}', b"{'a': 1}", b'"\\ufffd"', b'{"a": 1}\ndata: {"b": 2}',
)  # fmt: skip
OPENINGS = (b"data: ", b"data: ", b"data:", b"data:  ", b" data: ", b"event: ", b"id: ")
ENDINGS = (b"\n", b"\n", b"\n", b"\r\n", b"\r")
BYTES = b"\n\r :\0\xff\xe2adtiex{"
CODES = tuple(rule.code for rule in RULES)


@st.composite
def repetitive(draw: st.DrawFn) -> bytes:
    """A stream of few kinds of blocks with different texts, and some bytes changed."""
    ending = draw(st.sampled_from(ENDINGS))
    kinds = st.tuples(
        st.lists(st.sampled_from(LINES), max_size=2),
        st.sampled_from(OPENINGS),
        st.lists(st.sampled_from(LINES), max_size=1),
    )
    texts = st.lists(st.sampled_from(TEXTS), max_size=3)
    stream = bytearray()
    for before, opening, after in draw(st.lists(kinds, min_size=1, max_size=3)):
        for text in draw(st.lists(texts, min_size=1, max_size=6)):
            lines = (*before, *(opening + each for each in text), *after)
            stream += b"".join(line + ending for line in lines) + ending
    stream *= draw(st.integers(1, 3))
    for place, byte in draw(st.lists(st.tuples(st.integers(0, 500), st.sampled_from(BYTES)), max_size=2)):
        stream[place : place + 1] = bytes([byte])
    return bytes(stream)


selections = st.one_of(
    st.just(Selection()),
    st.just(Selection(select=("ALL",))),
    st.builds(
        Selection,
        select=st.lists(st.sampled_from(CODES), min_size=1, max_size=4).map(tuple),
        ignore=st.lists(st.sampled_from(CODES), max_size=2).map(tuple),
    ),
)


def check(chunks: Iterable[bytes], **options: Any) -> tuple[Any, ...]:
    """What each chunk settles, what the end does, and the report."""
    stream = StreamCheck("stream", **options)
    settled = [stream.feed(chunk, float(number)) for number, chunk in enumerate(chunks)]
    return settled, stream.close(), stream.report


def check_all_shown(chunks: Iterable[bytes], **options: Any) -> tuple[Any, ...]:
    """The same where rules are shown every block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_run, "stands_for_all", lambda _frame, _block: False)
        return check(chunks, **options)


@given(
    stream=repetitive(),
    cuts=st.sets(st.integers(0, 300), max_size=5),
    selection=selections,
    profile=st.sampled_from((None, "auto", load_profile("ciniterflow"))),
    fidelity=st.sampled_from(("bytes", "timed")),
    limit=st.sampled_from((None, 40)),
)
def test_rules_say_the_same_as_when_they_are_shown_every_block(
    stream: bytes, cuts: set[int], selection: Selection, profile: Any, fidelity: str, limit: int | None
) -> None:
    edges = sorted({0, *(cut for cut in cuts if cut < len(stream)), len(stream)})
    chunks = [stream[start:end] for start, end in pairwise(edges)]
    options = {"selection": selection, "profile": profile, "fidelity": fidelity, "max_event_size": limit}
    assert check(chunks, **options) == check_all_shown(chunks, **options)


WHAT_RULES_REMEMBER = [
    pytest.param(
        "SSE210",
        (b"data: a\n\n" * 3, "data: \u00e9\n\n".encode(), b"data: a\xe9\n\n" * 3),
        id="text beyond ASCII",
    ),
    pytest.param(
        "SSE210",
        (b"data: a\n\n", b"event: a\xe9\ndata: b\n\n" * 25),
        id="bytes before data that are not UTF-8",
    ),
    pytest.param("SSE210", (b"data: a\n\n", b": a\xe9\n\n" * 25), id="bytes without data that are not UTF-8"),
    pytest.param("SSE116", (b"\xef\xbb\xbfdata: a\n\n" * 3,), id="a byte order mark"),
    pytest.param("SSE110", (b"data: a\n\n" * 2, b"data:\n\n" * 2, b"data:b\n\n" * 2), id="no space"),
    pytest.param(
        "SSE111", (b"data: a\n\n" * 2, b"data:  a\n\n" * 2, b"data: b\ndata:  a\n\n"), id="two spaces"
    ),
    pytest.param(
        "SSE4",
        (b"data: a\n\n", b"data: open\nevent: \n\n" * 2, b"data: open\nevent: open\n\n"),
        id="text of two fields",
    ),
    pytest.param(
        "SSE4", (b"data: a\n\n", b"id: 2\ndata: a\n\n" * 3, b"event: b\nid: 3\ndata: a\n\n" * 2), id="ids"
    ),
    pytest.param(
        "SSE1", (b"data: a\n\n" * 2, b"data: a\r\n\r\n" * 25, b"data: b\r\r" * 25), id="line endings"
    ),
]


@pytest.mark.parametrize(("code", "pieces"), WHAT_RULES_REMEMBER)
@pytest.mark.parametrize("fidelity", ["bytes", "chunks"])
def test_what_rules_remember(code: str, pieces: tuple[bytes, ...], fidelity: str) -> None:
    options = {"selection": Selection(select=(code,)), "profile": None, "fidelity": fidelity}
    for size in (1, 4, 1000):
        stream = b"".join(pieces)
        chunks = [stream[start : start + size] for start in range(0, len(stream), size)]
        assert check(chunks, **options) == check_all_shown(chunks, **options)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_recorded_streams_that_go_wrong_as_they_go_on(path: Path) -> None:
    body = path.read_bytes()
    changes = random.Random(path.name)
    stream = bytearray(body * 4)
    for _ in range(8):
        place = changes.randrange(len(stream) + 1)
        stream[place : place + changes.randint(0, 1)] = bytes([changes.choice(BYTES)])
    chunks = [bytes(stream[start : start + 61]) for start in range(0, len(stream), 61)]
    options = {"selection": Selection(select=("ALL",)), "fidelity": "timed"}
    assert check(chunks, **options) == check_all_shown(chunks, **options)


def frames(*blocks: bytes) -> set[Any]:
    return {frame_of(block) for block in Scanner().feed(b"".join(blocks))}


ONE_FRAME = [
    pytest.param((b"data: a\n\n", b"data: bc\n\n", b"data: \n\n"), id="texts"),
    pytest.param((b"event: a\ndata: b\n\n", b"event: a\ndata: cd\n\n"), id="behind other lines"),
    pytest.param((b"data: a\n\n", b"data: b\ndata: c\n\n"), id="more lines"),
    pytest.param((b"data: a\r\n\r\n", b"data: b\r\ndata: c\r\n\r\n"), id="CR LF"),
    pytest.param((b"data: a\r\r", b"data: b\rdata: c\r\r: d\n"), id="CR"),
    pytest.param((b"data: a\n\n", b"data: event: b\n\n"), id="text that looks like a field"),
    pytest.param((b"data:{1}\n\n", b"data:{2}\n\n"), id="no space"),
    pytest.param((b"data: \xc3\xa9\n\n", b"data: \xe2\x82\xac\n\n"), id="not ASCII"),
    pytest.param((b": ping\n\n", b": ping\n\n"), id="no data"),
    pytest.param((b"id: 1\ndata: a\n\n", b"id: a-12\ndata: b\n\n"), id="ids"),
]
OWN_FRAMES = [
    pytest.param(
        (b"data: a\n\n", b"data:a\n\n", b"data:  a\n\n", b"data\n\n", b"data:\n\n"), id="ways to write it"
    ),
    pytest.param((b"data: a\n\n", b"data: a\r\n\r\n"), id="line endings"),
    pytest.param((b"data: a\n\n", b"data: \xc3\xa9\n\n"), id="ASCII and not"),
    pytest.param((b"data: a\n\n", b"data: a\nid: a\n\n", b"data: a\nid: data: a\n\n"), id="not at the end"),
    pytest.param((b"data: a\ndata: b\n\n", b"data: a\ndata:b\n\n"), id="more lines, otherwise"),
    pytest.param((b"data: a\nevent: a\n\n", b"data: a\nevent: \n\n"), id="text of two fields"),
    pytest.param((b"data: \xff\n\n", b"data: \xfe\n\n"), id="not UTF-8"),
    pytest.param((b": a\n\n", b": b\n\n"), id="no data"),
    pytest.param(
        (b"id: 1\ndata: a\n\n", b"id:1\ndata: a\n\n", b"id: 1 \ndata: a\n\n"), id="ways to write an id"
    ),
    pytest.param(
        (b"id: 1\nevent: a\ndata: a\n\n", b"event: a\nid: 1\ndata: a\n\n", b"event: a\ndata: a\n\n"),
        id="places of an id",
    ),
    pytest.param((b"a\rid: 1\ndata: a\n\n", b"a\r\ndata: a\n\n"), id="an id between two line endings"),
]


@pytest.mark.parametrize("blocks", ONE_FRAME)
def test_blocks_of_one_frame(blocks: tuple[bytes, ...]) -> None:
    assert len(frames(*blocks)) == 1


@pytest.mark.parametrize("blocks", OWN_FRAMES)
def test_blocks_with_frames_of_their_own(blocks: tuple[bytes, ...]) -> None:
    assert len(frames(*blocks)) == len(blocks)


@pytest.mark.parametrize(
    ("raw", "does"),
    [
        pytest.param(b"event: a\ndata: b\n\n", True, id="any"),
        pytest.param(b"id: 1\ndata: b\n\n", True, id="an id"),
        pytest.param(b"event: a\rid: 1\ndata: b\n\n", True, id="an id behind another field"),
        pytest.param(b"idx: 1\ndata: b\n\n", True, id="no id"),
        pytest.param(b"id: 1 \ndata: b\n\n", False, id="an id that is not plain"),
        pytest.param(b"event: a\nid\ndata: b\n\n", False, id="no id, behind another field"),
        pytest.param(b"event: a\rid: \ndata: b\n\n", False, id="an empty id, behind CR"),
        pytest.param(b"id: 1\nid: 2\ndata: b\n\n", False, id="two ids"),
        pytest.param(b"event: \xff\ndata: b\n\n", False, id="not UTF-8"),
        pytest.param(b": %b\n\n" % (b"c" * MAX_FRAME_SIZE), False, id="long"),
    ],
)
def test_which_blocks_stand_for_all_of_their_frame(raw: bytes, does: bool) -> None:
    first, later = Scanner().feed(raw * 2)
    assert stands_for_all(frame_of(later), later) is does
    assert not stands_for_all(frame_of(first), first), "a stream begins but once"


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The blocks that rules are shown."""
    seen: list[bytes] = []
    show: Callable[..., None] = _run.Run._show

    def recording(run: _run.Run, block: Any) -> None:
        seen.append(block.raw)
        show(run, block)

    monkeypatch.setattr(_run.Run, "_show", recording)
    return seen


def test_a_frame_is_shown_until_nothing_new_is_said_of_it(shown: list[bytes]) -> None:
    stream = StreamCheck("stream", profile=None)
    stream.feed(b"message:\ndata: %d\n\n" * 6 % tuple(range(6)))
    assert [total.occurrences for total in stream.report.totals] == [6]
    assert shown == [b"message:\ndata: %d\n\n" % number for number in range(2)]


def test_frames_are_remembered_up_to_a_number(shown: list[bytes]) -> None:
    kinds = [b"event: x%d\ndata: a\n\n" % number for number in range(200)]
    stream = StreamCheck("stream", profile=None)
    for kind in kinds * 2:
        stream.feed(kind)
    assert shown == [*kinds, kinds[0], *kinds[101:]], "the first block says nothing of others"
