"""What an order remembers of a stream takes little room, however long the keys and texts are, and however many."""

import json
import tracemalloc
from typing import Any

import pytest

from sse_codec import Event
from sse_codec.ordering import Checker, parse_profile
from sse_codec.ordering.slices._track import LONGEST, short
from sse_codec.ordering.state import MAX_HELD, SLICE, Budget

from .templates.learned import outcome

KIB, MIB = 1024, 1 << 20
PROFILE = """
profile = "boxes"
[kinds]
begin = ""
open = ""
part = ""
shut = ""
tag = ""
done = ""
[[framing]]
name = "typed"
kind = "/type"
[order]
grammar = "begin (open | part | shut | tag)* done"
[[track]]
name = "box"
key = "/box"
grammar = "open part* shut"
closed_by = ["done"]
[[check]]
id = "text"
rule = "concat"
track = "box"
deltas = ["part"]
delta = "/d"
final_at = "shut"
final = "/text"
[[check]]
id = "once"
rule = "unique"
at = "tag"
path = "/n"
"""


def event(kind: str, **members: Any) -> Event:
    return Event("message", json.dumps({"type": kind, **members}))


def codes(events: list[Event]) -> list[str]:
    checker = Checker(parse_profile(PROFILE))
    return [finding.code for each in [*map(checker.feed, events), checker.close()] for finding in each]


@pytest.mark.parametrize("part", ["x" * LONGEST, -1, 1 << 63, "é" * LONGEST])
def test_a_short_key_is_held_as_it_is(part: str | int) -> None:
    assert short(part) == part


@pytest.mark.parametrize("part", ["x" * (LONGEST + 1), "x" * MIB, "\ud800" * 100, 10**4000, -(10**4000)])
def test_of_a_long_key_its_beginning_and_a_hash_is_held(part: str | int) -> None:
    held = short(part)
    assert isinstance(held, str)
    assert LONGEST < len(held) < 2 * LONGEST
    assert short(held) != held
    assert held == short(part)


def test_long_keys_are_told_apart_by_what_is_not_held() -> None:
    one, other = "x" * 100 + "1", "x" * 100 + "2"
    events = [event("begin"), *(event("open", box=key) for key in (one, other)), event("part", box=one)]
    events += [event("shut", box=key) for key in (one, other)]
    assert codes([*events, event("done")]) == []
    assert codes([*events[:-1], event("done")]) == ["ORD202"]


@pytest.mark.parametrize(
    ("events", "held"),
    [
        pytest.param([event("open", box=f"{n}" + "x" * 100 * KIB) for n in range(100)], MIB, id="long keys"),
        pytest.param([event("tag", n=f"{n}" + "x" * 100 * KIB) for n in range(100)], MIB, id="long values"),
        pytest.param([event("tag", n=10**3000 + n) for n in range(1000)], MIB, id="long numbers"),
        pytest.param(
            [
                each
                for n in range(2000)
                for each in (event("open", box=n), event("part", box=n, d="x" * 4000))
            ],
            MAX_HELD,
            id="texts of many slices",
        ),
    ],
)
def test_what_is_remembered_takes_little_room(events: list[Event], held: int) -> None:
    checker = Checker(parse_profile(PROFILE))
    checker.feed(event("begin"))
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for each in events:
            assert checker.feed(each) == []
        assert tracemalloc.get_traced_memory()[0] - before < held
    finally:
        tracemalloc.stop()


def test_texts_for_which_there_is_no_room_are_compared_all_the_same() -> None:
    events = [event("begin"), *(event("open", box=n) for n in range(1500))]
    events += [event("part", box=n, d="x") for n in range(1500)]
    events += [event("shut", box=n, text="x" if n else "y") for n in range(1500)]
    assert codes([*events, event("done")]) == ["boxes:text"]


def test_an_event_that_is_long_is_not_kept() -> None:
    checker = Checker(parse_profile(PROFILE))
    checker.feed(event("begin"))
    tracemalloc.start()
    try:
        checker.feed(event("tag", n="x" * MIB))
        assert tracemalloc.get_traced_memory()[0] < MIB // 2
    finally:
        tracemalloc.stop()


def test_a_budget_says_what_ran_out_first() -> None:
    budget = Budget()
    assert budget.take(MAX_HELD - SLICE)
    assert budget.take(SLICE)
    assert not budget.take(1)
    assert budget.beyond == ""
    budget.run_out("the slices of box")
    budget.run_out("something else")
    assert budget.beyond == "more than 32 MiB to remember, with the slices of box"
    budget.give_back(SLICE)
    assert budget.take(SLICE)


@pytest.mark.parametrize(
    "room", [pytest.param(0, id="for a slice"), pytest.param(SLICE, id="for its checks")]
)
def test_slices_without_room_are_not_followed(room: int) -> None:
    events = [
        event("begin"),
        event("open", box=1),
        event("part", box=1, d="x"),
        event("shut", box=1, text="y"),
    ]
    steps = outcome(parse_profile(PROFILE), [*events, event("done")], room=room)
    assert [finding.code for step in steps for finding in step[0]] == ["ORD208"]
    assert steps == outcome(parse_profile(PROFILE), [*events, event("done")], room=room, learn=False)
