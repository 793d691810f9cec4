"""JSON from the wire is parsed once and is never fatal."""

import pytest

from sse_codec.ordering import Document
from sse_codec.ordering.pointers import is_array, is_object


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param('{"a": [1, 2.5, null]}', {"a": [1, 2.5, None]}, id="object"),
        pytest.param(' \n"\\u20ac"\t', "€", id="white space around"),
        pytest.param('"\\ud83d"', "\ud83d", id="lone surrogate"),
        pytest.param("9" * 4000, int("9" * 4000), id="long integer"),
        pytest.param("9" * 5000, float("inf"), id="integer beyond what Python reads"),
        pytest.param("-" + "9" * 5000, float("-inf"), id="negative integer beyond what Python reads"),
    ],
)
def test_value(text: str, value: object) -> None:
    document = Document(text)
    assert (document.value, document.damage) == (value, "")
    assert document.value is document.value


@pytest.mark.parametrize(
    ("text", "damage"),
    [
        pytest.param("", "Expecting value at line 1 column 1", id="nothing"),
        pytest.param('{"a":\n "b', "Unterminated string starting at line 2 column 2", id="cut in a string"),
        pytest.param('{"a":1', "Expecting ',' delimiter at line 1 column 7", id="cut in an object"),
        pytest.param("{}{}", "Extra data at line 1 column 3", id="two values"),
    ],
)
def test_damage_says_where(text: str, damage: str) -> None:
    document = Document(text)
    assert (document.damage, document.value) == (damage, None)


@pytest.mark.parametrize(
    ("text", "broken"), [(' {"a":', True), ('{"a":1}', False), ("text", False), ("", False)]
)
def test_broken_object(text: str, broken: bool) -> None:
    assert Document(text).is_broken_object is broken


def test_kinds_of_containers() -> None:
    assert [is_object(value) for value in ({}, [], "")] == [True, False, False]
    assert [is_array(value) for value in ({}, [], "")] == [False, True, False]
