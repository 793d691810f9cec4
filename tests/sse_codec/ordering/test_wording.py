"""Names in messages."""

import pytest

from sse_codec.ordering.wording import any_of, clip, did_you_mean, shorten, suggestion

KNOWN = ("token", "metadata", "end", "sourceDocuments", "a", "ab")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        pytest.param("Token", "token", id="case"),
        pytest.param("sourcedocuments", "sourceDocuments", id="case within"),
        pytest.param("tokens", "token", id="one letter more"),
        pytest.param("toke", "token", id="one letter less"),
        pytest.param("tiken", "token", id="another letter"),
        pytest.param("tokne", "token", id="two letters swapped"),
        pytest.param("etadata", "metadata", id="first letter missing"),
        pytest.param("token ", "token", id="space at the end"),
        pytest.param("ttokens", "", id="two letters more"),
        pytest.param("tikan", "", id="two other letters"),
        pytest.param("nekot", "", id="turned round"),
        pytest.param("b", "", id="short names are near nothing"),
        pytest.param("", "", id="no name"),
    ],
)
def test_suggestion(name: str, near: str) -> None:
    assert suggestion(name, KNOWN) == near


def test_case_counts_more_than_a_letter() -> None:
    assert suggestion("Ends", ("ends!", "ENDS")) == "ENDS"


def test_question_is_asked_only_when_there_is_an_answer() -> None:
    assert did_you_mean("Token", KNOWN) == "; did you mean token?"
    assert did_you_mean("other", KNOWN) == ""


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("token", "token", id="plain"),
        pytest.param("", "''", id="empty"),
        pytest.param("to ken", "'to ken'", id="space"),
        pytest.param("a\x1b[31m", "'a\\x1b[31m'", id="control character"),
        pytest.param("\ud83d", "'\\ud83d'", id="lone surrogate"),
        pytest.param("x" * 61, "x" * 59 + "…", id="long"),
    ],
)
def test_name_is_shown_in_one_line_of_plain_text(name: str, shown: str) -> None:
    assert clip(name) == shown


def test_text_that_fits_is_not_cut() -> None:
    assert shorten("x" * 60) == "x" * 60


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("a",), "a"),
        (("a", "b"), "a or b"),
        (("a", "b", "c"), "a, b or c"),
        (tuple("abcde"), "a, b, c, d or e"),
        (tuple("abcdef"), "a, b, c, d, e or 1 more"),
        (tuple("abcdefghij"), "a, b, c, d, e or 5 more"),
    ],
)
def test_list_in_words(names: tuple[str, ...], said: str) -> None:
    assert any_of(names) == said
