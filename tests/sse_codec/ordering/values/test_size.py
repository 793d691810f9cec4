"""JSON that costs too much is counted, and not parsed."""

import sys
import tracemalloc
from typing import Any

import pytest

from sse_codec import Event
from sse_codec.ordering import COMPILED, Checker, Document, excess, parse_profile
from sse_codec.ordering.values._size import FREE, MAX_DEPTH

MIB = 1 << 20
DEEPEST = "[" * MAX_DEPTH + "]" * MAX_DEPTH
EMOJI = "\U0001f600"
PROFILE = """
profile = "zoo"
[kinds]
lion = ""
[[framing]]
name = "typed"
kind = "/type"
[order]
grammar = "lion*"
"""


# fmt: off
@pytest.mark.parametrize("text", [
    pytest.param("", id="nothing"),
    pytest.param(DEEPEST, id="as deep as may be"),
    pytest.param("[" + ",".join(["[{}]"] * 10_000) + "]", id="many, none of them deep"),
    pytest.param('"' + "[" * 150_000 + '"', id="brackets in a string"),
    pytest.param('"' + '\\"[' * 150_000 + '"', id="brackets behind escaped quotes in a string"),
    pytest.param('"' + "\\\\" * MIB + '"', id="nothing but backslashes"),
    pytest.param('{"b64":"' + "x" * 3 * MIB + f'","prompt":"{EMOJI}"}}', id="a long string beside an emoji"),
    pytest.param("[" + '{"role":"user","content":"' + "word, " * 20 + '"},' * 20_000 + "0]", id="a long talk"),
    pytest.param("1" * MIB, id="a long number"),
    pytest.param('"' + "\\u00e9" * 2 * MIB + '"', id="escapes of two bytes"),
    pytest.param('["' + "é" * 2 * MIB + '"]', id="characters of two bytes"),
])
def test_what_is_parsed(text: str) -> None:
    assert excess(text) == ""


@pytest.mark.unmeasured
@pytest.mark.parametrize(("text", "words"), [
    pytest.param("[" * (MAX_DEPTH + 1), "it is nested more than 512 deep", id="arrays within each other"),
    pytest.param('{"":' * (MAX_DEPTH + 1), "it is nested more than 512 deep", id="objects within each other"),
    pytest.param('["' + "x" * 70_000 + '"' + ",[" * MAX_DEPTH, "it is nested more than 512 deep", id="behind a long string"),
    pytest.param('["' + "x" * 65_530 + '\\\\"' + ",[" * MAX_DEPTH, "it is nested more than 512 deep", id="behind an escape between pieces"),
    pytest.param("[" + "[]," * (MIB // 2) + "0]", "it has 1,572,867 characters and 1,048,578 values, which would take 104 MiB", id="empty arrays"),
    pytest.param("[" + '{"":0},' * MIB + "0]", "it has 7,340,035 characters and 2,097,154 values, which would take 440 MiB", id="small objects"),
    pytest.param(f'["{EMOJI}' + "x" * 3 * MIB + '"]', "it has 3,145,733 characters and 2 values, which would take 12 MiB", id="an emoji in a long string"),
    pytest.param('["\\ud83d\\ude00' + "x" * 3 * MIB + '"]', "it has 3,145,744 characters and 2 values, which would take 18 MiB", id="an escaped emoji"),
])
def test_what_is_not_parsed(text: str, words: str) -> None:
    assert excess(text) == words
    document = Document(text)
    assert (document.value, document.damage, document.excess) == (None, "", words)
    assert document.trouble == words
# fmt: on


def test_no_text_costs_more_than_is_said() -> None:
    for text in ("[" + "[]," * 30_000 + "0]", "[" + '{"":0},' * 15_000 + "0]", "[" + "1000," * 60_000 + "0]"):
        assert excess(text) == ""
        document = Document(text)
        tracemalloc.start()
        assert document.value
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < FREE


def a_long_string(times: int) -> str:
    """Escaped quotes, each of which looks like an end of the string and is none; too long for the first, quick count."""
    return '"' + '\\"' * times * MIB


def characters_gone_through(text: str) -> int:
    """How long the texts are, taken together, of which methods are called while a text is counted."""
    lengths = []

    def note(_frame: object, event: str, called: Any) -> None:
        if event == "c_call" and isinstance(getattr(called, "__self__", None), str):
            lengths.append(len(called.__self__))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        assert excess(text) == ""
    finally:
        sys.setprofile(before)
    return sum(lengths)


@pytest.mark.skipif(COMPILED, reason="nobody is told of the calls of what is compiled")
def test_counting_takes_linear_time() -> None:
    once, four_times = (characters_gone_through(a_long_string(times)) for times in (1, 4))
    assert len(a_long_string(1)) < once
    assert four_times < 4.1 * once


@pytest.mark.parametrize("times", [1, 4])
def test_counting_takes_little_room(times: int) -> None:
    text = a_long_string(times)
    tracemalloc.start()
    assert excess(text) == ""
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2 * MIB


def test_json_that_is_not_read_is_told_once_and_stands_for_any_event() -> None:
    checker = Checker(parse_profile(PROFILE))
    deep = '{"type":' + "[" * 600
    found = [
        checker.feed(Event("message", data)) for data in ('{"type":"lion"}', deep, deep, '{"type":"lion"}')
    ]
    assert [[finding.code for finding in each] for each in found] == [[], ["ORD208"], [], []]
    assert (
        found[1][0].message
        == "the JSON of the event is not read, nor checked: it is nested more than 512 deep"
    )
    assert checker.close() == []


def test_json_that_is_not_read_may_be_known_by_its_event_type() -> None:
    profile = parse_profile(PROFILE.replace('kind = "/type"', 'kind = "type"\njson = ["lion"]'))
    found = Checker(profile).feed(Event("lion", "[" * 600))
    assert [(finding.code, finding.kind) for finding in found] == [("ORD208", "")]


def test_json_that_is_not_read_may_have_the_shape_of_a_kind() -> None:
    profile = parse_profile(
        PROFILE.replace(
            'name = "typed"\nkind = "/type"', 'name = "s"\nshapes = [{ kind = "lion", type = "cat" }]'
        )
    )
    found = Checker(profile).feed(Event("cat", "[" * 600))
    assert [(finding.code, finding.kind) for finding in found] == [("ORD208", "")]


def test_json_at_the_end_of_the_callers_stack_is_not_read() -> None:
    def nested(calls: int) -> str:
        return nested(calls - 1) if calls else Document("[" * 500 + "]" * 500).excess

    assert nested(sys.getrecursionlimit() - 700) == ""
    # Since 3.12 what is written in C has a stack of its own.
    told = "it is nested too deeply to be read" if sys.version_info < (3, 12) else ""
    assert nested(sys.getrecursionlimit() - 200) == told
