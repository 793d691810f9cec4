"""Nothing of a stranger's bytes reaches a terminal as anything but visible text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sse_conform.render._visible import visible, visible_bytes, width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("data: plain ~", "data: plain ~", id="ASCII is itself"),
        pytest.param("Grüße, 漢字, 🎉", "Grüße, 漢字, 🎉", id="letters and emoji are themselves"),
        pytest.param("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m", id="an escape sequence"),
        pytest.param("a\tb\rc\nd\x00\x7f", "a\\tb\\rc\\nd\\x00\\x7f", id="controls"),
        pytest.param("\x9b31m", "\\x9b31m", id="a control beyond ASCII"),
        pytest.param("\u202eevil\u2066", "\\u202eevil\\u2066", id="bidirectional overrides"),
        pytest.param("a\u2028b\u0085c", "a\\u2028b\\x85c", id="line separators"),
        pytest.param("\ufeff\u200b\u00a0", "\\ufeff\\u200b\\xa0", id="what has no ink"),
        pytest.param("\U000e0001", "\\U000e0001", id="a tag character beyond the first plane"),
        pytest.param("\ud83d", "\\ud83d", id="half a surrogate pair"),
        pytest.param("e\u0301", "e\u0301", id="a combining accent"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_every_character_shown_is_printable(text: str) -> None:
    categories = {unicodedata.category(character) for character in visible(text) if character != " "}
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        pytest.param(b"caf\xc3\xa9", "café", id="UTF-8"),
        pytest.param(b"caf\xe9!", "caf\\xe9!", id="a byte that is not"),
        pytest.param(b"\xe2\x82", "\\xe2\\x82", id="half a character"),
    ],
)
def test_bytes(data: bytes, shown: str) -> None:
    assert visible_bytes(data) == shown


@pytest.mark.parametrize(
    ("shown", "cells"),
    [
        pytest.param("abc", 3, id="ASCII"),
        pytest.param("漢字", 4, id="wide"),
        pytest.param("e\u0301é", 2, id="combining"),
    ],
)
def test_width(shown: str, cells: int) -> None:
    assert width(shown) == cells
