"""An event becomes a kind and a value, and a stream stays with the framing that it began with."""

import re
from typing import Literal

import pytest

from sse_codec._values import Event
from sse_codec.ordering import Classified, Document, Framer, Framing
from sse_codec.ordering.classify._shapes import Shape

ENVELOPE = Framing("envelope", types=["message"], kind=("event",), value=("data",))
HYBRID = Framing(
    "hybrid",
    other_types=["message"],
    members=["event", "data", "duration"],
    kind=("event",),
    agree=True,
    value=("data",),
)
NAMED = Framing("named", kind="type", other_types=["message"], json=["metadata"])
ALL = (ENVELOPE, HYBRID, NAMED)
DONE = Shape("done", data="[DONE]")
PING = Shape("ping", types=["ping"])
ERROR = Shape("error", has=[("error",)])
CHUNKS = Framing("chunks", shapes=[DONE, PING, ERROR, Shape("chunk", has=[("choices",)])])


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


def only(framing: Framing, event: Event) -> Classified | None:
    return Framer([framing]).classify(event)


@pytest.mark.parametrize(
    ("event", "kind", "value"),
    [
        pytest.param(Event("message", "[DONE]"), "done", "[DONE]", id="text"),
        pytest.param(Event("ping", ""), "ping", "", id="type, without data"),
        pytest.param(Event("ping", "12:00"), "ping", "12:00", id="type, and data that is no JSON"),
        pytest.param(Event("ping", '{"at":1}'), "ping", {"at": 1}, id="type, and data that is JSON"),
        pytest.param(Event("ping", "5"), "ping", 5, id="type, and data that is no object"),
        pytest.param(Event("message", '{"error":1}'), "error", {"error": 1}, id="value"),
        pytest.param(
            Event("x", '{"error":1,"choices":[]}'), "error", {"error": 1, "choices": []}, id="first that fits"
        ),
        pytest.param(Event("message", '{"choices":[]}'), "chunk", {"choices": []}, id="last that fits"),
    ],
)
def test_shape_gives_the_kind(event: Event, kind: str, value: object) -> None:
    classified = only(CHUNKS, event)
    assert classified is not None
    assert (classified.kind, classified.value, classified.has_value) == (kind, value, True)
    assert (classified.framing, classified.disagrees, classified.damage) == ("chunks", "", "")


@pytest.mark.parametrize(
    ("data", "value", "has_value"),
    [
        pytest.param('{"error":1,"v":2}', 2, True, id="there"),
        pytest.param('{"error":1}', None, False, id="missing"),
        pytest.param("text", "text", True, id="text has no places in it"),
    ],
)
def test_value_of_a_shape_is_where_the_framing_says(data: str, value: object, has_value: bool) -> None:
    classified = only(Framing("f", shapes=[ERROR, Shape("text", data="text")], value=("v",)), Event("", data))
    assert classified is not None
    assert (classified.value, classified.has_value) == (value, has_value)


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        pytest.param(Event("message", "[DONE]"), "done", id="shape"),
        pytest.param(Event("b", '{"type":"a"}'), "a", id="no shape, but a member"),
        pytest.param(Event("b", '{"type":"a","error":1}'), "error", id="shape and member"),
        pytest.param(Event("b", "{}"), None, id="neither"),
    ],
)
def test_shapes_come_before_the_kind_in_the_data(event: Event, kind: str | None) -> None:
    classified = only(Framing("f", shapes=[DONE, ERROR], kind=("type",)), event)
    assert (classified and classified.kind) == kind


def test_shapes_come_before_the_event_type() -> None:
    framing = Framing("f", shapes=[DONE], kind="type")
    kinds = [found.kind for data in ("[DONE]", "text") if (found := only(framing, Event("next", data)))]
    assert kinds == ["done", "next"]


def test_framing_of_nothing_classifies_nothing() -> None:
    assert only(Framing("f"), Event("message", "{}")) is None


