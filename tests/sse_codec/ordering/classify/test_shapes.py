"""A shape fits when all its conditions hold."""

from typing import Any

import pytest

from sse_codec.ordering import Document
from sse_codec.ordering.classify._shapes import Shape, first_fit

A = ("a",)
B = ("b",)
DEEP = ("a", "0", "b")


@pytest.mark.parametrize(
    ("conditions", "value", "fits"),
    [
        pytest.param({}, {}, True, id="no condition: any object"),
        pytest.param({}, [], False, id="no condition: no array"),
        pytest.param({}, "a", False, id="no condition: no text"),
        pytest.param({"has": [A]}, {"a": False}, True, id="there"),
        pytest.param({"has": [A]}, {"a": None}, False, id="null is not there"),
        pytest.param({"has": [A]}, {"b": 1}, False, id="not there"),
        pytest.param({"has": [A]}, [1], False, id="no object to have it"),
        pytest.param({"has": [A, B]}, {"a": 1, "b": 1}, True, id="both there"),
        pytest.param({"has": [A, B]}, {"a": 1}, False, id="one of two there"),
        pytest.param({"has": [DEEP]}, {"a": [{"b": 1}]}, True, id="there, deeper"),
        pytest.param({"has": [DEEP]}, {"a": [{}]}, False, id="not there, deeper"),
        pytest.param({"has": [DEEP]}, {"a": "text"}, False, id="something in the way"),
        pytest.param({"has": [()]}, {}, True, id="the whole is there"),
        pytest.param({"lacks": [A]}, {}, True, id="lacks it"),
        pytest.param({"lacks": [A]}, {"a": None}, True, id="null is lacking"),
        pytest.param({"lacks": [A]}, {"a": ""}, False, id="empty is not lacking"),
        pytest.param({"lacks": [DEEP]}, {"a": 1}, True, id="lacks it below something without members"),
        pytest.param({"empty": [A]}, {"a": []}, True, id="empty array"),
        pytest.param({"empty": [A]}, {"a": {}}, True, id="empty object"),
        pytest.param({"empty": [A]}, {"a": ""}, True, id="empty string"),
        pytest.param({"empty": [A]}, {"a": [0]}, False, id="array that is not empty"),
        pytest.param({"empty": [A]}, {"a": 0}, False, id="0 is not empty"),
        pytest.param({"empty": [A]}, {"a": False}, False, id="false is not empty"),
        pytest.param({"empty": [A]}, {}, False, id="what is missing is not empty"),
        pytest.param({"equals": [(A, "x")]}, {"a": "x"}, True, id="equal text"),
        pytest.param({"equals": [(A, "x")]}, {"a": "X"}, False, id="other case"),
        pytest.param({"equals": [(A, 1)]}, {"a": 1.0}, True, id="1.0 is 1"),
        pytest.param({"equals": [(A, 1)]}, {"a": True}, False, id="true is not 1"),
        pytest.param({"equals": [(A, True)]}, {"a": 1}, False, id="1 is not true"),
        pytest.param({"equals": [(A, True)]}, {"a": True}, True, id="true"),
        pytest.param({"equals": [(A, False)]}, {}, False, id="missing is not false"),
        pytest.param({"equals": [(A, 1), (B, 2)]}, {"a": 1, "b": 3}, False, id="one of two is equal"),
        pytest.param({"like": [(A, "data-*")]}, {"a": "data-x\ny"}, True, id="begins so"),
        pytest.param({"like": [(A, "data-*")]}, {"a": "data-"}, True, id="* is nothing too"),
        pytest.param({"like": [(A, "data-*")]}, {"a": "my-data-x"}, False, id="does not begin so"),
        pytest.param({"like": [(A, "data-*")]}, {"a": "Data-x"}, False, id="begins so in another case"),
        pytest.param({"like": [(A, "*.delta")]}, {"a": "text.delta"}, True, id="ends so"),
        pytest.param({"like": [(A, "*.delta")]}, {"a": "textxdelta"}, False, id="a dot is a dot"),
        pytest.param({"like": [(A, "*.delta")]}, {"a": "text.delta\n"}, False, id="ends so, and a line end"),
        pytest.param({"like": [(A, "a?c")]}, {"a": "abc"}, True, id="? is one"),
        pytest.param({"like": [(A, "a?c")]}, {"a": "ac"}, False, id="? is not none"),
        pytest.param({"like": [(A, "[ab]")]}, {"a": "[ab]"}, True, id="brackets are brackets"),
        pytest.param({"like": [(A, "[ab]")]}, {"a": "a"}, False, id="brackets are no set"),
        pytest.param({"like": [(A, "*")]}, {"a": 1}, False, id="a number is like nothing"),
        pytest.param({"has": [A], "lacks": [B]}, {"a": 1}, True, id="several conditions"),
        pytest.param({"has": [A], "lacks": [B]}, {"a": 1, "b": 1}, False, id="one of several conditions"),
    ],
)
def test_value(conditions: dict[str, Any], value: object, fits: bool) -> None:
    assert Shape("k", **conditions).fits_value(value) is fits


