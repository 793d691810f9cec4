"""Events that repeat an earlier one are known by heart: fewer are looked at, and the same is found."""

from typing import Any

import pytest

from sse_codec import Event
from sse_codec.ordering import Checker, Profile
from sse_codec.ordering.templates import _templates
from sse_codec.ordering.templates._leaves import MAX_LEAVES

from .learned import BOX, check, codes, event, unknown, zoo


# fmt: off
@pytest.mark.parametrize(("profile", "members"), [
    pytest.param(zoo(), [{"x": "a"}] * 20, id="nothing changes"),
    pytest.param(zoo(), [{"x": f"w{n}"} for n in range(20)], id="a string that nobody reads at"),
    pytest.param(zoo(), [{"x": n} for n in range(20)], id="a number"),
    pytest.param(zoo(), [{"x": "a" * n} for n in range(20)], id="a string that may be empty"),
    pytest.param(zoo(), [{"x": '\\"\n\u00e4\U0001f600'[n % 5]} for n in range(20)], id="a string that is escaped"),
    pytest.param(zoo(), [{"x": f"w{n}", "y": 2 * n, "z": [{"a": f"v{n}"}]} for n in range(20)], id="several leaves"),
    pytest.param(zoo(), [{"x": "aabb"[n % 4], "y": "abab"[n % 4]} for n in range(20)], id="now one leaf and now another"),
    pytest.param(zoo(), [{"x": f"w{n}", "y": None, "z": 1.5} for n in range(20)], id="beside leaves that are none"),
    pytest.param(zoo(check("type", type="string")), [{"x": f"w{n}"} for n in range(20)], id="only the type matters"),
    pytest.param(zoo(check("present")), [{"x": f"w{n}"} for n in range(20)], id="only that it is there matters"),
    pytest.param(zoo(check("nonempty")), [{"x": f"w{n}"} for n in range(20)], id="only that it is not empty matters"),
    pytest.param(zoo(check("one_of", values=["a"])), [{"x": "a", "y": n} for n in range(20)], id="the value of another leaf matters"),
    pytest.param(zoo(check("increasing")), [{"x": n} for n in range(20)], id="numbers are compared"),
    pytest.param(zoo(check("unique")), [{"x": f"w{n}"} for n in range(20)], id="strings are remembered"),
    pytest.param(zoo(check("count", path=None, max=99)), [{"x": n} for n in range(20)], id="events are counted"),
    pytest.param(zoo(check("increasing")), [{"x": None, "y": n} for n in range(20)], id="null where a number would be compared"),
    pytest.param(zoo(check("increasing")), [{"y": n} for n in range(20)], id="nothing where a number would be compared"),
])
def test_is_learnt_within_three_events(profile: Profile, members: list[dict[str, Any]]) -> None:
    events = [event("tick", **each) for each in members]
    assert unknown(profile, events) <= 4
    assert codes(profile, events) == [[]] * 21
# fmt: on


def test_padding_that_hides_the_length_is_nothing_new() -> None:
    events = [Event("message", f'{{"type": "tick", "x": "w{n}"{" " * (n % 5)}}}') for n in range(20)]
    assert unknown(zoo(), events) == 2
    assert codes(zoo(), events) == [[]] * 21


@pytest.mark.parametrize(
    "data", ['{"type": "tick", "x": "w  }', '{"type": "tick", "x": "w" ', "  }", " }", "}"]
)
def test_padding_makes_nothing_whole(data: str) -> None:
    events = [
        *(Event("message", f'{{"type": "tick", "x": "w{n}"  }}') for n in range(9)),
        Event("message", data),
    ]
    assert codes(zoo(), events)[-2] == ["ORD302"]


def test_takes_turns() -> None:
    profile = zoo(BOX)
    events = [event("open", box=box) for box in range(4)]
    events += [
        event(kind, box=box, x=f"w{n}") for n in range(20) for box in range(4) for kind in ("tick", "tock")
    ]
    assert unknown(profile, events) <= 4 + 3 * 8


def test_does_not_remember_more_than_a_stream_takes_turns_with() -> None:
    types = _templates.MAX_TEMPLATES + 1
    events = [Event(f"t{n}", '{"type": "tick"}') for n in range(types)] * 9
    assert unknown(zoo(), events) == 2 * _templates.MAX_TEMPLATES + 9


def test_knows_what_varied_before() -> None:
    profile = zoo(BOX)
    blocks = [
        [
            event("open", box=box),
            *(event("tick", box=box, x=f"w{n}") for n in range(9)),
            event("close", box=box),
        ]
        for box in range(10)
    ]
    assert unknown(profile, [each for block in blocks for each in block]) <= 1 + 3 * 10


def test_what_cannot_be_learnt_is_tried_ever_more_rarely() -> None:
    checker = Checker(zoo())
    for number in range(1000):
        checker.feed(event("tick", x=number + 0.5))
    lessons, _ = checker._templates._pauses["tick"]
    assert _templates.TRIES < lessons <= _templates.TRIES + 1 + 1000 // _templates.PAUSE


def test_what_was_of_use_is_learnt_again_at_once() -> None:
    profile = zoo(BOX)
    events = [event("open", box=1), *[event("tick", box=1)] * 100 * _templates.TRIES]
    for n in range(2 * _templates.TRIES):
        events += [event("close", box=n + 1), event("open", box=n + 2), *[event("tick", box=n + 2)] * 9]
    assert unknown(profile, events) <= 3 + 3 * 2 * _templates.TRIES


# fmt: off
@pytest.mark.parametrize("members", [
    pytest.param({"x": "a" * _templates.MAX_SIZE}, id="too long"),
    pytest.param({"x": ["a"] * (MAX_LEAVES + 1)}, id="too many leaves"),
    pytest.param({'"': "a"}, id="an escaped name"),
])
def test_is_not_learnt(members: dict[str, Any]) -> None:
    events = [event("tick", **members)] * 9
    assert codes(zoo(), events) == [[]] * 10
    assert unknown(zoo(), events) == 9
# fmt: on


def test_value_that_a_rule_takes_and_another_goes_by_is_not_learnt() -> None:
    profile = zoo(check("unique"), check("one_of", values=list(range(9))))
    events = [event("tick", x=n) for n in range(10)]
    assert codes(profile, events)[-2] == ["zoo:one_of"]
    assert unknown(profile, events) == 10
