"""Runs of bytes that are not UTF-8, each where it begins."""

import pytest

from sse_conform.rules._damage import Damage, damages


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("é".encode(), [], id="none"),
        pytest.param(
            b"a\xff\xfeb\xff", [Damage(1, b"\xff\xfe", False), Damage(4, b"\xff", False)], id="two runs"
        ),
        pytest.param(
            b"\xe2\x82\n", [Damage(0, b"\xe2\x82", True)], id="a character that a line end cuts off"
        ),
        pytest.param(b"\xe2\x82a", [Damage(0, b"\xe2\x82", False)], id="one that another cuts off"),
        pytest.param(b"\xe2\x82", [], id="one that the end cuts off"),
        pytest.param(
            b"a" * 65_535 + b"\xff\xffb", [Damage(65_535, b"\xff\xff", False)], id="a run across two pieces"
        ),
    ],
)
def test_damages(raw: bytes, expected: list[Damage]) -> None:
    assert list(damages(raw)) == expected
