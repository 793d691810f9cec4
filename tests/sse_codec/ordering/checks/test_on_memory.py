"""Rules that compare an event with those before it."""

from typing import Any

import pytest

from sse_codec.ordering import Check
from sse_codec.ordering.checks import Judge, index_checks
from sse_codec.ordering.pointers import BLOCKED, MISSING
from sse_codec.ordering.state import MAX_HELD, RULE, VALUE

MAX_VALUES = (MAX_HELD - RULE) // VALUE
KINDS = ("a", "b", "c")
X = ("x",)


def said(check: Check, *values: Any) -> list[str]:
    """What a check says of some values, all of kind a."""
    judge = Judge(index_checks([check]))
    return [message for value in values for _, message in judge.judge("a", value)]


def in_slice(check: Check, opener: Any, *values: Any, opening: bool = True) -> list[str]:
    """What a check of the track box says of a slice that begins with an event of kind a, and goes on with kind b."""
    judge = Judge(index_checks([check]))
    found = judge.judge_slice("box", (1,), "a", opener, opening=opening)
    for value in values:
        found += judge.judge_slice("box", (1,), "b", value, opening=False)
    return [message for _, message in (*found, *judge.end_slice("box", (1,)))]


@pytest.mark.parametrize(
    ("values", "changes"),
    [
        pytest.param(["a", "a"], 0, id="the same"),
        pytest.param(["a", "b"], 1, id="another"),
        pytest.param(["a", "b", "b", "b"], 1, id="another for good"),
        pytest.param(["a", "b", "a", "b"], 1, id="another and back"),
        pytest.param(["a", "b", "c"], 1, id="two others"),
        pytest.param([1, 1.0], 0, id="numbers are compared by value"),
        pytest.param([1, True], 1, id="true is not 1"),
        pytest.param([None, None], 0, id="null is a value"),
        pytest.param([None, 0], 1, id="null is not 0"),
        pytest.param([[1], [2]], 0, id="arrays are left alone"),
        pytest.param([{}, {"x": 1}], 0, id="objects are left alone"),
        pytest.param(["a" * 100, "a" * 100], 0, id="the same long text"),
        pytest.param(["a" * 100, "a" * 99 + "b"], 1, id="a long text that ends otherwise"),
        pytest.param(["\ud83d" * 100, "\ud83d" * 100], 0, id="halves of characters"),
    ],
)
def test_constant(values: list[object], changes: int) -> None:
    assert len(said(Check("c", "constant", KINDS), *values)) == changes


def test_constant_says_both_values() -> None:
    found = said(Check("c", "constant", KINDS, path=("id",)), {"id": "x"}, {"id": "y"})
    assert found == ['a /id is "y", and was "x" before in this stream']


def test_constant_in_a_slice_says_so() -> None:
    found = in_slice(Check("c", "constant", KINDS, track="box"), "x", "y")
    assert found == ['b is "y", and was "x" before in this box']


def increasing(start: int | None = None, step: int | None = None, *, required: bool = False) -> Check:
    return Check("i", "increasing", KINDS, path=X, start=start, step=step, required=required)


@pytest.mark.parametrize(
    ("check", "numbers", "messages"),
    [
        pytest.param(increasing(), [-1, 0.5, 7], [], id="any step"),
        pytest.param(increasing(), [5, 3, 4], ["3 after 5, and should be more"], id="back, once"),
        pytest.param(increasing(), [5, 5], ["5 after 5, and should be more"], id="the same again"),
        pytest.param(increasing(step=1), [4, 5, 6.0], [], id="by one from anywhere"),
        pytest.param(increasing(step=2), [0, 2, 3, 5], ["3 after 2, and should be 4"], id="too small a step, once"),
        pytest.param(increasing(step=1), [0, 2, 3], ["2 after 0, and should be 1"], id="a gap, once"),
        pytest.param(increasing(step=1), [0, 2, 1, 3], ["2 after 0, and should be 1"], id="two that changed places"),
        pytest.param(increasing(0, 1), [0, 1], [], id="from the start"),
        pytest.param(increasing(0, 1), [1, 2], ["1, and should begin with 0"], id="not from the start, once"),
        pytest.param(increasing(0), [5, 0], ["5, and should begin with 0", "0 after 5, and should be more"], id="start late"),
        pytest.param(increasing(step=1), [0, None, 1], [], id="one without a number"),
        pytest.param(increasing(step=1), [0, "1", 1], [], id="a text is no number"),
        pytest.param(increasing(step=1, required=True), [0, "1", 2, 4],
            ["of type string, and should be a number", "4 after 2, and should be 3"], id="required, and a text"),
        pytest.param(increasing(0, 1, required=True), [True, 1], ["of type boolean, and should be a number"], id="true"),
    ],
)  # fmt: skip
def test_increasing(check: Check, numbers: list[object], messages: list[str]) -> None:
    assert said(check, *({"x": number} for number in numbers)) == [
        f"a /x is {message}" for message in messages
    ]


