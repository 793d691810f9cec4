"""JSON pointers (RFC 6901)."""

import pytest

from sse_codec.ordering.pointers import BLOCKED, MISSING, parse_pointer, resolve, resolve_each, write_pointer

# The document of RFC 6901, 5.
DOCUMENT = {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "m~n": 8, " ": 7}


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("", DOCUMENT),
        ("/foo", ["bar", "baz"]),
        ("/foo/0", "bar"),
        ("/", 0),
        ("/a~1b", 1),
        ("/c%d", 2),
        ("/m~0n", 8),
        ("/ ", 7),
    ],
)
def test_examples_of_the_rfc(pointer: str, value: object) -> None:
    assert resolve(parse_pointer(pointer), DOCUMENT) == value
    assert write_pointer(parse_pointer(pointer)) == pointer


@pytest.mark.parametrize(
    ("pointer", "absent"),
    [
        pytest.param("/none", MISSING, id="no such member"),
        pytest.param("/none/deeper", MISSING, id="below a member that is missing"),
        pytest.param("/foo/2", MISSING, id="behind the last element"),
        pytest.param("/foo/01", BLOCKED, id="leading zero"),
        pytest.param("/foo/-", BLOCKED, id="the element that is to be appended"),
        pytest.param("/foo/-1", BLOCKED, id="negative"),
        pytest.param("/foo/\u0661", BLOCKED, id="digit of another script"),
        pytest.param("/foo/", BLOCKED, id="no digit"),
        pytest.param("/foo/1234567890", BLOCKED, id="more digits than any array has"),
        pytest.param("/foo/0/x", BLOCKED, id="below a string"),
        pytest.param("/a~1b/x/y", BLOCKED, id="far below a number"),
    ],
)
def test_absent(pointer: str, absent: object) -> None:
    assert resolve(parse_pointer(pointer), DOCUMENT) is absent


@pytest.mark.parametrize(
    ("pointer", "value", "found"),
    [
        pytest.param("", 1, {"": 1}, id="the whole"),
        pytest.param("/a/b", {"a": {"b": None}}, {"/a/b": None}, id="null is there"),
        pytest.param("/a/b", {"a": {}}, {}, id="nothing there"),
        pytest.param("/a/b", {"a": "text"}, {}, id="something in the way"),
        pytest.param("/1", ["x", "y"], {"/1": "y"}, id="one element"),
        pytest.param("/*", ["x", "y"], {"/0": "x", "/1": "y"}, id="each element"),
        pytest.param("/*", {"x": 1, "a/b": 2}, {"/x": 1, "/a~1b": 2}, id="each member"),
        pytest.param("/*", [], {}, id="no element"),
        pytest.param("/*", "text", {}, id="members of a text"),
        pytest.param("/c/*/f", {"c": [{"f": 1}, {}, {"f": 2}]}, {"/c/0/f": 1, "/c/2/f": 2}, id="a member of each element"),
        pytest.param("/*/*", [[1], {"x": 2}, 3], {"/0/0": 1, "/1/x": 2}, id="two stars"),
    ],
)  # fmt: skip
def test_each_place_that_a_pointer_names(pointer: str, value: object, found: dict[str, object]) -> None:
    places = resolve_each(parse_pointer(pointer), value)
    assert [(write_pointer(place), there) for place, there in places] == list(found.items())


@pytest.mark.parametrize("text", ["foo", "/~", "/a~2b", "/~~0"])
def test_no_pointer(text: str) -> None:
    with pytest.raises(ValueError, match="JSON pointer"):
        parse_pointer(text)
