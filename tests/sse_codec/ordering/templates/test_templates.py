"""Whatever matters to anyone is noticed among events that are known by heart.

Without test_learning.py a checker that never learns would pass: what it learns changes what a stream costs, not what is found.
"""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sse_codec import Event
from sse_codec.ordering import Profile, parse_profile
from sse_codec.ordering.state import MAX_HELD, MAX_SLICES, RULE, VALUE

from .learned import BOX, HEAD, check, codes, event, unknown, zoo


# fmt: off
@pytest.mark.parametrize(("profile", "members", "other", "code"), [
    pytest.param(zoo(check("type", type="string")), {"x": "a"}, {"x": 1}, "zoo:type", id="a type"),
    pytest.param(zoo(check("type", type="integer")), {"x": 1}, {"x": 1.5}, "zoo:type", id="a fraction"),
    pytest.param(zoo(check("present")), {"x": 1}, {"y": 1}, "zoo:present", id="a member that is missing"),
    pytest.param(zoo(check("absent")), {"x": None}, {"x": 1}, "zoo:absent", id="a member that should not be"),
    pytest.param(zoo(check("nonempty")), {"x": "a"}, {"x": ""}, "zoo:nonempty", id="an empty string"),
    pytest.param(zoo(check("one_of", values=["a", "b"])), {"x": "a"}, {"x": "c"}, "zoo:one_of", id="a value that is none of some"),
    pytest.param(zoo(check("constant")), {"x": "a"}, {"x": "b"}, "zoo:constant", id="a value that was constant"),
    pytest.param(zoo(BOX, check("reference", in_="box")), {"box": 1, "x": 1}, {"box": 1, "x": 2}, "zoo:reference", id="a reference"),
    pytest.param(zoo(BOX, check("same_as_opener", track="box", opener="/x")), {"box": 1, "x": 1}, {"box": 1, "x": 2}, "zoo:same_as_opener", id="not the opener's"),
    pytest.param(zoo(BOX, check("pairs", track="box", opener="/x", **{"table.a": ["a"]})), {"box": 1, "x": "a"}, {"box": 1, "x": "b"}, "zoo:pairs", id="no pair"),
    pytest.param(zoo(BOX), {"box": 1}, {"box": 2}, "ORD201", id="a key"),
    pytest.param(zoo(BOX), {"box": "a", "x": 1}, {"box": "b", "x": 1}, "ORD201", id="a key that is a string"),
])
def test_is_noticed_among_events_known_by_heart(profile: Profile, members: dict[str, Any], other: dict[str, Any], code: str) -> None:
    first = event("open", **members)
    events = [first, *[event("tick", n=n, **members) for n in range(9)], event("tick", n=9, **other)]
    assert codes(profile, events)[:11] == [*[[]] * 10, [code]]
    assert unknown(profile, events) <= 5
# fmt: on


# fmt: off
@pytest.mark.parametrize(("profile", "values", "code"), [
    pytest.param(zoo(check("increasing", step=1)), [*range(9), 8], "zoo:increasing", id="a number again"),
    pytest.param(zoo(check("increasing", step=1)), [*range(9), 10], "zoo:increasing", id="a number left out"),
    pytest.param(zoo(check("unique")), [*"abcdefgh", "a"], "zoo:unique", id="a string again"),
    pytest.param(zoo(check("unique")), [*"abcdefgh", "h"], "zoo:unique", id="the same string again"),
    pytest.param(zoo(check("unique")), [*range(9), True], "", id="true, which is not 1"),
    pytest.param(zoo(check("count", path=None, max=9)), [*range(10)], "zoo:count", id="one too many"),
])
def test_rules_that_remember_are_told_of_events_known_by_heart(profile: Profile, values: list[Any], code: str) -> None:
    events = [event("tick", x=value) for value in values]
    assert codes(profile, events) == [*[[]] * (len(values) - 1), [code] if code else [], []]
# fmt: on


TEXTS = zoo(
    BOX,
    check(
        "concat",
        track="box",
        at=None,
        path=None,
        deltas=["tick"],
        delta="/x",
        final_at=["tock", "close"],
        final="/x",
    ),
    check("json", track="box", at=None, path=None, deltas=["tick"], delta="/x", final_at=["close"]),
)