@pytest.mark.parametrize(
    ("agree", "type", "disagrees", "lacks"),
    [
        pytest.param(False, "b", "", "", id="need not, named"),
        pytest.param(False, "message", "", "", id="need not, and has no name"),
        pytest.param(True, "a", "", "", id="must, and does"),
        pytest.param(True, "b", "b", "", id="must, and does not"),
        pytest.param(True, "message", "", "type", id="must, and has no name"),
        pytest.param("if-named", "a", "", "", id="must if named, and does"),
        pytest.param("if-named", "b", "b", "", id="must if named, and does not"),
        pytest.param("if-named", "message", "", "", id="must if named, and has no name"),
    ],
)
def test_whether_the_event_type_agrees(
    agree: bool | Literal["if-named"], type: str, disagrees: str, lacks: str
) -> None:
    classified = only(Framing("f", kind=("type",), agree=agree), Event(type, '{"type":"a"}'))
    assert classified is not None
    assert (classified.disagrees, classified.lacks) == (disagrees, lacks)


BY_TYPE = Framing(
    "f", kind=("name",), value=("body",), other_types=["other"], agree=True, names=["a", "other"]
)


@pytest.mark.parametrize(
    ("event", "value", "lacks", "damage"),
    [
        pytest.param(Event("a", '{"body":1}'), 1, "name", "", id="an object without the name"),
        pytest.param(Event("a", "{}"), None, "name", "", id="an object without anything"),
        pytest.param(Event("a", '{"name":7}'), None, "name", "", id="a name that is no text"),
        pytest.param(Event("a", " \t"), None, "", "it is empty", id="no data"),
        pytest.param(Event("a", "[1]"), None, "", "it is JSON, but no object", id="an array"),
        pytest.param(Event("a", "{"), None, "", "Expecting property name enclosed in double quotes at line 1 column 2", id="no JSON"),
    ],
)  # fmt: skip
def test_event_whose_data_lacks_the_name_is_known_by_its_type(
    event: Event, value: object, lacks: str, damage: str
) -> None:
    for framer in (Framer([BY_TYPE]), locked(BY_TYPE, Event("a", '{"name":"a"}'))):
        classified = framer.classify(event)
        assert classified is not None
        assert (classified.kind, classified.value, classified.lacks, classified.damage) == (
            "a", value, lacks, damage,
        )  # fmt: skip
        assert framer.locked == "f"


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(Event("message", "{}"), id="no type"),
        pytest.param(Event("b", "{}"), id="a type that is no kind"),
        pytest.param(Event("other", "{}"), id="a type to which the framing does not apply"),
    ],
)
def test_event_without_a_name_and_without_a_type_that_is_one(event: Event) -> None:
    assert Framer([BY_TYPE]).classify(event) is None
    assert locked(BY_TYPE, Event("a", '{"name":"a"}')).classify(event) is None


def locked(framing: Framing, event: Event) -> Framer:
    """A framer that has seen an event of the framing."""
    framer = Framer([framing])
    assert framer.classify(event) is not None
    return framer


def test_kind_that_a_shape_gave_agrees_with_every_event_type() -> None:
    classified = only(Framing("f", shapes=[ERROR], kind=("type",), agree=True), Event("x", '{"error":1}'))
    assert classified is not None
    assert classified.disagrees == ""


@pytest.mark.parametrize(
    ("framing", "kind", "gives"),
    [
        pytest.param(CHUNKS, "done", True, id="shape"),
        pytest.param(CHUNKS, "token", False, id="no shape"),
        pytest.param(Framing("f", shapes=[PING], types=["message"]), "ping", False, id="shape of a type that it has not"),
        pytest.param(Framing("f", shapes=[PING], other_types=["message"]), "ping", True, id="shape of a type that it has"),
        pytest.param(Framing("f", shapes=[DONE], kind=("type",)), "token", True, id="in the data"),
        pytest.param(Framing("f", shapes=[DONE], kind="type", types=["a"]), "done", True, id="shape beside the event type"),
        pytest.param(Framing("f", shapes=[DONE], kind="type", types=["a"]), "b", False, id="event type that it has not"),
        pytest.param(Framing("f", kind=("t",), types=["a"]), "b", True, id="in the data, whatever the event type"),
        pytest.param(Framing("f", kind=("t",), types=["a"], agree=True), "b", False, id="agrees with no event type"),
        pytest.param(Framing("f", kind=("t",), types=["a"], agree="if-named"), "b", False, id="named, and agrees with none"),
        pytest.param(Framing("f", kind=("t",), types=["b"], agree="if-named"), "b", True, id="named, and agrees"),
        pytest.param(Framing("f", kind=("t",), types=["message"], agree="if-named"), "b", True, id="not named"),
    ],
)  # fmt: skip
def test_kinds_that_a_framing_gives(framing: Framing, kind: str, gives: bool) -> None:
    assert framing.gives(kind) is gives