def test_number_that_is_missing() -> None:
    values = [{"x": 0}, {}, {"x": 2}]
    assert said(increasing(0, 1), *values) == ["a /x is 2 after 0, and should be 1"]
    assert said(increasing(0, 1, required=True), *values) == ["a /x is missing"]


@pytest.mark.parametrize("value", [MISSING, BLOCKED, "text"])
def test_number_is_not_asked_of_what_has_no_members(value: object) -> None:
    assert said(increasing(0, 1, required=True), {"x": 0}, value, {"x": 1}) == []


def test_number_does_not_start_in_a_slice_whose_beginning_was_not_seen() -> None:
    check = Check("i", "increasing", KINDS, track="box", start=0)
    assert in_slice(check, 5, 6) == ["a is 5, and should begin with 0"]
    assert in_slice(check, 5, 6, opening=False) == []


@pytest.mark.parametrize(
    ("values", "messages"),
    [
        pytest.param(["a", "b"], [], id="different"),
        pytest.param(["a", "b", "a", "a"], ['"a"', '"a"'], id="twice again"),
        pytest.param([1, "1", True], [], id="of different types"),
        pytest.param([1, 1.0], ["1.0"], id="numbers are compared by value"),
        pytest.param([None, None], [], id="null is nothing"),
        pytest.param([[], [], {}, {}], [], id="arrays and objects are left alone"),
        pytest.param(
            [2**70, 2**70, 2.0**70], [str(2**70), str(2.0**70)], id="a long number that a float equals"
        ),
        pytest.param(
            [2**70 + 1, 2**70, 2**70 + 1], [str(2**70 + 1)], id="a long number that no float equals"
        ),
        pytest.param(["a" * 65, "a" * 65], ['"' + "a" * 58 + "…"], id="a long text"),
    ],
)
def test_unique(values: list[object], messages: list[str]) -> None:
    found = said(Check("u", "unique", KINDS), *values)
    assert found == [f"a is {message}, which came before in this stream" for message in messages]


def test_unique_remembers_so_many() -> None:
    judge = Judge(index_checks([Check("u", "unique", KINDS)]))
    assert not any(judge.judge("a", value) for value in range(MAX_VALUES + 1))
    assert judge.limits.budget.beyond == "more than 32 MiB to remember, with the values of u"
    assert not judge.judge("a", MAX_VALUES)
    assert all(judge.judge("a", value) for value in (0, MAX_VALUES - 1))


def test_unique_gives_back_what_a_slice_held() -> None:
    judge = Judge(index_checks([Check("u", "unique", KINDS, track="box")]))
    for key in range(3):
        for value in range(MAX_VALUES):
            assert judge.judge_slice("box", (key,), "a", value, opening=value == 0) == []
        judge.end_slice("box", (key,))
    assert judge.limits.budget.beyond == ""


def opener(path: tuple[str, ...] = X) -> Check:
    return Check("s", "same_as_opener", KINDS, track="box", path=path, opener=X)


@pytest.mark.parametrize(
    ("check", "values", "messages"),
    [
        pytest.param(opener(), [{"x": 1}, {"x": 1.0}], [], id="the same"),
        pytest.param(opener(), [{"x": 1}, {"x": 2}], ["b /x is 2, and was 1 when the box began"], id="another"),
        pytest.param(opener(), [{"x": 1}, {"x": True}], ["b /x is true, and was 1 when the box began"], id="true is not 1"),
        pytest.param(opener(), [{"x": 1}, {"x": []}], ["b /x is an array, and was 1 when the box began"], id="an array"),
        pytest.param(opener(), [{"x": None}, {"x": 1}], ["b /x is 1, and was null when the box began"], id="null in the opener"),
        pytest.param(opener(), [{}, {"x": 1}, {"x": 2}], [], id="absent from the opener"),
        pytest.param(opener(), ["text", {"x": 1}], [], id="opener that is a text"),
        pytest.param(opener(), [{"x": []}, {"x": 1}], [], id="array in the opener"),
        pytest.param(opener(), [{"x": 1}, {}, {"x": 1}], [], id="absent later"),
        pytest.param(opener(("y",)), [{"x": 1}, {"y": 2}], ["b /y is 2, and was 1 at /x when the box began"], id="elsewhere"),
    ],
)  # fmt: skip
def test_same_as_opener(check: Check, values: list[object], messages: list[str]) -> None:
    assert in_slice(check, *values) == messages


PAIRS = Check(
    "p",
    "pairs",
    "b",
    track="box",
    path=("d",),
    opener=X,
    rows={"text": ("t",), "tool": ("j", "k"), "": ("e",)},
)


