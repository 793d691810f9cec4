"""Kinds are named by the groups and tracks that stand for exactly them."""

from collections.abc import Callable

import pytest

from sse_codec.ordering import Profile
from sse_conform.profiles import Names

Make = Callable[..., Profile]

GROUPS = """
[group]
one = ["a"]
pair = ["b", "c"]
all = ["a", "pair", "slice"]
[[track]]
name = "slice"
key = "/i"
grammar = "d e"
"""


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        pytest.param("a", "a", id="a kind, though a group has only it"),
        pytest.param("b c", "pair", id="a group"),
        pytest.param("c b", "pair", id="a group in another order"),
        pytest.param("b", "b", id="part of a group"),
        pytest.param("d e", "slice", id="a track"),
        pytest.param("a b c", "a pair", id="a kind and a group"),
        pytest.param("e a d", "slice a", id="in the order of the kinds"),
        pytest.param("a b c d e", "all", id="the largest"),
        pytest.param("", "", id="none"),
    ],
)
def test_the_words_for_kinds(make: Make, kinds: str, words: str) -> None:
    names = Names(make("all", "a b c d e", GROUPS))
    assert names.words(kinds.split()) == tuple(words.split())


def test_elements_of_events_are_no_kinds(make: Make) -> None:
    rest = '[[track]]\nname = "t"\neach = "/x/*"\nkey = "/x/*/i"\ngrammar = "a b"\n'
    profile = make("a b", rest=rest + 'shapes = [{ kind = "a", has = "/s" }, { kind = "b" }]')
    assert Names(profile).words(["a", "b"]) == ("a", "b")


def test_the_legend_says_groups_by_their_groups_and_tracks(make: Make) -> None:
    names = Names(make("all", "a b c d e", GROUPS))
    assert names.legend(["all", "slice", "a"]) == {"all": ("a", "pair", "slice"), "pair": ("b", "c")}


def test_two_groups_of_the_same_kinds(make: Make) -> None:
    names = Names(make("x", "a b", '[group]\nx = ["a", "b"]\ny = ["b", "a"]'))
    assert names.words(["a", "b"]) == ("x",)
    assert names.legend(["x"]) == {"x": ("y",), "y": ("x",)}
