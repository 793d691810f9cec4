"""The checker puts framing, order and payload together, and tells each fault once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sse_codec import ClosedError
from sse_codec._values import Event
from sse_codec.ordering import Checker, Finding, Profile, parse_profile

PROFILE = """
profile = "tiny"

[kinds]
open = ""
text = ""
info = ""
shut = ""
fail = ""
stop = ""

[[framing]]
name  = "envelope"
types = ["message"]
kind  = "/event"
value = "/data"

[[framing]]
name        = "hybrid"
other_types = ["message"]
members     = ["event", "data"]
kind        = "/event"
agree       = true
value       = "/data"

[[framing]]
name        = "named"
other_types = ["message"]
kind        = "type"
json        = ["info"]

[order]
grammar = "open text* info shut"
{order}

[abort]
on   = ["fail", "stop"]
then = "shut?"

[outcome]
fail = "failed"
stop = "stopped"

[[check]]
id   = "info/object"
rule = "type"
at   = "info"
type = "object"

[[check]]
id   = "info/id"
rule = "present"
at   = "info"
path = "/id"
why  = "to be able to ask for it"
severity = "warning"

[[check]]
id   = "text/some"
rule = "count"
at   = "text"
min  = 1

[severity]
{severity}
"""


def tiny(order: str = "", severity: str = "") -> Profile:
    return parse_profile(PROFILE.format(order=order, severity=severity))


TINY = tiny()
DATA = {"info": '{"id":1}'}


def named(*kinds: str) -> list[Event]:
    return [Event(kind, DATA.get(kind, "x")) for kind in kinds]


def enveloped(kind: str) -> Event:
    return Event("message", f'{{"event":"{kind}","data":{DATA.get(kind, 1)}}}')


def hybrid(type: str, kind: str) -> Event:
    return Event(type, f'{{"event":"{kind}","data":{{"id":1}}}}')


def message(data: str) -> Event:
    return Event("message", data)


def check(events: list[Event], profile: Profile = TINY, framing: str | None = None) -> list[Finding]:
    checker = Checker(profile, framing=framing)
    found = [finding for event in events for finding in checker.feed(event)]
    return found + checker.close()


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        pytest.param("text info shut", "missing open before text (expected open, got text)", id="ORD101"),
        pytest.param(
            "open text shut", "missing info before shut (expected text or info, got shut)", id="ORD101 in the middle"),
        pytest.param("open open text info shut", "unexpected open (expected text or info)", id="ORD102"),
        pytest.param("open text info shut text", "text after the end of the stream", id="ORD103"),
        pytest.param("open text", "the stream stopped early: missing info, shut (expected text or info)", id="ORD104"),
        pytest.param("", "the stream has no events: missing open, text, info, shut", id="ORD104 without events"),
        pytest.param("fail text", "text after the stream was aborted (expected shut or nothing more)", id="ORD105"),
    ],
)  # fmt: skip
def test_order_in_words(kinds: str, said: str) -> None:
    profile = parse_profile(PROFILE.format(order="", severity="").replace("text* info", "text+ info"))
    found = check(named(*kinds.split()), profile if not kinds else TINY)
    assert [finding.message for finding in found] == [said]


def test_finding_of_the_order_knows_all() -> None:
    assert check(named("open", "text", "shut")) == [
        Finding(
            code="ORD101",
            name="missing-event",
            level="error",
            message="missing info before shut (expected text or info, got shut)",
            event=3,
            kind="shut",
            expected=("text", "info"),
            missing=("info",),
            help="send what is missing first",
        )
    ]


def test_finding_of_a_check_knows_all() -> None:
    found = check([*named("open", "text"), Event("info", "{}"), *named("shut")])
    assert found == [
        Finding(
            code="tiny:info/id",
            name="info/id",
            level="warning",
            message="info /id is missing",
            event=3,
            kind="info",
            path="/id",
            help="to be able to ask for it",
        )
    ]


def test_findings_at_the_end_have_no_event() -> None:
    assert [(finding.code, finding.event) for finding in check(named("open", "info", "shut"))] == [
        ("tiny:text/some", 0)
    ]


def codes(events: list[Event], profile: Profile = TINY, framing: str | None = None) -> list[str]:
    return [f"{finding.code} {finding.event}" for finding in check(events, profile, framing)]


OPENED = named("open", "text")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param(named("open", "text", "info", "shut"), [], id="in order"),
        pytest.param([*OPENED, *named("fail")], [], id="aborted"),
        pytest.param([*OPENED, *named("Text", "Text", "info", "shut")], ["ORD301 3"], id="unknown kind, once"),
        pytest.param([*OPENED, *named("other", "tixt", "info", "shut")], ["ORD301 3", "ORD301 4"], id="two unknown"),
        pytest.param([*OPENED, *named("Info", "shut")], ["ORD301 3"], id="miscased kind is not missing too"),
        pytest.param([*OPENED, *named("info", "Shut")], ["ORD301 4", "ORD104 0"], id="miscased end is none"),
        pytest.param([*OPENED, message("["), *named("shut")], ["ORD302 3"], id="damaged event is not missing too"),
        pytest.param([message(""), *named("text", "info", "shut")], ["ORD302 1"], id="damaged first event"),
        pytest.param([*OPENED, *named("info"), message("[DONE]")], ["ORD302 4", "ORD104 0"], id="foreign end"),
        pytest.param([*OPENED, message(""), message(""), *named("info", "shut")], ["ORD302 3", "ORD302 4"], id="two"),
        pytest.param([message('{"type":"x"}')] * 9, ["ORD302 1", "ORD104 0"], id="foreign protocol, once"),
        pytest.param([*OPENED, enveloped("text"), enveloped("info"), *named("shut")], ["ORD303 3"], id="mixed, once"),
        pytest.param([*OPENED, enveloped("ping"), *named("info", "shut")], ["ORD301 3"], id="unknown in another framing"),
        pytest.param([enveloped("open"), hybrid("text", "text"), *named("text"), enveloped("info"), enveloped("shut")],
                     ["ORD303 2", "ORD303 3"], id="all three framings"),
        pytest.param([hybrid("open", "open"), hybrid("text", "info"), hybrid("shut", "shut")],
                     ["ORD304 2", "tiny:text/some 0"], id="names disagree and the data says what fits"),
        pytest.param([hybrid("open", "open"), hybrid("text", "text"), hybrid("info", "text"), hybrid("shut", "shut")],
                     ["ORD304 3"], id="names disagree and the type says what fits"),
        pytest.param([hybrid("open", "open"), hybrid("text", "txt"), hybrid("info", "info"), hybrid("shut", "shut")],
                     ["ORD304 2", "tiny:text/some 0"], id="names disagree and one is unknown"),
        pytest.param([*OPENED, Event("info", "{"), *named("shut")], ["ORD305 3"], id="damaged value is not judged"),
        pytest.param([*OPENED, Event("info", "[]"), *named("shut")], ["tiny:info/object 3"], id="wrong value"),
        pytest.param([*named("open"), *named("shut")], ["ORD101 2", "tiny:text/some 0"], id="two faults"),
    ],
)  # fmt: skip
def test_each_fault_is_told_once(events: list[Event], expected: list[str]) -> None:
    assert codes(events) == expected


def test_truncated_stream_is_not_blamed_for_what_it_lacks() -> None:
    assert codes(named("open")) == ["ORD104 0"]


def test_suggestion_and_place_are_in_the_message() -> None:
    (unknown,) = check(named("open", "text", "Text", "info", "shut"))
    assert unknown.message == "unknown kind Text; did you mean text?"
    (damaged,) = check([*OPENED, message('{"event":'), *named("info", "shut")])
    assert damaged.message == (
        "no framing of tiny fits the event: it has no event type, and its data is not JSON: "
        "Expecting value at line 1 column 10"
    )
    (value,) = check([*OPENED, Event("info", '{"id"'), *named("shut")])
    assert value.message == "the data of info is not JSON: Expecting ':' delimiter at line 1 column 6"
    (mixed,) = check([*OPENED, enveloped("info"), *named("shut")])
    assert mixed.message == "info is in envelope framing, in a stream that is in named framing"
    (disagree,) = check(
        [hybrid("open", "open"), hybrid("text", "text"), hybrid("text", "info"), hybrid("shut", "shut")]
    )
    assert disagree.message == "the event type says text, and its data says info"


TWICE = parse_profile("""
profile = "twice"
[kinds]
open = ""
text = ""
shut = ""
[[framing]]
name = "both"
kind = "/name"
agree = true
[order]
grammar = "open text* shut"
[[check]]
id = "text/body"
rule = "type"
at = "text"
path = "/body"
type = "string"
required = true
""")


@pytest.mark.parametrize(
    ("event", "found"),
    [
        pytest.param(Event("text", '{"name":"text","body":"x"}'), [], id="both"),
        pytest.param(Event("message", '{"name":"text","body":"x"}'),
                     ["ORD306 no event field: the event type has to name the kind as the data does"], id="in the data alone"),
        pytest.param(Event("text", '{"body":"x"}'), ["ORD307 no /name in the data: only the event type names the kind"], id="in the type alone"),
        pytest.param(Event("text", "{}"),
                     ["ORD307 no /name in the data: only the event type names the kind", "twice:text/body text /body is missing"],
                     id="in the type alone, and its value is judged"),
        pytest.param(Event("text", ""), ["ORD305 the data of text is not JSON: it is empty"], id="no data"),
        pytest.param(Event("text", "[]"), ["ORD305 the data of text is not JSON: it is JSON, but no object"], id="an array"),
        pytest.param(Event("text", "hello"), ["ORD305 the data of text is not JSON: Expecting value at line 1 column 1"], id="no JSON"),
        pytest.param(Event("shut", '{"name":"text","body":"x"}'), ["ORD304 the event type says shut, and its data says text"], id="two names"),
    ],
)  # fmt: skip
def test_a_name_that_stands_in_two_places(event: Event, found: list[str]) -> None:
    start, end = Event("open", '{"name":"open"}'), Event("shut", '{"name":"shut"}')
    told = check([start, event, event, end], TWICE)
    assert [f"{finding.code} {finding.message}" for finding in told if finding.event == 2] == found
    assert not [finding for finding in told if finding.event in (0, 1, 4)]


def test_a_stream_that_names_its_kinds_in_one_place_is_judged_by_them() -> None:
    found = check([Event("open", "{}"), Event("text", '{"body":"x"}'), Event("open", "{}")], TWICE)
    assert [finding.code for finding in found] == ["ORD307"] * 3 + ["ORD102", "ORD104"]


MEMBERS = parse_profile("""
profile = "members"
[kinds]
a = ""
[[framing]]
name = "typed"
kind = "/type"
[order]
grammar = "a*"
[[check]]
id = "id"
rule = "type"
path = "/r/id"
type = "string"
required = true
severity = "warning"
[[check]]
id = "output"
rule = "type"
path = "/r/output"
type = "array"
required = true
[[check]]
id = "name"
rule = "present"
path = "/name"
[[check]]
id = "whole"
rule = "present"
path = "/r"
severity = "info"
""")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param('"r":{"id":"1","output":[]},"name":1', [], id="all there"),
        pytest.param('"name":1', ["output error a /r is missing"], id="the outermost of several, once, as the gravest has it"),
        pytest.param('"r":{},"name":1', ["id warning a /r/id is missing", "output error a /r/output is missing"], id="two"),
        pytest.param('"x":1', ["output error a /r is missing", "name error a /name is missing"], id="two that are outermost"),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_once_for_an_event(data: str, found: list[str]) -> None:
    told = check([message(f'{{"type":"a",{data}}}')] * 2, MEMBERS)
    assert [f"{each.name} {each.level} {each.message}" for each in told] == found * 2


HEALTHY = """
profile = "healthy"
[kinds]
open = ""
a = ""
b = ""
c = ""
d = ""
e = ""
f = ""
broken = ""
short = ""
shut = ""
lost = ""
[[framing]]
name = "named"
kind = "type"
[order]
grammar = "open (a | b | c | d | e | f)+ (broken | short | (a b c) shut) | lost"
[outcome]
broken = "failed"
short = "incomplete"
lost = "failed"
shut = "completed"
"""


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        pytest.param("open", "the stream stopped early: missing a, a, b, c, shut (expected a, b, c, d, e or 1 more)", id="at the end"),
        pytest.param(
            "open f", "the stream stopped early: missing a, b, c, shut (expected a, b, c, d, e or 3 more)", id="failing kinds are expected last"),
        pytest.param("", "the stream has no events: missing open, a, a, b, c, shut", id="without events"),
        pytest.param("open shut", "missing a, a, b, c before shut (expected a, b, c, d, e or 1 more, got shut)", id="before the end"),
        pytest.param("open broken", "missing a before broken (expected a, b, c, d, e or 1 more, got broken)", id="before a failure"),
    ],
)  # fmt: skip
def test_what_is_missing_is_what_a_healthy_stream_would_send(kinds: str, said: str) -> None:
    assert [each.message for each in check(named(*kinds.split()), parse_profile(HEALTHY))] == [said]


def test_what_is_missing_is_a_failure_where_nothing_else_leads_there() -> None:
    profile = parse_profile(HEALTHY.replace("| lost", "| lost a"))
    (found,) = check(named("open", "f", "a", "b", "c", "shut", "open"), profile)
    assert found.code == "ORD103"
    doomed = HEALTHY.replace("(broken | short | (a b c) shut) | lost", "(broken | short)")
    (found,) = check(named("open", "f"), parse_profile(doomed))
    assert found.missing == ("broken",)
    assert found.message == "the stream stopped early: missing broken (expected a, b, c, d, e or 3 more)"


def test_unknown_kinds_may_be_allowed() -> None:
    (found,) = check(named("open", "text", "other", "other", "info", "shut"), tiny('unknown = "allow"'))
    assert (found.code, found.level) == ("ORD301", "info")


def test_allowed_unknown_kind_stands_for_nothing() -> None:
    found = codes(named("open", "text", "Info", "shut"), tiny('unknown = "allow"'))
    assert found == ["ORD301 3", "ORD101 4"]


def test_what_has_been_told_is_remembered_for_a_while() -> None:
    many = named(*(f"kind{number:03}" for number in range(100)))
    again = [*many, *many]
    assert sum(code.startswith("ORD301") for code in codes(again)) == 100 + 36


def test_level_of_a_code_is_the_profiles() -> None:
    levels = [finding.level for finding in check(named("open", "shut"), tiny(severity='ORD101 = "warning"'))]
    assert levels == ["warning", "error"]


def test_levels_can_be_off() -> None:
    profile = tiny(severity='ORD101 = "off"\n"text/some" = "off"')
    assert check(named("open", "shut"), profile) == []


@pytest.mark.parametrize(
    ("events", "outcome"),
    [
        pytest.param([], "truncated", id="no events"),
        pytest.param(named("open", "text"), "truncated", id="stopped early"),
        pytest.param(named("open", "text", "info", "shut"), "completed", id="complete"),
        pytest.param(named("open", "shut"), "completed", id="complete with a fault"),
        pytest.param(named("open", "fail", "shut"), "failed", id="failed"),
        pytest.param(named("fail", "stop"), "failed", id="first of the table, first in the stream"),
        pytest.param(named("stop", "fail"), "failed", id="first of the table, last in the stream"),
        pytest.param(named("open", "text", "info", "shut", "fail"), "completed", id="failed after the end"),
        pytest.param([message("x")], "truncated", id="nothing that can be read"),
    ],
)
def test_outcome(events: list[Event], outcome: str) -> None:
    checker = Checker(TINY)
    for event in events:
        checker.feed(event)
    assert checker.outcome == outcome
    checker.close()
    assert checker.outcome == outcome


def test_framing_is_known_once_an_event_decides_it() -> None:
    checker = Checker(TINY)
    assert checker.framing is None
    checker.feed(message("x"))
    assert checker.framing is None
    checker.feed(enveloped("open"))
    assert checker.framing == "envelope"


def test_framing_can_be_forced() -> None:
    reads = Event("open", '{"event":"shut"}')
    assert codes([reads, *named("text", "info", "shut")], framing="named") == []
    with pytest.raises(ValueError, match="no framing jsonl"):
        Checker(TINY, framing="jsonl")


def test_closed_checker_says_so() -> None:
    checker = Checker(TINY)
    assert len(checker.close()) == 1
    assert checker.close() == []
    with pytest.raises(ClosedError, match="make a new checker"):
        checker.feed(Event())


KINDS = st.sampled_from([*TINY.kinds, "Open", "other", "", "message"])
JSON = st.sampled_from(
    ["1", '"x"', "{}", '{"id":1}', "[", "[DONE]", "", "\ud800", "NaN", "9" * 5000, "[" * 5000]
)
WILD = st.one_of(
    st.builds(Event, KINDS, JSON),
    st.builds(
        lambda type, kind, data: Event(type, f'{{"event":"{kind}","data":{data}}}'), KINDS, KINDS, JSON
    ),
    st.builds(Event, st.text(max_size=5), st.text(max_size=20)),
)


@given(st.lists(WILD, max_size=12))
def test_whatever_comes_is_judged_event_by_event(events: list[Event]) -> None:
    checker = Checker(TINY)
    for place, event in enumerate(events, 1):
        for finding in checker.feed(event):
            assert finding.event == place
            assert "\n" not in finding.message
            finding.message.encode()  # whatever came, a message can be written
    truncated = checker.outcome == "truncated"
    found = [finding.code for finding in checker.close()]
    assert not (truncated and "ORD104" not in found)
    assert all(code in ("ORD104", "tiny:text/some") for code in found)