# fmt: off
@pytest.mark.parametrize(("pieces", "final", "found"), [
    pytest.param([*"123456789"], "123456789", [], id="all is there"),
    pytest.param(["1"] * 9, "1" * 9, [], id="the same piece each time"),
    pytest.param(["1"] * 9, "1" * 8, ["zoo:concat"], id="a piece too many"),
    pytest.param(['"', *'\\"\\\\\\n'] + ["\\u00e4"] * 8 + ['"'], '"\\"\\\\\\n' + "\\u00e4" * 8 + '"', [], id="escapes"),
    pytest.param(['"'] + ["\ud83d", "\ude00"] * 8 + ['"'], '"' + "\U0001f600" * 8 + '"', [], id="characters cut in two"),
    pytest.param([*"12345678", "}"], "12345678}", ["zoo:json"], id="no JSON"),
    pytest.param(["1"] * 9000, "1" * 9000, [], id="a long text"),
    pytest.param([""] * 9, "", [], id="empty pieces"),
    pytest.param([*"12345678", 9], "", [], id="a piece that is no string"),
    pytest.param([9, *"12345678"], "", [], id="pieces after one that is no string"),
])
def test_pieces_known_by_heart_are_collected(pieces: list[Any], final: str, found: list[str]) -> None:
    events = [event("open", box=1), *(event("tick", box=1, x=piece) for piece in pieces), event("close", box=1, x=final)]
    assert codes(TEXTS, events)[-2:] == [found, []]
# fmt: on


def test_text_that_comes_whole_twice_is_judged_twice() -> None:
    tock = event("tock", box=1, x="1")
    events = [
        event("open", box=1),
        event("tick", box=1, x="1"),
        *[tock] * 5,
        event("tick", box=1, x="1"),
        tock,
    ]
    assert codes(TEXTS, events)[-2] == ["zoo:concat"]


# fmt: off
@pytest.mark.parametrize("data", [
    pytest.param('{"type": "tick", "x": "a" }', id="white space"),
    pytest.param('{"type": "tick", "x": "a"} ', id="white space after it"),
    pytest.param('{"type": "tick", "x": "a"}}', id="more after it"),
    pytest.param('{"type": "tick", "x": "a"', id="less"),
    pytest.param('{"type": "tick", "x": "', id="cut off in a string"),
    pytest.param('{"type": "tick", "x": "a\n"}', id="a line end in a string"),
    pytest.param('{"type": "tick", "x": "a\x1f"}', id="a control character in a string"),
    pytest.param('{"type": "tick", "x": "a\x7f\u2028"}', id="other control characters"),
    pytest.param('{"type": "tick", "x": "a\\x"}', id="no escape"),
    pytest.param('{"type": "tick", "x": "a\\u00g0"}', id="no escape of four digits"),
    pytest.param('{"type": "tick", "x": "a\\"}', id="a quotation mark that ends nothing"),
    pytest.param('{"type": "tick", "x": "a", "type": "close"}', id="a member twice"),
    pytest.param('{"type": "tock", "x": "a"}', id="another kind"),
    pytest.param('{"type": "tick", "x": a}', id="a word"),
    pytest.param("", id="nothing"),
])
def test_other_text_is_no_repetition(data: str) -> None:
    profile = zoo(check("count", path=None, max=10))
    events = [*(event("tick", x=f"w{n}") for n in range(9)), Event("message", data), *[event("tick", x="b")] * 3]
    codes(profile, events)
    numbers = [event("tick", x=n) for n in range(9)]
    codes(profile, [*numbers, Event("message", data.replace('"a"', "01")), *numbers])
# fmt: on


@pytest.mark.parametrize(
    "number", ["01", "1.0", "1e1", "-", "-0", "1" * 18, "1" * 19, "1" * 5000, "1 ", "\u0661"]
)
def test_other_numbers_are_read_as_json_has_them(number: str) -> None:
    profile = zoo(check("type", type="integer"), check("increasing"))
    events = [*(event("tick", x=n) for n in range(9)), Event("message", f'{{"type": "tick", "x": {number}}}')]
    codes(profile, events)


def test_type_of_the_event_counts() -> None:
    framing = HEAD.replace('kind = "/type"', 'kind = "type"\njson = ["tick", "tock"]')
    profile = parse_profile(framing + check("increasing", at=["tock"]))
    events = [Event(type, '{"x": 1}') for type in ["tick"] * 9 + ["tock"] * 2]
    assert codes(profile, events)[-2] == ["zoo:increasing"]
    assert unknown(profile, events) == 4  # two of each


def test_data_that_is_text_is_not_looked_into() -> None:
    framing = HEAD.replace('kind = "/type"', 'kind = "type"\nshapes = [{ kind = "close", has = "/close" }]')
    profile = parse_profile(framing + check("increasing"))
    assert codes(profile, [Event("tick", '{"x": 1}')] * 9) == [[]] * 10


