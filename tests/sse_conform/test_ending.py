"""Each way of ending has words of its own, and a detail replaces them."""

from typing import get_args

import pytest

from sse_conform.ending import BY_US, Ending, EndingKind

KINDS = get_args(EndingKind)


def test_each_kind_has_words_of_its_own() -> None:
    assert len({Ending(kind).words for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_detail_says_more(kind: EndingKind) -> None:
    assert Ending(kind, "so it was").words == "so it was"


def test_who_left() -> None:
    assert {"time-up", "stopped"} == BY_US