EVENTS = Framing("events", shapes=[DONE, PING], other_types=["other"])
MIXED = Framing("mixed", shapes=[DONE, ERROR], kind=("type",))


@pytest.mark.parametrize(
    ("framings", "type", "data", "reason"),
    [
        pytest.param([CHUNKS], "message", "", "its data is empty", id="empty"),
        pytest.param(
            [CHUNKS, NAMED], "message", "", "it has no event type, and its data is empty", id="empty, with a type it may do"),
        pytest.param(
            [CHUNKS], "message", "[DONE]\n",
            "its data is [DONE] with white space around it, which does not belong there", id="end with white space"),
        pytest.param([CHUNKS], "message", "[DON]", "its data is not JSON: Expecting value at line 1 column 2", id="no end"),
        pytest.param([CHUNKS], "message", "[1]", "its data is JSON, but no object", id="list"),
        pytest.param(
            [CHUNKS], "message", "{}", "its JSON object fits none of the shapes (done, ping, error, chunk)", id="object"),
        pytest.param(
            [MIXED], "message", "{}",
            "its JSON object fits none of the shapes (done, error), and has no string at /type", id="object without a kind"),
        pytest.param(
            [Framing("f", shapes=[DONE], kind=("t",), members=["t"])], "message", '{"t":"a","x":1}',
            "its JSON object holds more members than the framing has", id="members"),
        pytest.param([EVENTS], "message", "{}", "it fits none of the shapes (done, ping)", id="no shape of objects"),
        pytest.param([EVENTS], "other", "[DONE]", "no framing applies to the event type other", id="type"),
        pytest.param(
            [Framing("f", shapes=[Shape("end", data="[DONE]", types=["end"])])], "message", "[DONE]",
            "it fits none of the shapes (end)", id="end of another type"),
    ],
)  # fmt: skip
def test_event_of_no_shape_says_why(framings: list[Framing], type: str, data: str, reason: str) -> None:
    framer = Framer(framings)
    assert framer.classify(Event(type, data)) is None
    assert framer.undecided().reason == reason
    assert not framer.undecided().foreign_end


def test_end_of_other_protocols_is_theirs_where_no_shape_has_it() -> None:
    framer = Framer([Framing("f", shapes=[ERROR])])
    assert framer.classify(Event("message", "[DONE]")) is None
    assert framer.undecided().foreign_end


@pytest.mark.parametrize(
    ("framing", "named"),
    [
        pytest.param(CHUNKS, None, id="framing of objects"),
        pytest.param(EVENTS, "named", id="framing of text"),
    ],
)
def test_damaged_object_is_no_text_of_another_framing(framing: Framing, named: str | None) -> None:
    framer = Framer([framing, NAMED], framing=framing.name)
    classified = framer.classify(Event("token", '{"choices":['))
    assert (classified and classified.framing) == named


def test_data_is_parsed_once_for_several_framers(monkeypatch: pytest.MonkeyPatch) -> None:
    event = Event("message", '{"choices":[]}')
    document = Document(event.data)
    first = Framer([CHUNKS]).classify(event, document)
    monkeypatch.delattr(Document, "_parse")
    second = Framer([MIXED, CHUNKS]).classify(event, document)
    assert first is not None
    assert second is not None
    assert second.value is first.value


def test_document_tells_why_it_was_not_classified() -> None:
    framer = Framer([CHUNKS])
    framer.classify(Event("message", "{}"), Document("{}"))
    assert framer.undecided().reason.startswith("its JSON object fits none")


def test_repr() -> None:
    classified = Framer(ALL).classify(Event("token", "x"))
    assert repr(classified) == "Classified('token', 'x', True, 'named')"
    assert re.fullmatch(r"Framing\('named'\)", repr(NAMED))
