"""Long bytes are counted as text some at a time, and as many characters as all of the text at once."""

import pytest

from sse_conform.rules._utf8 import characters


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"a\xff\xc3\xa9", id="a few bytes"),
        pytest.param("a\U0001f600".encode() * 50_000, id="characters that pieces cut"),
        pytest.param(b"a" + "\U0001f600".encode() * 50_000 + b"\xf0\x9f", id="one that the end cuts"),
        pytest.param(b"\xff" * 200_000, id="no characters at all"),
    ],
)
def test_characters(raw: bytes) -> None:
    assert characters(raw) == len(raw.decode("utf-8", "replace"))
