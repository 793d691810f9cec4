"""Payload checks on values."""

from typing import Any

import pytest

from sse_codec.ordering import Check
from sse_codec.ordering._checks import Judge
from sse_codec.ordering._pointer import BLOCKED, MISSING

KINDS = ("a", "b", "c")


def said(check: Check, *values: Any) -> list[str]:
    """What a check says of some values, all of kind a."""
    judge = Judge([check], KINDS)
    return [message for value in values for _, message in judge.judge("a", value)]


def typed(*types: str, path: tuple[str, ...] = ()) -> Check:
    return Check("t", "type", KINDS, types=types, path=path)


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("string", "", 0),
        ("number", 1.5, True),
        ("number", 1, "1"),
        ("integer", 1, 1.5),
        ("integer", 2.0, False),
        ("boolean", True, 1),
        ("array", [], {}),
        ("object", {}, []),
        ("null", None, 0),
    ],
)
def test_type(name: str, right: object, wrong: object) -> None:
    assert said(typed(name), right) == []
    assert len(said(typed(name), wrong)) == 1


@pytest.mark.parametrize(
    ("check", "value", "message"),
    [
        pytest.param(typed("string"), 1, "a is of type integer, and should be string", id="type"),
        pytest.param(
            typed("array", "null", path=("x",)), {"x": 1.5},
            "a /x is of type number, and should be array or null", id="type at a path"),
        pytest.param(Check("p", "present", KINDS, path=("x",)), {}, "a /x is missing", id="present"),
        pytest.param(Check("p", "present", KINDS), MISSING, "a is missing", id="present as a whole"),
        pytest.param(
            Check("o", "one_of", KINDS, values=("x", 1)), "y", 'a is "y", and should be "x" or 1', id="one of"),
        pytest.param(
            Check("o", "one_of", KINDS, values=("x",)), [1], 'a is an array, and should be "x"', id="array"),
        pytest.param(
            Check("o", "one_of", KINDS, values=("x",)), {}, 'a is an object, and should be "x"', id="object"),
        pytest.param(
            Check("o", "one_of", KINDS, values=("x",)), "\ud83d", 'a is "\\ud83d", and should be "x"', id="surrogate"),
        pytest.param(
            Check("o", "one_of", KINDS, values=(1,)), True, "a is true, and should be 1", id="true is not 1"),
    ],
)  # fmt: skip
def test_what_is_said(check: Check, value: object, message: str) -> None:
    assert said(check, value) == [message]


@pytest.mark.parametrize(
    ("check", "value"),
    [
        pytest.param(typed("string"), MISSING, id="type of nothing"),
        pytest.param(typed("string", path=("x",)), {}, id="type of a member that is missing"),
        pytest.param(Check("p", "present", KINDS, path=("x",)), {"x": None}, id="present and null"),
        pytest.param(Check("p", "present", KINDS, path=("x",)), "text", id="member of a text"),
        pytest.param(Check("p", "present", KINDS, path=("x",)), MISSING, id="member of nothing"),
        pytest.param(Check("p", "present", KINDS), BLOCKED, id="present and unreadable"),
        pytest.param(Check("o", "one_of", KINDS, values=("x", 1)), 1.0, id="numbers are compared by value"),
        pytest.param(typed("string"), BLOCKED, id="type of what cannot be read"),
    ],
)
def test_nothing_is_said(check: Check, value: object) -> None:
    assert said(check, value) == []


@pytest.mark.parametrize(
    ("values", "changes"),
    [
        pytest.param(["a", "a"], 0, id="the same"),
        pytest.param(["a", "b"], 1, id="another"),
        pytest.param(["a", "b", "b", "b"], 1, id="another for good"),
        pytest.param(["a", "b", "a", "b"], 1, id="another and back"),
        pytest.param(["a", "b", "c"], 2, id="two others"),
        pytest.param([1, True], 1, id="true is not 1"),
        pytest.param([[1], [2]], 0, id="arrays are left alone"),
        pytest.param([{}, {"x": 1}], 0, id="objects are left alone"),
    ],
)
def test_constant(values: list[object], changes: int) -> None:
    assert len(said(Check("c", "constant", KINDS), *values)) == changes


def test_constant_says_both_values() -> None:
    found = said(Check("c", "constant", KINDS, path=("id",)), {"id": "x"}, {"id": "y"})
    assert found == ['a /id is "y", and was "x" before in this stream']


def counted(check: Check, kinds: str) -> tuple[list[str], list[str]]:
    """What a check says of a stream: at its events, and at its end."""
    judge = Judge([check], KINDS)
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
        pytest.param(Check("n", "count", "a", maximum=0), "a", ["more than 0 a came"], [], id="none may come"),
        pytest.param(Check("n", "count", "a", minimum=1), "aa", [], [], id="no maximum"),
    ],
)  # fmt: skip
def test_count(check: Check, kinds: str, during: list[str], after: list[str]) -> None:
    assert counted(check, kinds) == (during, after)


def test_other_kinds_are_not_judged() -> None:
    assert Judge([Check("t", "type", "b", types=("string",))], KINDS).judge("a", 1) == []


def test_repr() -> None:
    assert repr(typed("string")) == "Check('t', 'type')"
