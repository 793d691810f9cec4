"""How a stream went, by the kinds of its events and by values in them; what failed, and what is owed."""

import json
from typing import Any

import pytest

from sse_codec import Event
from sse_codec.ordering import Checker, Outcomes, Profile, ValueOutcome, parse_profile
from sse_codec.ordering.outcome import StreamOutcome

from .templates.learned import unknown

PROFILE = """
profile = "chat"
[kinds]
open = ""
chunk = ""
usage = ""
shut = ""
fail = ""
[[framing]]
name = "typed"
kind = "/type"
[order]
grammar = "open chunk+ usage? shut"
restart = ["open"]
[abort]
on = "fail"
then = "shut?"
[outcome]
fail = "failed"
[outcome.chunk]
path = "/choices/*/reason"
failed = ["broken"]
filtered = ["safety", 7]
incomplete = ["length", false]
[outcome.usage]
path = "/refused"
filtered = true
[outcome.shut]
path = "/left/*"
odd = true
"""
CHAT = parse_profile(PROFILE)


def event(kind: str, **members: Any) -> Event:
    return Event("message", json.dumps({"type": kind, **members}))


def chunk(*reasons: object) -> Event:
    return event("chunk", choices=[{"reason": reason} for reason in reasons])


OPEN, TEXT, SHUT, FAIL = event("open"), chunk(None), event("shut"), event("fail")


def checked(*events: Event, profile: Profile = CHAT) -> Checker:
    checker = Checker(profile)
    for each in events:
        checker.feed(each)
    return checker


@pytest.mark.parametrize(
    ("events", "outcome"),
    [
        pytest.param([OPEN, TEXT, SHUT], "completed", id="null says nothing"),
        pytest.param([OPEN, chunk("stop"), SHUT], "completed", id="a value without a word"),
        pytest.param([OPEN, event("chunk"), SHUT], "completed", id="nothing at the place"),
        pytest.param([OPEN, chunk("length"), SHUT], "incomplete", id="a value"),
        pytest.param([OPEN, chunk(None, "length"), SHUT], "incomplete", id="a value in the second element"),
        pytest.param([OPEN, event("chunk", choices={"a": {"reason": "length"}}), SHUT], "incomplete", id="a value in a member"),
        pytest.param([OPEN, chunk("length", "safety"), SHUT], "filtered", id="the graver of two in one event"),
        pytest.param([OPEN, chunk("safety"), chunk("length"), SHUT], "filtered", id="the graver of two, first"),
        pytest.param([OPEN, chunk("length"), chunk("safety"), SHUT], "filtered", id="the graver of two, last"),
        pytest.param([OPEN, chunk(7.0), SHUT], "filtered", id="a number by its value"),
        pytest.param([OPEN, chunk(False), SHUT], "incomplete", id="false"),
        pytest.param([OPEN, chunk(0), SHUT], "completed", id="0 is not false"),
        pytest.param([OPEN, chunk(["length"]), SHUT], "completed", id="a list is no value"),
        pytest.param([OPEN, TEXT, event("usage", refused={}), SHUT], "filtered", id="whatever is there"),
        pytest.param([OPEN, TEXT, event("usage", refused=False), SHUT], "filtered", id="false is there"),
        pytest.param([OPEN, TEXT, event("usage", refused=None), SHUT], "completed", id="null is not there"),
        pytest.param([OPEN, TEXT, event("shut", left={"x": 1})], "odd", id="any member, in the event that ends it"),
        pytest.param([OPEN, TEXT, event("shut", left={})], "completed", id="no member"),
        pytest.param([OPEN, chunk("length")], "truncated", id="a missing end counts more than a value"),
        pytest.param([OPEN, chunk("broken")], "failed", id="a missing end counts less than a value that failed"),
        pytest.param([OPEN, chunk("broken"), SHUT], "failed", id="a value that failed, and the end"),
        pytest.param([OPEN, chunk("length"), FAIL], "failed", id="a kind that is graver than the value"),
        pytest.param([OPEN, chunk("length"), SHUT, chunk("safety")], "incomplete", id="after the end"),
        pytest.param([OPEN, TEXT, SHUT, FAIL], "completed", id="failed after the end"),
        pytest.param([OPEN, chunk("length"), SHUT, OPEN, TEXT, SHUT], "incomplete", id="no restart after the end"),
        pytest.param([OPEN, chunk("length"), OPEN, TEXT, SHUT], "completed", id="forgotten at a restart"),
        pytest.param([OPEN, chunk("broken"), OPEN, chunk("length"), SHUT], "incomplete", id="another after a restart"),
    ],
)  # fmt: skip
def test_outcome(events: list[Event], outcome: str) -> None:
    checker = checked(*events)
    assert checker.outcome == outcome
    checker.close()
    assert checker.outcome == outcome


