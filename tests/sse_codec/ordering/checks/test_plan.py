"""A check gets what it declared to read and nothing else, and its verdict depends on no more than it declared to matter."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sse_codec.ordering import Check
from sse_codec.ordering.checks import RULES, Judge, index_checks
from sse_codec.ordering.checks._active import ActiveCheck, Limits, PlaceCheck
from sse_codec.ordering.reads import EACH, LENGTH, SCALAR, TYPE, Matters, Read
from sse_codec.ordering.state import Budget

KEYS: dict[str, dict[str, Any]] = {
    "type": {"types": ("integer", "string")},
    "one_of": {"values": ("a", 1)},
    "reference": {"reference": "box"},
    "pairs": {"rows": {"a": ("a",)}, "track": "box"},
    "same_as_opener": {"track": "box"},
}
BY_PLACE = [name for name, rule in RULES.items() if issubclass(rule, PlaceCheck)]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = SCALARS | st.lists(SCALARS) | st.dictionaries(st.text(), SCALARS)


def ruled(rule: str) -> Check:
    return Check("c", rule, ["a"], path=("x",), **KEYS.get(rule, {}))


def alike(matters: Matters, one: Any, other: Any) -> bool:
    """Return True if two values are the same in all that matters."""
    if type(one) is not type(other) or isinstance(one, float):
        return False
    if matters == TYPE:
        return True
    if matters == LENGTH:
        return not isinstance(one, str | list | dict) or bool(one) == bool(other)
    return matters == SCALAR and isinstance(one, list | dict)


@pytest.mark.parametrize("rule", BY_PLACE)
@given(one=VALUES, other=VALUES)
def test_values_that_are_alike_in_what_matters_get_the_same_verdict(rule: str, one: Any, other: Any) -> None:
    check = ruled(rule)
    (read,) = RULES[rule].reads(check, "a")
    if alike(read.matters, one, other):
        said = [RULES[rule](check, Limits(lambda track, part: False, Budget())).take("a", read, each)
                for each in (one, other)]  # fmt: skip
        assert bool(said[0]) == bool(said[1])


def test_a_check_is_handed_its_place_alone() -> None:
    handed: list[Any] = []

    def schema(value: Any) -> str:
        handed.append(value)
        return ""

    check = Check("c", "schema", ["a"], path=("x",), schema=schema)
    Judge(index_checks([check])).judge("a", {"x": 1, "y": 2})
    assert handed == [1]


def test_reads_of_one_place_join_but_those_that_count() -> None:
    checks = [ruled("type"), ruled("increasing"), ruled("one_of"), ruled("unique")]
    (index,) = index_checks(checks).values()
    plan = index.plan("a")
    assert len(plan.readings) == 3
    assert plan.footprint.scalars == (("x",),)
    assert plan.counting == ((1, Read(("x",), EACH)), (3, Read(("x",), EACH)))


def test_answers_come_in_the_order_of_the_checks() -> None:
    checks = [
        Check("first", "one_of", ["a"], path=("x",), values=(1,)),
        Check("second", "present", ["a"], path=("y",)),
        Check("third", "type", ["a"], path=("x",), types=("string",)),
    ]
    found = Judge(index_checks(checks)).judge("a", {"x": None})
    assert [check.id for check, _ in found] == ["first", "second", "third"]


def test_unknown_kinds_share_a_plan() -> None:
    (index,) = index_checks([Check("c", "present", ["a"], unknown=True)]).values()
    assert index.plan("b") is index.plan("c")
    assert index.plan("a") is not index.plan("b")


def test_what_lets_everything_pass_reads_nothing() -> None:
    assert ActiveCheck.reads(ruled("present"), "a") == ()
