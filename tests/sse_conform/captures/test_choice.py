"""Which stream of a recording a pattern names, and what to suggest."""

import pytest

from sse_conform.captures import choice_of, is_named

THIRD = "a.har#3 POST https://a.example/x"


@pytest.mark.parametrize(
    ("pattern", "names"),
    [("3", True), ("#3", True), ("03", True), ("1", False), ("#1", False), ("#30", False), ("#3 post", True), ("*/y", False)],
)  # fmt: skip
def test_what_a_pattern_names(pattern: str, names: bool) -> None:
    assert is_named(THIRD, pattern) is names
    assert not is_named("a.har#30 POST https://a.example/y", "#3")


@pytest.mark.parametrize(
    ("source", "choice"), [(THIRD, "3"), ("a.ssecap#12", "12"), ("folder#1/a.sse", "folder#1/a.sse")]
)
def test_what_names_a_stream(source: str, choice: str) -> None:
    assert choice_of(source) == choice
    assert is_named(source, choice)
