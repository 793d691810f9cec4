"""Grammar strings are read as regular expressions over names, and refused with the column."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sse_codec.ordering.loading._grammar import EMPTY, NOTHING, GrammarError, Node, parse

MEANINGS = {"ab": ("a", "b"), "none": ()}


def meaning(name: str) -> tuple[str, ...]:
    if name == "unknown":
        raise ValueError("unknown name unknown")
    return MEANINGS.get(name, (name,))


def accepts(grammar: str, kinds: str) -> bool:
    node: Node = parse(grammar, meaning)
    for kind in kinds:
        node = node.derive(kind)
    return node.nullable


@pytest.mark.parametrize(
    ("grammar", "kinds", "accepted"),
    [
        pytest.param("a b", "ab", True, id="sequence"),
        pytest.param("a b", "ba", False, id="sequence in the wrong order"),
        pytest.param("a | b c", "a", True, id="choice binds weaker than sequence"),
        pytest.param("a | b c", "bc", True, id="other way of a choice"),
        pytest.param("a | b c", "ac", False, id="no mixture of two ways"),
        pytest.param("(a | b) c", "ac", True, id="parentheses bind first"),
        pytest.param("a*", "", True, id="star takes none"),
        pytest.param("a*", "aaa", True, id="star takes many"),
        pytest.param("a+", "", False, id="plus takes one at least"),
        pytest.param("a+", "aa", True, id="plus takes many"),
        pytest.param("a?", "", True, id="question mark takes none"),
        pytest.param("a?", "aa", False, id="question mark takes one at most"),
        pytest.param("(a b)+ c", "ababc", True, id="operator on parentheses"),
        pytest.param("a?*", "aaa", True, id="operators on each other"),
        pytest.param("a** b", "aab", True, id="star twice is star"),
        pytest.param("(a*)* b", "aab", True, id="star of star"),
        pytest.param("ab*", "abba", True, id="group is any of its kinds"),
        pytest.param("a\n  b", "ab", True, id="white space of any kind"),
        pytest.param("a(b|c)*d", "abcbd", True, id="operators need no space"),
        pytest.param("a?b?c", "c", True, id="all but the last left out"),
        pytest.param("none* a", "a", True, id="repeated empty group is nothing"),
        pytest.param("(none | a) b", "ab", True, id="empty group is no way"),
        pytest.param("(none?)* a", "a", True, id="star of the empty stream"),
    ],
)
def test_language(grammar: str, kinds: str, accepted: bool) -> None:
    assert accepts(grammar, kinds) is accepted


@pytest.mark.parametrize(
    ("grammar", "complaint"),
    [
        pytest.param("a (b", "a ( that is never closed, at column 3", id="parenthesis not closed"),
        pytest.param("a b)", "a ) that closes nothing, at column 4", id="parenthesis not opened"),
        pytest.param("a | ", "found the end, at column 5", id="nothing after a bar"),
        pytest.param("| a", "found |, at column 1", id="nothing before a bar"),
        pytest.param("a ()", "found ), at column 4", id="empty parentheses"),
        pytest.param("* a", "found *, at column 1", id="operator on nothing"),
        pytest.param("a unknown*", "unknown name unknown, at column 3", id="unknown name"),
        pytest.param("(" * 65 + "a" + ")" * 65, "more than 64 parentheses", id="too deep"),
    ],
)
def test_refused(grammar: str, complaint: str) -> None:
    with pytest.raises(GrammarError, match=re.escape(complaint)):
        parse(grammar, meaning)


def test_error_knows_the_column() -> None:
    with pytest.raises(GrammarError) as caught:
        parse("a  )", meaning)
    assert caught.value.column == 4


def test_blank_grammar_is_the_empty_stream() -> None:
    assert parse("  ", meaning) == EMPTY


def test_group_without_kinds_has_no_stream() -> None:
    assert parse("a none", meaning) == NOTHING


def test_equal_by_meaning_of_choice() -> None:
    assert parse("a | b", meaning) == parse("b | a | b", meaning)
    assert parse("a", meaning) != "a"


@given(st.text("ab()|*+? ", max_size=20))
def test_whatever_is_refused_is_refused_with_a_column_of_the_text(grammar: str) -> None:
    try:
        column = 1 if parse(grammar, meaning) else 0
    except GrammarError as error:
        column = error.column
    assert 1 <= column <= len(grammar) + 1