@pytest.mark.parametrize(
    ("values", "messages"),
    [
        pytest.param([{"x": "tool"}, {"d": "j"}, {"d": "k"}], [], id="of the row"),
        pytest.param([{"x": "tool"}, {"d": "t"}], ['b /d is "t", and should be "j" or "k" in a box of "tool"'], id="of another"),
        pytest.param([{"x": "text"}, {"d": []}], ['b /d is an array, and should be "t" in a box of "text"'], id="an array"),
        pytest.param([{"x": ""}, {"d": "t"}], ['b /d is "t", and should be "e" in a box of ""'], id="row of the empty text"),
        pytest.param([{"x": "text"}, {}], [], id="absent"),
        pytest.param([{"x": "new"}, {"d": "t"}], [], id="no row"),
        pytest.param([{"x": ["text"]}, {"d": "?"}], [], id="opener that is no text"),
        pytest.param([{}, {"d": "?"}], [], id="absent from the opener"),
    ],
)  # fmt: skip
def test_pairs(values: list[object], messages: list[str]) -> None:
    assert in_slice(PAIRS, *values) == messages


@pytest.mark.parametrize("check", [opener(), PAIRS], ids=lambda check: check.rule)
def test_nothing_is_compared_with_a_beginning_that_was_not_seen(check: Check) -> None:
    assert in_slice(check, {"x": "text"}, {"x": "?", "d": "?"}, opening=False) == []


@pytest.mark.parametrize(
    ("check", "messages"),
    [
        pytest.param(Check("o", "same_as_opener", "b", track="box", path=X, opener=X, required=True), ["b /x is missing"], id="same_as_opener"),
        pytest.param(Check("p", "pairs", "b", track="box", path=("d",), opener=X, rows={"x": ("y",)}, required=True), ["b /d is missing"], id="pairs"),
        pytest.param(Check("i", "increasing", "b", track="box", path=("n", "m"), required=True), ["b /n is missing"], id="increasing"),
        pytest.param(Check("o", "same_as_opener", "b", track="box", path=X, opener=X), [], id="same_as_opener need not be there"),
        pytest.param(Check("p", "pairs", "b", track="box", path=("d",), opener=X, rows={"x": ("y",)}), [], id="pairs need not be there"),
        pytest.param(Check("i", "increasing", "b", track="box", path=("n", "m")), [], id="increasing need not be there"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("opening", [True, False], ids=["from the beginning", "from the middle"])
def test_what_is_required_in_a_slice(check: Check, messages: list[str], opening: bool) -> None:
    assert in_slice(check, {"x": "x"}, {}, opening=opening) == messages


def counted(check: Check, kinds: str) -> tuple[list[str], list[str]]:
    """What a check says of a stream: at its events, and at its end."""
    judge = Judge(index_checks([check]))
    during = [message for kind in kinds for _, message in judge.judge(kind, None)]
    return during, [message for _, message in judge.close()]


@pytest.mark.parametrize(
    ("check", "kinds", "during", "after"),
    [
        pytest.param(Check("n", "count", "a", minimum=1), "b", [], ["no a came, at least 1 should"], id="none"),
        pytest.param(Check("n", "count", "ab", minimum=3), "ab", [], ["2 a or b came, at least 3 should"], id="too few"),
        pytest.param(Check("n", "count", "ab", minimum=2), "ab", [], [], id="enough"),
        pytest.param(Check("n", "count", "a", minimum=1, unless="c"), "c", [], [], id="excused"),
        pytest.param(Check("n", "count", "a", maximum=1), "aaab", ["more than 1 a came"], [], id="too many, once"),
        pytest.param(Check("n", "count", "a", maximum=1, unless="c"), "caa", [], [], id="too many and excused"),
        pytest.param(Check("n", "count", "a", maximum=0, unless="a"), "a", [], [], id="excused by what is counted"),
        pytest.param(Check("n", "count", "a", maximum=0), "aa", ["a came, and none should"], [], id="none may come, said once"),
        pytest.param(Check("n", "count", "a", minimum=1), "aa", [], [], id="no maximum"),
    ],
)  # fmt: skip
def test_count(check: Check, kinds: str, during: list[str], after: list[str]) -> None:
    assert counted(check, kinds) == (during, after)


@pytest.mark.parametrize(
    ("check", "messages"),
    [
        pytest.param(Check("n", "count", "b", track="box", minimum=3), ["2 b came in this box, at least 3 should"], id="few"),
        pytest.param(Check("n", "count", "b", track="box", maximum=1), ["more than 1 b came in this box"], id="many"),
        pytest.param(Check("n", "count", "b", track="box", maximum=0), ["b came in this box, and none should"], id="none"),
        pytest.param(Check("n", "count", "ab", track="box", minimum=3, maximum=3), [], id="just so many"),
    ],
)  # fmt: skip
def test_count_in_a_slice(check: Check, messages: list[str]) -> None:
    assert in_slice(check, None, None, None) == messages


def test_too_few_are_not_told_of_a_slice_whose_beginning_was_not_seen() -> None:
    check = Check("n", "count", "b", track="box", minimum=3)
    assert in_slice(check, None, None, opening=False) == []
