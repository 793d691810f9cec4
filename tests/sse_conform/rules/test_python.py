"""What Python prints of JSON's values becomes that JSON again, and other text costs linear time."""

import json
import time

import pytest

from sse_conform.rules._python import as_json, as_text

VALUES = [
    pytest.param({"a": None, "b": [True, False], "c": 1.5}, id="names and numbers"),
    pytest.param({"a": "it's", "b": 'say "x"', "c": "'\""}, id="quotes"),
    pytest.param({"a": "line\nbreak\ttab\r", "b": "back\\slash", "c": "\\n"}, id="escapes"),
    pytest.param(
        {"a": "\x1b[0m\x00", "b": "\u2028", "c": "\U000e0001"}, id="characters that are not printed"
    ),
    pytest.param({"a": "None and True", "b": "é€😀"}, id="names inside a text"),
    pytest.param([{"a": {"b": {}}}, []], id="nested"),
]


@pytest.mark.parametrize("value", VALUES)
def test_a_value_comes_back(value: object) -> None:
    assert json.loads(as_json(repr(value))) == value


@pytest.mark.parametrize("text", ["plain", 'it\'s "x"', "é€😀", "a\nb\\n", "\x00"])
def test_a_text_in_bytes_comes_back(text: str) -> None:
    assert as_text(repr(text.encode())) == text


@pytest.mark.parametrize(
    "printed",
    ["{'a': <object at 0x1>}", "{'a': 'b}", "{'a': \"b\\", "{'a': datetime(1)}"],
)
def test_what_is_no_json_stays_none(printed: str) -> None:
    with pytest.raises(ValueError, match="line 1"):
        json.loads(as_json(printed))


def test_a_character_beyond_the_last_is_the_last() -> None:
    assert json.loads(as_json("{'a': '\\Uffffffff'}")) == {"a": "\U0010ffff"}


def test_quotes_that_never_end_take_linear_time() -> None:
    start = time.perf_counter()
    as_json("{'a': \"" + '\\"' * 500_000)
    assert time.perf_counter() - start < 5