@pytest.mark.parametrize(
    ("conditions", "type", "data", "fits"),
    [
        pytest.param({"data": "[DONE]"}, "message", "[DONE]", True, id="this text"),
        pytest.param({"data": "[DONE]"}, "message", "[DONE] ", False, id="this text and a space"),
        pytest.param({"data": ""}, "message", "", True, id="no text"),
        pytest.param({"data": ""}, "message", "{}", False, id="an object is not no text"),
        pytest.param({"types": ["ping", "pong"]}, "pong", "what", True, id="type"),
        pytest.param({"types": ["ping", "pong"]}, "message", "what", False, id="other type"),
        pytest.param({"types": ["messages|*"]}, "messages|task:1", "what", True, id="type that begins so"),
        pytest.param(
            {"types": ["messages|*"]}, "messages|", "what", True, id="type that begins so, and nothing more"
        ),
        pytest.param({"types": ["messages|*"]}, "messages", "what", False, id="type that does not begin so"),
        pytest.param({"types": ["messages|*"]}, "messages|*", "what", True, id="a star itself"),
        pytest.param({"types": ["a", "b*", "*c"]}, "xc", "what", True, id="one of several patterns"),
        pytest.param({"types": ["a.*"]}, "abc", "what", False, id="a dot in a type is a dot"),
        pytest.param({"types": ["ping"], "data": "x"}, "ping", "x", True, id="type and text"),
        pytest.param({"types": ["ping"], "data": "x"}, "ping", "y", False, id="type and other text"),
        pytest.param({"types": ["ping"], "has": [A]}, "ping", '{"a":1}', True, id="type and value"),
        pytest.param({"types": ["ping"], "has": [A]}, "ping", "{}", False, id="type and other value"),
        pytest.param({"types": ["ping"], "has": [A]}, "pong", '{"a":1}', False, id="other type and value"),
        pytest.param({"types": ["ping"], "lacks": [A]}, "ping", "text", False, id="type and no value"),
        pytest.param({}, "message", "{}", True, id="no condition: any object"),
        pytest.param({}, "message", "text", False, id="no condition: no text"),
        pytest.param({"lacks": [A]}, "message", "{", False, id="damaged object"),
    ],
)
def test_event(conditions: dict[str, Any], type: str, data: str, fits: bool) -> None:
    shape = first_fit([Shape("k", **conditions)], Document(data).value, type=type, text=data)
    assert (shape is not None) is fits


@pytest.mark.parametrize(
    ("conditions", "needs", "any_"),
    [
        pytest.param({}, True, True, id="none"),
        pytest.param({"has": [A]}, True, False, id="on the value"),
        pytest.param({"data": ""}, False, False, id="on the data"),
        pytest.param({"types": ["ping"]}, False, False, id="on the type"),
        pytest.param({"types": ["ping"], "has": [A]}, True, False, id="on both"),
    ],
)
def test_which_objects_fit(conditions: dict[str, Any], needs: bool, any_: bool) -> None:
    shape = Shape("k", **conditions)
    assert (shape.needs_object, shape.fits_any_object) == (needs, any_)


def test_text_is_compared_whatever_its_value() -> None:
    done = Shape("done", data="[DONE]", types=["message"])
    assert first_fit([done], None, type="message", text="[DONE]") is done
    assert first_fit([done], {}, type="message", text="{}") is None


def test_first_that_fits_is_taken() -> None:
    shapes = [Shape("a", has=[("a",)]), Shape("ab", has=[("a",), ("b",)]), Shape("b", has=[("b",)])]
    assert first_fit(shapes, {"a": 1, "b": 1}) is shapes[0]
    assert first_fit(shapes[1:], {"a": 1, "b": 1}) is shapes[1]
    assert first_fit(shapes[1:], {"a": 1, "b": None}) is None


def test_pattern_of_many_stars_takes_no_longer_for_a_text_that_it_nearly_fits() -> None:
    # To a plain regular expression with ten of .* this text is 10 ** 20 ways to fail.
    assert not Shape("k", like=[(A, "*a" * 10 + "b")]).fits_value({"a": "a" * 1000})


def test_repr() -> None:
    assert repr(Shape("done", data="[DONE]")) == "Shape('done')"
