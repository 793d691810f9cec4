"""Facts spare questions and no more: a check says the same where all of them are told of every block."""

import random
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sse_codec import Block, Fact, Line, Scanner
from sse_codec.ordering import load_profile
from sse_conform.check import StreamCheck
from sse_conform.finding import Level
from sse_conform.rules import RULES, Example, Rule, Selection, _index, _run
from sse_conform.rules._index import RuleIndex
from sse_conform.rules._listed import Listed
from sse_conform.rules._rule import INTERPRETING
from sse_conform.rules._stream import Stream
from sse_conform.rules._write_table import listed

ROOT = Path(__file__).parents[3]
sys.path.append(str(ROOT / "fuzz"))

from streams import a_stream  # noqa: E402

FIXTURES = sorted((ROOT / "fixtures").rglob("*.sse"))
MEANT = Fact.WRAPPED | Fact.DATA_LINES
"""Facts that do not spare questions, but tell which data may mean something else than they say."""
ALL = sum(value for name, value in vars(Fact).items() if name[0] != "_") & ~MEANT
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
    b"[" * 600, b"<A object at 0x0>", b"A(a='b')", b'{"type": "run_failed"}',
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


def check(chunks: Iterable[bytes], ending: Any = "eof", **options: Any) -> tuple[Any, ...]:
    """What each chunk settles, what the end does, and the report."""
    stream = StreamCheck("stream", **options)
    settled = [stream.feed(chunk, float(number)) for number, chunk in enumerate(chunks)]
    return settled, stream.close(ending), stream.report


@contextmanager
def all_asked() -> Iterator[None]:
    """Tell all facts of every block, but for those that say what is meant, and ask every rule, also when it wants no more."""
    block_of: Callable[..., Any] = _run.Run.block

    def wanting(index: RuleIndex, _facts: int, hook: str, _changed: Any) -> list[str]:
        return [rule.code for rule in index.with_hook(hook)]

    def block(run: _run.Run, block: Block) -> Any:
        facts = ALL | block.facts & MEANT
        return block_of(run, Block(block.raw, block.offset, block.number, block.event, block.fate, facts))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_run.Run, "block", block)
        patch.setattr(RuleIndex, "wanting", wanting)
        patch.setattr(_run, "_MOST_HEARD", 0)
        yield


def check_all_asked(chunks: Iterable[bytes], **options: Any) -> tuple[Any, ...]:
    with all_asked():
        return check(chunks, **options)


@given(
    stream=repetitive(),
    cuts=st.sets(st.integers(0, 300), max_size=5),
    selection=selections,
    profile=st.sampled_from((None, "auto", load_profile("ciniterflow"))),
    fidelity=st.sampled_from(("bytes", "timed")),
    limit=st.sampled_from((None, 40)),
)
def test_rules_say_the_same_as_when_they_are_asked_about_every_block(
    stream: bytes, cuts: set[int], selection: Selection, profile: Any, fidelity: str, limit: int | None
) -> None:
    edges = sorted({0, *(cut for cut in cuts if cut < len(stream)), len(stream)})
    chunks = [stream[start:end] for start, end in pairwise(edges)]
    options = {"selection": selection, "profile": profile, "fidelity": fidelity, "max_event_size": limit}
    assert check(chunks, **options) == check_all_asked(chunks, **options)


def test_an_unknown_field_is_counted_wherever_it_comes_again() -> None:
    lines = [b"message:", b"error: x", b"dta: 1", b"data: y", b"message:", b"dta: 2", b"MESSAGE:", b"{"]
    source = random.Random(1)
    for _ in range(100):
        stream = b"".join(
            b"".join(source.choice(lines) + b"\n" for _ in range(source.randint(1, 4))) + b"\n"
            for _ in range(30)
        )
        found = check([stream], profile=None)
        assert found == check_all_asked([stream], profile=None)


def test_what_is_too_large_is_counted_and_nothing_else() -> None:
    chunks = [b"data: " + b"[" * 600 + b'\n\ndata: {"a": 1}\n\n' * 2]
    found = check(chunks, profile=None)
    assert [total.occurrences for total in found[2].totals] == [1]
    assert found == check_all_asked(chunks, profile=None)


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", range(20))
def test_random_streams(seed: int) -> None:
    source = random.Random(seed)
    for _ in range(40):
        chunks = [chunk for chunk in a_stream(source) if chunk]
        options = {"selection": Selection(select=("ALL",)), "fidelity": "chunks"}
        assert check(chunks, **options) == check_all_asked(chunks, **options), chunks


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", sorted({path.parent for path in FIXTURES}), ids=lambda name: name.name)
def test_the_streams_of_fixtures_and_what_they_become_with_bytes_changed(name: Path) -> None:
    options = {"selection": Selection(select=("ALL",)), "fidelity": "timed"}
    for path in sorted(name.glob("*.sse"))[::3]:
        body = path.read_bytes()
        changes = random.Random(path.name)
        stream = bytearray(body * 2)
        for _ in range(4):
            place = changes.randrange(len(stream) + 1)
            stream[place : place + changes.randint(0, 1)] = bytes([changes.choice(BYTES)])
        for bytes_ in (body, bytes(stream)):
            chunks = [bytes_[start : start + 61] for start in range(0, len(bytes_), 61)]
            assert check(chunks, **options) == check_all_asked(chunks, **options), path


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_examples(rule: type[Rule]) -> None:
    for example in (rule.bad, rule.good):
        options: dict[str, Any] = {
            "head": example.head,
            "selection": Selection(select=("ALL",)),
            "fidelity": "chunks",
            "origin": example.origin,
            "max_event_size": example.max_event_size,
            "expect": example.expect,
            "ending": example.ending,
        }
        assert check(example.chunks, **options) == check_all_asked(example.chunks, **options)


