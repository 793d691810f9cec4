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
