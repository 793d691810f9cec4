"""Rules on one value."""

from typing import Any

import pytest

from sse_codec.ordering import Check
from sse_codec.ordering.checks import RULES, Judge, index_checks
from sse_codec.ordering.pointers import BLOCKED, MISSING

KINDS = ("a", "b", "c")
X = ("x",)


def begun(track: str, part: object) -> bool:
    return (track, part) in {("tool", "t1"), ("tool", 1)}


def said(check: Check, *values: Any) -> list[str]:
    """What a check says of some values, all of kind a."""
    judge = Judge(index_checks([check]), has_begun=begun)
    return [message for value in values for _, message in judge.judge("a", value)]


def typed(*types: str, path: tuple[str, ...] = ()) -> Check:
    return Check("t", "type", KINDS, types=types, path=path)


def one_of(*values: object) -> Check:
    return Check("o", "one_of", KINDS, values=values)


def ruled(rule: str, path: tuple[str, ...] = X) -> Check:
    return Check("r", rule, KINDS, path=path, reference="tool")


def fails(error: type[Exception]) -> Check:
    def schema(value: object) -> str:
        raise error

    return Check("s", "schema", KINDS, schema=schema)


def test_the_list_of_rules_is_closed() -> None:
    assert sorted(RULES) == [
        "absent", "concat", "constant", "count", "increasing", "json", "nonempty", "one_of", "pairs", "present",
        "reference", "same_as_opener", "schema", "type", "unique",
    ]  # fmt: skip


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
        pytest.param(typed("array", "null", path=X), {"x": 1.5}, "a /x is of type number, and should be array or null", id="type at a path"),
        pytest.param(ruled("present"), {}, "a /x is missing", id="present"),
        pytest.param(ruled("present", ()), MISSING, "a is missing", id="present as a whole"),
        pytest.param(ruled("absent"), {"x": 1}, "a /x is 1, and should not be there", id="absent"),
        pytest.param(ruled("absent"), {"x": []}, "a /x is an array, and should not be there", id="absent array"),
        pytest.param(ruled("nonempty"), {"x": ""}, "a /x is empty", id="empty string"),
        pytest.param(ruled("nonempty"), {"x": []}, "a /x is empty", id="empty array"),
        pytest.param(ruled("nonempty"), {"x": {}}, "a /x is empty", id="empty object"),
        pytest.param(one_of("x", 1), "y", 'a is "y", and should be "x" or 1', id="one of"),
        pytest.param(one_of("x"), [1], 'a is an array, and should be "x"', id="array"),
        pytest.param(one_of("x"), {}, 'a is an object, and should be "x"', id="object"),
        pytest.param(one_of("x"), "\ud83d", 'a is "\\ud83d", and should be "x"', id="surrogate"),
        pytest.param(one_of(1), True, "a is true, and should be 1", id="true is not 1"),
        pytest.param(Check("s", "schema", KINDS, schema=str), 1, "a does not fit the schema: 1", id="schema"),
        pytest.param(ruled("reference"), {"x": "t2"}, 'a /x is "t2", and no tool of that key has begun', id="reference to nothing"),
        pytest.param(ruled("reference"), {"x": True}, "a /x is true, and no tool of that key has begun", id="true is no key"),
        pytest.param(ruled("reference"), {"x": []}, "a /x is an array, and no tool of that key has begun", id="array is no key"),
    ],
)  # fmt: skip
def test_what_is_said(check: Check, value: object, message: str) -> None:
    assert said(check, value) == [message]