def test_a_value_that_is_less_grave_than_a_kind_does_not_count() -> None:
    ranked = PROFILE.partition("[outcome]")[0] + '[outcome]\nopen = "odd"\n[outcome.chunk]\npath = "/r"\n'
    graver = parse_profile(ranked.replace('open = "odd"\n', "") + 'worse = ["w"]\n')
    assert checked(OPEN, event("chunk", r="w"), SHUT, profile=graver).outcome == "worse"
    lesser = parse_profile(ranked + 'worse = ["w"]\n')
    assert checked(OPEN, event("chunk", r="w"), SHUT, profile=lesser).outcome == "odd"


@pytest.mark.parametrize(
    ("last", "outcome"),
    [
        pytest.param(chunk("length"), "incomplete", id="another value"),
        pytest.param(chunk("stop"), "completed", id="another value without a word"),
        pytest.param(chunk("x" * 6), "completed", id="another value of the same length"),
        pytest.param(chunk("safety"), "filtered", id="a graver value"),
        pytest.param(chunk(None), "completed", id="nothing"),
        pytest.param(chunk("stop", "length"), "incomplete", id="in another element"),
        pytest.param(event("chunk", more=1, choices=[{"reason": "length"}]), "incomplete", id="beside another member"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("reason", [None, "stop"])
def test_what_is_known_by_heart_hides_no_outcome(reason: str | None, last: Event, outcome: str) -> None:
    before = [
        event("chunk", n=n, text="w" * n, choices=[{"reason": reason, "text": "w" * n}]) for n in range(50)
    ]
    similar = event("chunk", n=99, text="", choices=[{"reason": "length", "text": ""}])
    for final, wanted in ((last, outcome), (similar, "incomplete")):
        for learning in (True, False):
            checker = Checker(CHAT, learn=learning)
            for each in (OPEN, *before, final, SHUT):
                assert checker.feed(each) == []
            assert checker.outcome == wanted
    assert unknown(CHAT, [OPEN, *before]) <= 5


@pytest.mark.parametrize(
    ("last", "failure"),
    [
        pytest.param(TEXT, "", id="nothing"),
        pytest.param(chunk("safety"), "", id="filtered"),
        pytest.param(FAIL, "fail", id="a kind"),
        pytest.param(chunk("broken"), 'chunk /choices/0/reason is "broken"', id="a value"),
        pytest.param(chunk(None, "broken"), 'chunk /choices/1/reason is "broken"', id="a value in the second element"),
    ],
)  # fmt: skip
def test_failure(last: Event, failure: str) -> None:
    checker = checked(OPEN, *[TEXT] * 9)
    assert checker.failure == ""
    checker.feed(last)
    assert checker.failure == failure
    checker.feed(Event("message", "no JSON"))
    assert checker.failure == ""


def test_failure_after_the_end_is_none() -> None:
    assert checked(OPEN, TEXT, SHUT, FAIL).failure == ""


@pytest.mark.parametrize(
    ("events", "owed"),
    [
        pytest.param([], ("open", "chunk", "shut"), id="everything"),
        pytest.param([OPEN], ("chunk", "shut"), id="most"),
        pytest.param([OPEN, TEXT], ("shut",), id="the end"),
        pytest.param([OPEN, TEXT, SHUT], (), id="nothing"),
        pytest.param([OPEN, FAIL], (), id="nothing after a failure"),
        pytest.param(
            [Event("message", "x")], ("open", "chunk", "shut"), id="everything, though something came"
        ),
    ],
)
def test_owed(events: list[Event], owed: tuple[str, ...]) -> None:
    assert checked(*events).owed == owed


def test_words_in_their_order() -> None:
    assert CHAT.outcomes.words == ("failed", "filtered", "incomplete", "odd")
    assert [CHAT.outcomes.decides(kind) for kind in ("fail", "chunk", "open")] == [True, True, False]
    (found,) = CHAT.outcomes.of("chunk")
    assert (repr(found), CHAT.outcomes.of("open")) == ("ValueOutcome('chunk', '/choices/*/reason')", [])


def test_a_kind_with_several_places_has_the_graver_word() -> None:
    places = (
        ValueOutcome("a", ("x",), {"bad": ("b",)}),
        ValueOutcome("a", ("y",), {"worse": ()}),
    )
    outcome = StreamOutcome(Outcomes({}, places, ("worse", "bad")))
    outcome.take("a", {"x": "b"})
    assert outcome.word(is_complete=True) == "bad"
    outcome.take("a", {"x": "b", "y": 0})
    assert outcome.word(is_complete=True) == "worse"
    outcome.restart()
    assert outcome.word(is_complete=True) == "completed"
