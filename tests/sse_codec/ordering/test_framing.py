"""An event becomes a kind and a value, and a stream stays with the framing that it began with."""

import re

import pytest

from sse_codec._values import Event
from sse_codec.ordering import Framer, Framing

ENVELOPE = Framing("envelope", types=["message"], kind=("event",), value=("data",))
HYBRID = Framing(
    "hybrid",
    other_types=["message"],
    members=["event", "data", "duration"],
    kind=("event",),
    agree=True,
    value=("data",),
)
NAMED = Framing("named", other_types=["message"], json=["metadata"])
ALL = (ENVELOPE, HYBRID, NAMED)


def envelope(kind: str, data: str = '"x"') -> Event:
    return Event("message", f'{{"event":"{kind}","data":{data}}}')


def hybrid(kind: str, data: str = '"x"') -> Event:
    return Event(kind, f'{{"event":"{kind}","data":{data}}}')


@pytest.mark.parametrize(
    ("event", "kind", "value", "framing"),
    [
        pytest.param(envelope("token"), "token", "x", "envelope", id="envelope"),
        pytest.param(Event("", '{"event":"token","data":1}'), "token", 1, "envelope", id="empty type"),
        pytest.param(Event("message", '{"event":"a","x":1}'), "a", None, "envelope", id="other members"),
        pytest.param(envelope("end", "null"), "end", None, "envelope", id="null"),
        pytest.param(hybrid("token"), "token", "x", "hybrid", id="hybrid"),
        pytest.param(Event("a", '{"event":"a","duration":2}'), "a", None, "hybrid", id="duration beside"),
        pytest.param(Event("token", "x"), "token", "x", "named", id="named"),
        pytest.param(Event("token", ""), "token", "", "named", id="named and empty"),
        pytest.param(Event("token", "{}"), "token", "{}", "named", id="named text that is JSON"),
        pytest.param(Event("metadata", "{}"), "metadata", {}, "named", id="named with a JSON value"),
        pytest.param(
            Event("a", '{"event":"a","other":1}'), "a", '{"event":"a","other":1}', "named", id="not closed"
        ),
        pytest.param(Event("a", '{"event":1}'), "a", '{"event":1}', "named", id="name that is no string"),
    ],
)
def test_first_event_decides(event: Event, kind: str, value: object, framing: str) -> None:
    framer = Framer(ALL)
    assert framer.locked is None
    classified = framer.classify(event)
    assert classified is not None
    assert (classified.kind, classified.value, classified.framing) == (kind, value, framing)
    assert framer.locked == framing


@pytest.mark.parametrize(
    ("event", "has_value"),
    [
        pytest.param(Event("message", '{"event":"token"}'), False, id="member missing"),
        pytest.param(envelope("token", "null"), True, id="member null"),
        pytest.param(Event("token", ""), True, id="empty text"),
        pytest.param(Event("metadata", "null"), True, id="null as a JSON value"),
        pytest.param(Event("metadata", "{"), False, id="damaged JSON value"),
    ],
)
def test_whether_there_is_a_value(event: Event, has_value: bool) -> None:
    classified = Framer(ALL).classify(event)
    assert classified is not None
    assert classified.has_value is has_value


def test_text_of_a_named_stream_may_look_like_an_envelope() -> None:
    framer = Framer(ALL)
    framer.classify(Event("start", ""))
    classified = framer.classify(hybrid("token"))
    assert classified is not None
    assert (classified.framing, classified.value) == ("named", '{"event":"token","data":"x"}')


def test_other_framing_is_classified_and_the_lock_stays() -> None:
    framer = Framer(ALL)
    framer.classify(envelope("start"))
    framings = [
        found.framing for event in (hybrid("a"), Event("a", "x")) if (found := framer.classify(event))
    ]
    assert framings == ["hybrid", "named"]
    assert framer.locked == "envelope"