@pytest.mark.parametrize(
    ("check", "value"),
    [
        pytest.param(typed("string"), MISSING, id="type of nothing"),
        pytest.param(typed("string", path=X), {}, id="type of a member that is missing"),
        pytest.param(typed("string"), BLOCKED, id="type of what cannot be read"),
        pytest.param(ruled("present"), {"x": None}, id="present and null"),
        pytest.param(ruled("present"), "text", id="member of a text"),
        pytest.param(ruled("present"), MISSING, id="member of nothing"),
        pytest.param(ruled("present", ()), BLOCKED, id="present and unreadable"),
        pytest.param(ruled("absent"), {}, id="absent"),
        pytest.param(ruled("absent"), {"x": None}, id="null counts as absent"),
        pytest.param(ruled("absent"), "text", id="absent from a text"),
        pytest.param(ruled("nonempty"), {"x": " "}, id="white space is something"),
        pytest.param(ruled("nonempty"), {"x": 0}, id="zero is not empty"),
        pytest.param(ruled("nonempty"), {"x": False}, id="false is not empty"),
        pytest.param(ruled("nonempty"), {"x": None}, id="null is not empty"),
        pytest.param(ruled("nonempty"), {}, id="missing is not empty"),
        pytest.param(one_of("x", 1), 1.0, id="numbers are compared by value"),
        pytest.param(ruled("reference"), {"x": "t1"}, id="reference to a slice"),
        pytest.param(ruled("reference"), {"x": 1.0}, id="reference by number"),
        pytest.param(ruled("reference"), {"x": None}, id="null refers to nothing"),
        pytest.param(ruled("reference"), {}, id="no reference"),
        pytest.param(ruled("schema"), {"x": 1}, id="everything fits no schema"),
        pytest.param(fails(RecursionError), 1, id="too deep for a schema"),
        pytest.param(fails(OverflowError), 1, id="too large for a schema"),
        pytest.param(fails(ValueError), 1, id="no number for a schema"),
    ],
)
def test_nothing_is_said(check: Check, value: object) -> None:
    assert said(check, value) == []


NEEDS: dict[str, dict[str, Any]] = {
    "type": {"types": ("string",)},
    "nonempty": {},
    "one_of": {"values": ("x",)},
    "constant": {},
    "unique": {},
    "reference": {"reference": "tool"},
    "schema": {},
}
"""Rules on a place in the stream as a whole, and what each needs; those in slices, and on numbers, are tried on their own."""


@pytest.mark.parametrize("rule", NEEDS)
@pytest.mark.parametrize(
    ("value", "message"),
    [
        pytest.param({"x": {}}, "a /x/y is missing", id="a member"),
        pytest.param({}, "a /x is missing", id="the outermost member of two"),
        pytest.param({"x": {"y": None}}, None, id="null is there"),
        pytest.param({"x": "text"}, None, id="something in the way"),
        pytest.param([1], None, id="no object at all"),
        pytest.param(MISSING, None, id="no value at all"),
    ],
)
def test_what_is_required(rule: str, value: object, message: str | None) -> None:
    def check(*, required: bool) -> Check:
        return Check("r", rule, KINDS, path=("x", "y"), required=required, **NEEDS[rule])

    optional = said(check(required=False), value)
    assert said(check(required=True), value) == ([message] if message else optional)
    assert not any("missing" in each for each in optional)


@pytest.mark.parametrize("rule", NEEDS)
def test_a_value_as_a_whole_may_be_required(rule: str) -> None:
    assert said(Check("r", rule, KINDS, required=True, **NEEDS[rule]), MISSING) == ["a is missing"]


def test_required_in_a_list() -> None:
    check = Check("r", "type", KINDS, path=("x", "0", "y"), types=("string",), required=True)
    assert said(check, {"x": []}, {"x": [{}]}, {"x": [{"y": "t"}]}) == [
        "a /x/0 is missing",
        "a /x/0/y is missing",
    ]


def test_value_that_a_schema_cannot_judge_is_over_a_limit() -> None:
    judge = Judge(index_checks([fails(RecursionError)]))
    assert judge.limits.budget.beyond == ""
    judge.judge("a", 1)
    assert judge.limits.budget.beyond == "values that are too deep or too large for a schema"


def test_nothing_has_begun_for_a_judge_that_is_not_told() -> None:
    assert len(Judge(index_checks([ruled("reference")])).judge("a", {"x": "t1"})) == 1


def test_other_kinds_are_not_judged() -> None:
    assert Judge(index_checks([Check("t", "type", "b", types=("string",))])).judge("a", 1) == []


def test_checks_speak_in_the_order_of_the_profile() -> None:
    checks = [typed("string"), ruled("present", ()), one_of("x")]
    assert [check.id for check, _ in Judge(index_checks(checks)).judge("a", 1)] == ["t", "o"]


def test_repr() -> None:
    assert repr(typed("string")) == "Check('t', 'type')"
