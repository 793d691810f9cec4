"""Rules on texts that come in pieces."""

from typing import Any

import pytest

from sse_codec.ordering import Check
from sse_codec.ordering.checks import Judge, index_checks
from sse_codec.ordering.state import MAX_HELD, RULE

CONCAT = Check("c", "concat", ["done"], track="box", deltas=["delta"], delta=("d",), path=("text",))
JSON = Check("j", "json", ["done"], track="box", deltas=["delta"], delta=("d",), path=("d",))
WHOLE = Check("w", "json", (), track="box", deltas=["delta"])
KINDS = ("open", "delta", "done")


def piece(text: object) -> tuple[str, Any]:
    return "delta", {"d": text}


def done(text: object = None) -> tuple[str, Any]:
    return "done", {"text": text}


def told(check: Check, *events: tuple[str, Any], opening: bool = True) -> tuple[list[str], list[str]]:
    """What a check says of a slice: at its events, and when it is finished."""
    judge = Judge(index_checks([check]))
    found: list[tuple[Check, str]] = judge.judge_slice("box", (1,), "open", {}, opening=opening)
    for kind, value in events:
        found += judge.judge_slice("box", (1,), kind, value, opening=False)
    return [message for _, message in found], [message for _, message in judge.end_slice("box", (1,))]


@pytest.mark.parametrize(
    "events",
    [
        pytest.param([piece("He"), piece("llo"), done("Hello")], id="two pieces"),
        pytest.param([done("")], id="none, and an empty text"),
        pytest.param([done("Hello")], id="a text at once"),
        pytest.param([piece(""), piece(None), done("Hello")], id="a text at once, beside pieces with nothing in them"),
        pytest.param([done("Hello"), piece("Hel"), piece("lo"), done("Hello")], id="a text at once, and in pieces after it"),
        pytest.param([piece(None), ("delta", {}), ("delta", 5), piece("x"), done("x")], id="null and absent add nothing"),
        pytest.param([piece("\ud83d"), piece("\ude00"), done("\U0001f600")], id="a character cut in two"),
        pytest.param([piece("\ud83d"), done("\ud83d")], id="half a character"),
        pytest.param([piece("x"), done(None)], id="no text at the end"),
        pytest.param([piece("x"), ("done", {})], id="no member at the end"),
        pytest.param([piece("x"), piece(1), done("y")], id="piece that is no text"),
        pytest.param([piece("x"), done("x"), done("x")], id="said twice"),
        pytest.param([piece("x")], id="no end"),
    ],
)  # fmt: skip
def test_texts_that_add_up(events: list[tuple[str, Any]]) -> None:
    assert told(CONCAT, *events) == ([], [])


@pytest.mark.parametrize(
    ("events", "lengths"),
    [
        pytest.param([piece("Hel"), done("Hello")], (3, 5), id="piece lost"),
        pytest.param([piece("lo"), piece("Hel"), done("Hello")], (5, 5), id="pieces that changed places"),
        pytest.param([piece("Hello"), done("")], (5, 0), id="no text"),
        pytest.param([piece("x"), done("y"), piece("z"), done("y")], (1, 1), id="once for a slice"),
    ],
)
def test_texts_that_do_not_add_up(events: list[tuple[str, Any]], lengths: tuple[int, int]) -> None:
    came, there = lengths
    message = f"done /text is not what the deltas add up to: their length is {came}, its length is {there}"
    assert told(CONCAT, *events) == ([message], [])


def test_kind_that_is_piece_and_end() -> None:
    check = Check(
        "c", "concat", ["done"], track="box", deltas=["delta", "done"], delta=("d",), path=("text",)
    )
    assert told(check, piece("x"), ("done", {"d": "y", "text": "xy"})) == ([], [])


DAMAGE = "the strings at /d of this box do not add up to one JSON text: "


@pytest.mark.parametrize(
    ("events", "during"),
    [
        pytest.param([piece('{"a"'), piece(":1}"), done()], [], id="an object"),
        pytest.param([piece("1"), done()], [], id="a number"),
        pytest.param([piece('"\ud83d'), piece('"'), done()], [], id="half a character"),
        pytest.param([piece(""), done()], [], id="empty"),
        pytest.param([done()], [], id="none"),
        pytest.param([piece("{"), piece({}), done()], [], id="piece that is no text"),
        pytest.param([piece("{"), done()], ["Expecting property name enclosed in double quotes at line 1 column 2"], id="cut"),
        pytest.param([piece(" "), done()], ["Expecting value at line 1 column 2"], id="white space"),
        pytest.param([piece("{}"), piece("{}"), done()], ["Extra data at line 1 column 3"], id="two"),
        pytest.param([piece("["), done(), piece("]"), done()], ["Expecting value at line 1 column 2"], id="once for a slice"),
    ],
)  # fmt: skip
def test_json(events: list[tuple[str, Any]], during: list[str]) -> None:
    assert told(JSON, *events) == ([DAMAGE + damage for damage in during], [])


def test_json_that_is_too_deep_to_be_read_is_not_judged() -> None:
    judge = Judge(index_checks([JSON]))
    judge.judge_slice("box", (1,), "open", {}, opening=True)
    judge.judge_slice("box", (1,), "delta", {"d": "[" * 100_000}, opening=False)
    assert judge.end_slice("box", (1,)) == []
    assert judge.limits.budget.beyond == "JSON that is not read, since it is nested more than 512 deep"


def test_json_is_judged_when_the_slice_ends_without_a_word() -> None:
    assert told(JSON, piece("]")) == ([], [DAMAGE + "Expecting value at line 1 column 1"])


def test_json_of_whole_values_that_only_the_end_of_the_slice_ends() -> None:
    message = "the strings of this box do not add up to one JSON text: Expecting value at line 1 column 2"
    assert told(WHOLE, ("delta", "["), ("done", "]")) == ([], [message])
    assert told(WHOLE, ("delta", "["), ("delta", "]")) == ([], [])


@pytest.mark.parametrize("check", [CONCAT, JSON], ids=lambda check: check.rule)
def test_slice_whose_beginning_was_not_seen_is_not_judged(check: Check) -> None:
    assert told(check, piece("]"), done("x"), opening=False) == ([], [])


def many(judge: Judge, texts: list[str]) -> None:
    """One slice for each text, all of them open."""
    for key, text in enumerate(texts):
        judge.judge_slice("box", (key,), "open", {}, opening=True)
        judge.judge_slice("box", (key,), "delta", {"d": text}, opening=False)


def test_json_is_held_within_a_limit_for_the_whole_stream() -> None:
    judge = Judge(index_checks([JSON]))
    many(judge, ["x" * (MAX_HELD - 4 * RULE - 5), "éé", "]" * (RULE + 2), "]"])
    assert judge.limits.budget.beyond == "more than 32 MiB to remember, with text that should be JSON"
    assert [len(judge.end_slice("box", (key,))) for key in range(4)] == [1, 1, 0, 1]


def test_what_was_held_is_given_back() -> None:
    judge = Judge(index_checks([JSON]))
    halves = ["1" * (MAX_HELD // 2 - RULE)] * 2
    for ending in (judge.end_slice, judge.drop_slice):
        many(judge, halves)
        ending("box", (0,))
        ending("box", (1,))
    many(judge, halves)
    judge.restart()
    many(judge, halves)
    assert judge.limits.budget.beyond == ""
