"""Texts are read from their parts, and long ones are written as parts again."""

import pytest

from sse_conform.suite import CaseError
from sse_conform.suite._table import Table
from sse_conform.suite._text import compress, expand, read_bytes, read_text

PLACE = Table({}, "a.toml", "case 'a/b'")
LONG = "x" * 5000

READ = {
    "a string": ("A\n", "A\n"),
    "a repetition": ({"repeat": "ab", "times": 3}, "ababab"),
    "a list of parts": (["<", {"repeat": "x", "times": 2}, [">"]], "<xx>"),
    "half of a surrogate pair": ({"surrogate": 0xD83D}, "\ud83d"),
    "an empty list": ([], ""),
}
REFUSED = {
    "a number": (5, "5 is no text"),
    "a repetition without times": ({"repeat": "x"}, "times is missing"),
    "a table with another key": ({"repeat": "x", "times": 1, "sep": ""}, "unknown key 'sep'"),
    "a surrogate that is none": ({"surrogate": 65}, "surrogate is 0x41"),
}
COMPRESSED = {
    "a short text": ("xx" * 40, "xx" * 40),
    "one long run": (LONG, [{"repeat": "x", "times": 5000}]),
    "a run amid others": ("a: " + LONG + "\n\n", ["a: ", {"repeat": "x", "times": 5000}, "\n\n"]),
    "a unit of several characters": ("ab\n" * 400, [{"repeat": "ab\n", "times": 400}]),
    "half of a surrogate pair": ("a\ud83db", ["a", {"surrogate": 0xD83D}, "b"]),
    "only half of a surrogate pair": ("\ud83d", [{"surrogate": 0xD83D}]),
    "surrogates in a row": ("\ud83d" * 40, [{"surrogate": 0xD83D}] * 40),
    "a long text that repeats nothing": ("".join(map(chr, range(256, 1600))),) * 2,
}


@pytest.mark.parametrize(("value", "text"), READ.values(), ids=READ)
def test_read(value: object, text: str) -> None:
    assert read_text(value, PLACE) == text


@pytest.mark.parametrize(("value", "problem"), REFUSED.values(), ids=REFUSED)
def test_refused(value: object, problem: str) -> None:
    with pytest.raises(CaseError, match="^a.toml: case 'a/b': " + problem):
        read_text(value, PLACE)


def test_bytes_are_utf_8_or_a_byte_for_each_character() -> None:
    assert read_bytes("é", PLACE, isomorphic=False) == b"\xc3\xa9"
    assert read_bytes("é", PLACE, isomorphic=True) == b"\xe9"


def test_bytes_that_cannot_be_are_refused() -> None:
    with pytest.raises(CaseError, match=r"chunks_x holds U\+20AC"):
        read_bytes("€", PLACE, isomorphic=True)
    with pytest.raises(CaseError, match=r"chunks holds U\+D83D, which has no UTF-8"):
        read_bytes({"surrogate": 0xD83D}, PLACE, isomorphic=False)


@pytest.mark.parametrize(("text", "parts"), COMPRESSED.values(), ids=COMPRESSED)
def test_compressed_and_back(text: str, parts: object) -> None:
    compressed = compress(text)
    assert (compressed if isinstance(parts, list) or len(text) < 1024 else "".join(compressed)) == parts
    assert expand(compressed) == text