STREAM = b"data: a\n\nevent: b\ndata: c\n\n: d\n\ndata: e\n\n\nid: 1"


class Plain(Rule):
    """What a stranger writes first: a hook, and no word about facts."""

    code, name, level, basis = "SSE999", "plain", Level.WARNING, "interop"
    summary = why = help = "It was written in a test"
    reference = INTERPRETING
    bad, good = Example(b"", at=(0, 1)), Example(b"")

    def block(self, block: Block) -> None:
        self.mark_bytes(block, 0, len(block.raw), "asked")

    def field(self, line: Line) -> None:
        self.mark_line(line, "asked")


class Choosy(Plain):
    wants = Fact.EVENT | Fact.EMPTY
    fields = frozenset({"data"})


class Fickle(Plain):
    def block(self, block: Block) -> None:
        super().block(block)
        self.want(Fact.COMMENT if block.facts & Fact.EVENT else 0 if block.facts & Fact.COMMENT else None)


class Listening(Plain):
    fields = frozenset({"data", "id"})


def asked(*rules: type[Rule], stream: bytes = STREAM) -> list[tuple[int, int]]:
    """The places that rules are asked about, each rule of its own accord."""
    classes = {rule.code: rule for rule in rules}
    index = RuleIndex([listed(rule, "") for rule in rules], frozenset())
    scanner, run = Scanner(), _run.Run(Stream(), index)
    blocks = [*scanner.feed(stream), scanner.close()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Listed, "load", lambda listed: classes[listed.code])
        marks = [mark for block in blocks if block for mark in run.block(block)]
    return [(mark.span.byte, mark.span.length) for mark in marks]


def test_a_rule_that_names_no_facts_is_asked_about_every_block() -> None:
    assert asked(Plain) == [(0, 9), (9, 18), (27, 5), (32, 9), (41, 1), (42, 5)]


def test_a_rule_is_asked_about_the_blocks_that_have_a_fact_it_wants() -> None:
    assert asked(Choosy) == [(9, 18), (18, 7), (41, 1)]


def test_a_rule_that_names_no_facts_is_shown_every_line_of_its_fields() -> None:
    assert asked(Listening) == [
        (0, 7), (0, 9), (9, 18), (18, 7), (27, 5), (32, 7), (32, 9), (41, 1), (42, 5), (42, 5)
    ]  # fmt: skip


def test_a_rule_may_want_other_facts_as_the_stream_goes_on() -> None:
    assert asked(Fickle) == [(0, 9), (9, 18), (27, 5)]


def test_what_is_remembered_of_facts_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_run, "_MOST_PLANS", 1)
    monkeypatch.setattr(_index, "_REMEMBERED", 1)
    assert asked(Choosy, stream=STREAM * 3) == [
        (place + times * 47, size) for times in range(3) for place, size in ((9, 18), (18, 7), (41, 1))
    ]  # fmt: skip


def test_types_that_are_remembered_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_run, "_MOST_NAMES", 2)
    stream = b"".join(b"event: %d\ndata: {}\n\n" % number for number in range(5)) * 2
    found = check([stream, b"event: failed\ndata: {}\n\n"], profile=None)
    assert found == check_all_asked([stream, b"event: failed\ndata: {}\n\n"], profile=None)
    assert [finding.code for finding in found[0][1]] == ["SSE509"]


@pytest.mark.parametrize("type", ["FAILED", "error", "run.failed|agent:7"])
def test_a_type_tells_of_a_failure_whatever_the_facts_are(type: str) -> None:
    chunks = [b"data: a\n\nevent: %b\ndata: {}\n\n" % type.encode() * 2]
    settled, _, report = check(chunks, profile=None)
    assert [(finding.code, finding.pos.event) for finding in settled[0] if finding.code == "SSE509"] == [
        ("SSE509", 2),
        ("SSE509", 4),
    ]
    assert report.outcome == "failed"