def test_events_in_another_framing_than_the_stream_are_not_learnt() -> None:
    other = (
        '[[framing]]\nname = "other"\nkind = "/kind"\nshapes = [{ kind = "close", equals = { "/x" = "w8" } }]'
    )
    profile = zoo(other, check("absent", at=["close"]))
    events = [Event("message", f'{{"kind": "tick", "x": "w{n}"}}') for n in range(9)]
    assert codes(profile, [event("tick"), *events])[-2] == ["zoo:absent"]


def test_shape_of_an_empty_string_that_fills() -> None:
    events = [*[Event("message", '{"x": "w", "y": ""}')] * 9, Event("message", '{"x": "w", "y": "b"}')]
    profile = parse_profile(SHAPES.replace("plain*", "empty*"))
    assert codes(profile, events)[-2] == ["ORD102"]
    assert unknown(profile, events) == 3


def test_data_that_says_the_kind_as_a_whole_is_told_apart() -> None:
    shape = """shapes = [{ kind = "close", data = '{"type": "tick", "x": "w8"}' }]"""
    profile = parse_profile(
        HEAD.replace('kind = "/type"', f'kind = "/type"\n{shape}') + check("absent", at=["close"])
    )
    assert codes(profile, [event("tick", x=f"w{n}") for n in range(9)])[-2] == ["zoo:absent"]


SHAPES = """
profile = "zoo"
title = "any"
spec = "any"
[kinds]
plain = "any"
word = "any"
empty = "any"
like = "any"
[[framing]]
name = "shapes"
shapes = [
  { kind = "word", equals = { "/x" = "word" } },
  { kind = "like", like = { "/x" = "a*" } },
  { kind = "empty", empty = "/y" },
  { kind = "plain", has = "/x" },
]
[order]
grammar = "plain*"
"""


# fmt: off
@pytest.mark.parametrize("last", [
    pytest.param({"x": "word", "y": "b"}, id="a word"),
    pytest.param({"x": "abc", "y": "b"}, id="a pattern"),
    pytest.param({"x": "w", "y": ""}, id="nothing"),
])
def test_shapes_are_told_apart(last: dict[str, str]) -> None:
    events = [Event("message", json.dumps({"x": f"w{n}", "y": f"v{n}"})) for n in range(9)]
    profile = parse_profile(SHAPES)
    assert codes(profile, [*events, Event("message", json.dumps(last))])[-2] == ["ORD102"]
# fmt: on


EACH = (
    HEAD.replace('kind = "/type"', 'kind = "/type"\nvalue = "/v"')
    + """
[[track]]
name = "part"
each = "/parts/*/list/*"
at = ["tick"]
key = ["/parts/*/n", "/parts/*/list/*/n"]
shapes = [{ kind = "begin", has = "/begin" }, { kind = "piece", equals = { "/a" = "b" } }, { kind = "end", has = "/end" }]
grammar = "begin piece* end"
[[check]]
id = "pieces"
rule = "unique"
track = "part"
at = ["piece"]
path = "/x"
"""
)


def parts(*elements: dict[str, Any]) -> Event:
    return Event(
        "message", json.dumps({"type": "tick", "v": {"parts": [{"n": 1, "list": elements}], "m": {"x": "y"}}})
    )


# fmt: off
@pytest.mark.parametrize(("elements", "code"), [
    pytest.param([{"n": 1, "a": "b", "x": 1}], "zoo:pieces", id="what a rule remembers of an element"),
    pytest.param([{"n": 2, "a": "b", "x": 99}], "ORD201", id="the key of an element"),
    pytest.param([{"n": 1, "a": "c", "x": 99}], "", id="the shape of an element"),
    pytest.param([{"n": 1, "end": "c"}], "", id="another shape of an element"),
    pytest.param([{"n": 1, "a": "b", "x": 99}, {"n": 1, "a": "b", "x": 99}], "zoo:pieces", id="two elements of a slice"),
    pytest.param([], "", id="no element"),
])
def test_elements(elements: list[dict[str, Any]], code: str) -> None:
    profile = parse_profile(EACH)
    events = [parts({"n": 1, "begin": 1}), *(parts({"n": 1, "a": "b", "x": n}) for n in range(9)), parts(*elements)]
    found = codes(profile, [*events, parts({"n": 1, "a": "b", "x": 100})])
    assert found[:11] == [*[[]] * 10, [code] if code else []]
    assert unknown(profile, events) <= 5
# fmt: on


