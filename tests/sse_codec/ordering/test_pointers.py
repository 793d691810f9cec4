"""JSON pointers (RFC 6901)."""

import pytest

from sse_codec.ordering.pointers import BLOCKED, MISSING, parse_pointer, resolve, write_pointer

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


@pytest.mark.parametrize("text", ["foo", "/~", "/a~2b", "/~~0"])
def test_no_pointer(text: str) -> None:
    with pytest.raises(ValueError, match="JSON pointer"):
        parse_pointer(text)