def test_framing_can_be_forced() -> None:
    framer = Framer(ALL, framing="named")
    assert framer.locked == "named"
    classified = framer.classify(hybrid("token"))
    assert classified is not None
    assert classified.framing == "named"


def test_unknown_framing_cannot_be_forced() -> None:
    with pytest.raises(ValueError, match="no framing jsonl; there are: envelope, hybrid, named"):
        Framer(ALL, framing="jsonl")


def test_names_that_disagree() -> None:
    classified = Framer(ALL).classify(Event("token", '{"event":"end","data":"x"}'))
    assert classified is not None
    assert (classified.kind, classified.disagrees) == ("end", "token")


def test_damaged_json_value_says_where() -> None:
    classified = Framer(ALL).classify(Event("metadata", '{"chatId":'))
    assert classified is not None
    assert classified.damage == "Expecting value at line 1 column 11"


def test_damaged_object_of_a_hybrid_stream_is_no_text() -> None:
    framer = Framer(ALL)
    framer.classify(hybrid("start"))
    assert framer.classify(Event("token", '{"event":"token","data":"x')) is None
    assert (
        framer.undecided().reason == "its data is not JSON: Unterminated string starting at line 1 column 25"
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param("", "it has no event type, and its data is empty", id="empty"),
        pytest.param(" [DONE]\n", "a bare [DONE] is the end marker of other protocols", id="end marker"),
        pytest.param('{"event":"a"', "not JSON: Expecting ',' delimiter at line 1 column 13", id="damaged"),
        pytest.param("Hello", "not JSON: Expecting value at line 1 column 1", id="text"),
        pytest.param(
            '{"event":"a"}{"event":"b"}', "several JSON values, the second at line 1 column 14", id="two"
        ),
        pytest.param(
            '{"event":"a"}\n{"event":"b"}', "several JSON values, the second at line 2 column 1", id="lines"
        ),
        pytest.param("[1]", "its data is JSON, but no object", id="list"),
        pytest.param('{"type":"a"}', "its JSON object has no string at /event", id="no member"),
        pytest.param('{"event":5}', "its JSON object has no string at /event", id="member that is no string"),
    ],
)
def test_undecided_event_says_why(data: str, reason: str) -> None:
    framer = Framer(ALL)
    assert framer.classify(Event("message", data)) is None
    assert reason in framer.undecided().reason
    assert framer.undecided().foreign_end is ("[DONE]" in data)
    assert framer.locked is None


def test_undecided_because_no_framing_applies_to_the_type() -> None:
    framer = Framer([ENVELOPE])
    assert framer.classify(Event("token", "{}")) is None
    assert framer.undecided().reason == "no framing applies to the event type token"


def test_undecided_because_of_members_that_do_not_belong() -> None:
    framer = Framer([Framing("closed", kind=("event",), members=["event"])])
    assert framer.classify(Event("message", '{"event":"a","x":1}')) is None
    assert framer.undecided().reason.endswith("its JSON object holds more members than the framing has")


def test_every_place_of_a_kind_is_named() -> None:
    framer = Framer([Framing("one", kind=("event",)), Framing("two", kind=("a/b", "type"))])
    framer.classify(Event("message", "{}"))
    assert framer.undecided().reason.endswith("no string at /event or /a~1b/type")


def test_whole_data_is_the_value_without_a_pointer() -> None:
    classified = Framer([Framing("typed", kind=("type",))]).classify(Event("x", '{"type":"a"}'))
    assert classified is not None
    assert classified.value == {"type": "a"}


def test_value_below_something_without_members_is_none() -> None:
    classified = Framer([Framing("deep", kind=("k",), value=("v", "w"))]).classify(
        Event("x", '{"k":"a","v":1}')
    )
    assert classified is not None
    assert not classified.has_value


def test_repr() -> None:
    classified = Framer(ALL).classify(Event("token", "x"))
    assert repr(classified) == "Classified('token', 'x', True, 'named')"
    assert re.fullmatch(r"Framing\('named'\)", repr(NAMED))