def test_elements_of_an_object() -> None:
    profile = parse_profile(EACH.replace("/list/*", "/list/*").replace('"/parts/*/n", ', ""))
    values = [{"parts": {"p": {"list": {"q": {"n": 1, "a": "b", "x": n}}}}} for n in (*range(9), 8)]
    begin = Event(
        "message", json.dumps({"type": "tick", "v": {"parts": {"p": {"list": {"q": {"n": 1, "begin": 1}}}}}})
    )
    events = [begin, *(Event("message", json.dumps({"type": "tick", "v": value})) for value in values)]
    assert codes(profile, events)[-2] == ["zoo:pieces"]
    assert unknown(profile, events) <= 5


ORDERS = (
    'grammar = "a b* c d"\nanywhere = ["p"]',
    'grammar = "a (b | c)* d"\nanywhere = ["p"]\nrestart = ["a"]',
    'grammar = "(a b*)+ c"\nanywhere = ["p"]\nrestart = ["p"]',
    'grammar = "a b* (c b*)? d"\n[abort]\non = ["p"]\nforgive = ["c"]\nthen = "d?"',
    'grammar = "a ((b | p)+ c | d b a)"',
)


@given(st.sampled_from(ORDERS), st.lists(st.tuples(st.sampled_from("abcdp!"), st.integers(1, 8)), max_size=8))
@example(ORDERS[0], [("a", 1), ("b", 4), ("!", 1), ("b", 1), ("d", 1)])
@example(ORDERS[2], [("a", 1), ("p", 8), ("c", 1)])
@example(ORDERS[4], [("a", 1), *[("p", 1), ("b", 1)] * 4, ("d", 1), ("a", 1)])
def test_order_is_the_same(order: str, runs: list[tuple[str, int]]) -> None:
    kinds = "".join(f'{kind} = "any"\n' for kind in "abcdp")
    profile = parse_profile(
        HEAD[: HEAD.index("[kinds]")]
        + f'[kinds]\n{kinds}[[framing]]\nname = "typed"\nkind = "/type"\n[order]\n{order}\n'
        + '[[track]]\nname = "box"\nkey = "/box"\ngrammar = "a (b | c)* d?"\nclosed_by = ["p"]\n'
        + check("count", at=["a", "b", "p"], path=None, max=5)
    )
    one = {kind: event(kind, box=1) for kind in "abcdp"} | {"!": Event("message", "!")}
    codes(profile, [one[kind] for kind, times in runs for _ in range(times)])


@pytest.mark.unmeasured
def test_limit_that_is_met_by_an_event_known_by_heart() -> None:
    values = (MAX_HELD - RULE) // VALUE
    found = codes(zoo(check("unique")), [event("tick", x=n) for n in range(values + 4)])
    assert found == [*[[]] * values, ["ORD208"], [], [], [], []]


def test_slices_beyond_the_limit() -> None:
    profile = zoo(BOX, check("unique", track="box"))
    events = [event("open", box=box) for box in range(MAX_SLICES + 1)] + [
        event("tick", box=box, x=1) for box in (*[MAX_SLICES] * 3, 1, 1)
    ]
    opened = [*[[]] * MAX_SLICES, ["ORD208"]]
    assert codes(profile, events) == [*opened, [], [], [], [], ["zoo:unique"], ["ORD202"] * MAX_SLICES]


def test_slice_that_is_left_is_no_longer_known() -> None:
    box = '[[track]]\nname = "box"\nkey = "/box"\ngrammar = "open tick*"\nclosed_by = ["tock"]\n'
    profile = zoo(box, check("unique", track="box"))
    ticks = [event("tick", box=1, x=n) for n in (1, 2, 3, 4, 4)]
    found = codes(profile, [event("open", box=1), *ticks, event("tock"), *[event("tick", box=1, x=9)] * 2])
    assert found == [*[[]] * 5, ["zoo:unique"], [], [], [], []]


def test_slice_that_is_excused_is_the_one_that_an_event_out_of_order_began() -> None:
    box = '[[track]]\nname = "box"\nkey = "/box"\ngrammar = "open tick* close"\ncontiguous = true\nclosed_by = ["tock"]\n'
    profile = parse_profile(HEAD.replace("(open | tick | tock | close)*", "open open tick* tock") + box)
    ticks = [event("tick", box=each) for each in (0, 0, 0, 1, 1, 1, 0)]
    events = [event("open", box=0), event("open", box=1), *ticks, event("open", box=5), event("tock")]
    assert codes(profile, events)[-3:] == [["ORD102"], ["ORD202", "ORD202"], []]
