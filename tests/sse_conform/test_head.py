"""Header fields are found in any case, and repeated ones are one list."""

import pytest

from sse_conform.head import ResponseHead

HEAD = ResponseHead(
    "1.1", 200, (("Cache-Control", "no-store"), ("Vary", ""), ("cache-control", "Private;x, ,a"))
)


@pytest.mark.parametrize("name", ["Cache-Control", "CACHE-CONTROL"])
def test_repeated_fields_are_joined(name: str) -> None:
    assert HEAD.get(name) == "no-store, Private;x, ,a"


def test_a_field_that_is_absent_is_not_one_that_is_empty() -> None:
    assert HEAD.get("Vary") == ""
    assert HEAD.get("Age") is None


TOKENS = [("cache-control", ("no-store", "private", "a")), ("vary", ()), ("age", ())]


@pytest.mark.parametrize(("name", "tokens"), TOKENS)
def test_tokens(name: str, tokens: tuple[str, ...]) -> None:
    assert HEAD.tokens(name) == tokens


LENGTHS = [
    pytest.param([("content-length", "12")], 12, id="a number"),
    pytest.param([("Content-Length", "12"), ("Content-Length", " 12")], 12, id="the same number twice"),
    pytest.param([("Content-Length", "12"), ("Content-Length", "13")], None, id="two numbers"),
    pytest.param([("Content-Length", "+12")], None, id="a sign"),
    pytest.param([("Content-Length", "1" * 5000)], None, id="more digits than any body has bytes"),
    pytest.param([("Content-Length", "12"), ("Transfer-Encoding", "chunked")], None, id="chunks"),
    pytest.param([], None, id="no length"),
]


@pytest.mark.parametrize(("headers", "length"), LENGTHS)
def test_the_length_of_the_body(headers: list[tuple[str, str]], length: int | None) -> None:
    assert ResponseHead("1.1", 200, tuple(headers)).content_length == length
