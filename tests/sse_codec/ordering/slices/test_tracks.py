"""Tracks: what each of their properties catches, at which event, and that one fault is one finding."""

import json
from itertools import pairwise
from typing import Any

import pytest

from sse_codec import Event
from sse_codec.ordering import Checker, Finding, parse_profile
from sse_codec.ordering.state import MAX_HELD, RULE, VALUE

HEAD = """
profile = "boxes"
[kinds]
begin = ""
open  = ""
part  = ""
shut  = ""
tag   = ""
untag = ""
last  = ""
done  = ""
fail  = ""
again = ""
[[framing]]
name = "json"
kind = "/t"
[order]
grammar = "(begin | again) (box | tag | untag)* last done"
restart = ["again"]
[abort]
on      = ["fail"]
forgive = ["again"]
[[track]]
name      = "box"
key       = "/n"
grammar   = "open part* shut"
"""
LABEL = """
[[track]]
name      = "label"
key       = ["/n", "/m"]
grammar   = "tag untag"
"""
BOXES = (
    HEAD + 'closed_by = ["last"]\nmax_open = 1\ncontiguous = true\nwhy = "readers draw one box at a time"\n'
)
NESTED = HEAD + 'closed_by = ["last"]\n' + LABEL + 'within = "box"\n'
AFTER = HEAD + LABEL + 'after = "box"\n'
REOPEN = HEAD + "reopen = true\n" + LABEL


def event(text: str) -> Event:
    """``open 0`` or ``tag 0 1``: the kind, ``n`` and ``m``."""
    kind, *numbers = text.split()
    return Event("message", json.dumps({"t": kind, **dict(zip("nm", map(number, numbers), strict=False))}))


def number(text: str) -> Any:
    return int(text) if text.isdigit() else text


def check(profile: str, stream: str) -> tuple[list[Finding], str]:
    """What is found in a stream of events that are parted by commas, and its outcome."""
    checker = Checker(parse_profile(profile))
    found = [finding for text in stream.split(",") for finding in checker.feed(event(text))]
    return found + checker.close(), checker.outcome


def codes(profile: str, stream: str) -> str:
    return " ".join(f"{finding.code}@{finding.event}" for finding in check(profile, stream)[0])


CLEAN = "begin,open 0,part 0,part 0,shut 0,open 1,part 1,shut 1,last,done"


@pytest.mark.parametrize(
    ("profile", "stream", "expected"),
    [
        pytest.param(BOXES, CLEAN, "", id="in order"),
        pytest.param(BOXES, "begin,last,done", "", id="no slices"),
        pytest.param(BOXES, "begin,part 0,shut 0,last,done", "ORD201@2", id="never begun"),
        pytest.param(BOXES, "begin,open 0,shut 0,part 0,last,done", "ORD201@4", id="goes on after its end"),
        pytest.param(BOXES, "begin,open 0,last,done", "ORD202@3", id="left open at a closing kind"),
        pytest.param(HEAD, "begin,open 0,last,done", "ORD202@0", id="left open at the end"),
        pytest.param(BOXES, "begin,open 0,done", "ORD101@3 ORD202@0", id="nor closed, nor a closing kind"),
        pytest.param(BOXES, "begin,open 0,last,shut 0,done", "ORD202@3", id="closed late"),
        pytest.param(BOXES, "begin,open 0,open 0,shut 0,last,done", "ORD203@3", id="begun twice"),
        pytest.param(BOXES, "begin,open 0,shut 0,open 0,last,done", "ORD203@4", id="begun after its end"),
        pytest.param(BOXES, "begin,open 0,open 1,shut 1,last,done", "ORD204@3", id="two at once"),
        pytest.param(BOXES, "begin,open 0,open 1,shut 0,shut 1,last,done", "ORD204@3", id="two that overlap"),
        pytest.param(BOXES, "begin,open 1,shut 1,last,done", "ORD205@2", id="counts from one"),
        pytest.param(
            BOXES, "begin,open 0,shut 0,open 2,shut 2,last,done", "ORD205@4", id="a number left out"
        ),
        pytest.param(BOXES, "begin,open x,shut x,last,done", "", id="keys that are no numbers have no gaps"),
        pytest.param(NESTED, "begin,open 0,tag 0 a,untag 0 a,shut 0,last,done", "", id="within"),
        pytest.param(NESTED, "begin,tag 0 a,untag 0 a,last,done", "ORD206@2", id="parent never begun"),
        pytest.param(NESTED, "begin,open 0,shut 0,tag 0 a,untag 0 a,last,done", "ORD206@4", id="parent over"),
        pytest.param(
            NESTED, "begin,open 0,tag 0 a,shut 0,last,done", "ORD202@4", id="left open by its parent"
        ),
        pytest.param(NESTED, "begin,open 0,open 1,tag 1 a,shut 0,untag 1 a,shut 1,last,done", "", id="two"),
        pytest.param(AFTER, "begin,open 0,shut 0,tag 0 a,untag 0 a,last,done", "", id="after"),
        pytest.param(AFTER, "begin,open 0,tag 0 a,untag 0 a,shut 0,last,done", "ORD206@3", id="too early"),
        pytest.param(AFTER, "begin,tag 0 a,untag 0 a,last,done", "ORD206@2", id="after what never was"),
        pytest.param(REOPEN, "begin,open 0,shut 0,open 0,part 0,shut 0,last,done", "", id="may begin again"),
        pytest.param(REOPEN, "begin,open 0,open 0,shut 0,last,done", "ORD203@3", id="but not while open"),
        pytest.param(
            REOPEN, "begin,open 0,shut 0,shut 0,open 0,shut 0,last,done", "ORD201@4", id="after a fault"
        ),
        pytest.param(BOXES, "begin,open,shut,last,done", "ORD207@2 ORD207@3", id="no key"),
        pytest.param(BOXES, "begin,open 0,part,part,shut 0,last,done", "ORD207@3", id="no key, said once"),
        pytest.param(BOXES, "begin,open 0,fail", "", id="an abort forgives"),
        pytest.param(BOXES, "begin,open 0,again,open 0,shut 0,last,done", "ORD102@3", id="a restart forgets"),
        pytest.param(BOXES, "begin,open 0", "ORD104@0", id="a truncated stream is that alone"),
    ],
)
def test_properties(profile: str, stream: str, expected: str) -> None:
    assert codes(profile, stream) == expected


@pytest.mark.parametrize(
    ("profile", "stream", "expected"),
    [
        pytest.param(
            BOXES, "begin,part 0,open 0,shut 0,last,done", "ORD201@2", id="changed places with the first"
        ),
        pytest.param(
            BOXES, "begin,open 0,shut 7,last,done", "ORD201@3", id="wrong key at the end of a slice"
        ),
        pytest.param(
            BOXES, "begin,open 0,shut 7,open 1,shut 1,last,done", "ORD201@3", id="and another begins"
        ),
        pytest.param(
            BOXES, "begin,open 7,part 0,shut 0,last,done", "ORD205@2", id="wrong key at its beginning"
        ),
        pytest.param(
            BOXES, "begin,open 1,shut 0,open 1,shut 1,last,done", "ORD205@2", id="a key that a later one has"
        ),
        pytest.param(
            NESTED,
            "begin,open 0,tag 9 a,untag 0 a,shut 0,last,done",
            "ORD206@3",
            id="wrong key of the parent",
        ),
        pytest.param(
            NESTED, "begin,tag 0 a,open 0,untag 0 a,shut 0,last,done", "ORD206@2", id="the child came first"
        ),
        pytest.param(BOXES, "begin,open,part 0,shut 0,last,done", "ORD207@2", id="the first lacks its key"),
        pytest.param(BOXES, "begin,open 0,shut 0,last,done,open 1", "ORD103@6", id="after the end"),
        pytest.param(BOXES, "begin,open 0,fail,shut 0,open 1", "ORD105@4", id="after an abort"),
        pytest.param(BOXES, "open 0,begin,shut 0,last,done", "ORD101@1", id="before the beginning"),
    ],
)
def test_one_fault_is_one_finding(profile: str, stream: str, expected: str) -> None:
    assert codes(profile, stream) == expected


@pytest.mark.parametrize("damaged", [1, 2, 3, 4, 5, 6, 7, 8])
def test_a_damaged_event_is_one_finding(damaged: int) -> None:
    checker = Checker(parse_profile(BOXES))
    found: list[Finding] = []
    for place, text in enumerate(CLEAN.split(",")):
        whole = event(text)
        found += checker.feed(Event("message", whole.data[:-1]) if place == damaged else whole)
    assert [finding.code for finding in found + checker.close()] == ["ORD302"]


def test_every_single_loss_and_double_of_a_boundary_is_one_finding() -> None:
    events = CLEAN.split(",")
    for place, text in enumerate(events):
        if text.startswith("part"):
            continue
        lost = codes(BOXES, ",".join(events[:place] + events[place + 1 :]))
        twice = codes(BOXES, ",".join([*events[:place], text, *events[place:]]))
        assert (lost.count("@"), twice.count("@")) == (1, 1), (place, text, lost, twice)


def test_every_swap_is_at_most_one_finding() -> None:
    events = CLEAN.split(",")
    for place, (one, other) in enumerate(pairwise(events)):
        swapped = codes(BOXES, ",".join([*events[:place], other, one, *events[place + 2 :]]))
        assert swapped.count("@") == (one != other), (place, swapped)


@pytest.mark.parametrize(
    ("profile", "stream", "message"),
    [
        pytest.param(BOXES, "begin,part 0", "part for box 0, which is not open: missing open", id="not open"),
        pytest.param(BOXES, "begin,open 0,shut 0,shut 0", "shut for box 0, which has ended", id="ended"),
        pytest.param(
            BOXES, "begin,open 0,last", "box 0 is left open at last: missing shut", id="left open at a kind"
        ),
        pytest.param(
            HEAD,
            "begin,open a,last,done",
            "box a is left open at the end of the stream: missing shut",
            id="at the end",
        ),
        pytest.param(
            NESTED,
            "begin,open 0,tag 0 x,shut 0",
            "label 0/x is left open when its box 0 ends: missing untag",
            id="by its parent",
        ),
        pytest.param(
            BOXES, "begin,open 0,open 0", "open begins box 0 again, which is open already", id="open already"
        ),
        pytest.param(
            BOXES, "begin,open 0,shut 0,open 0", "open begins box 0 again, which has ended", id="has ended"
        ),
        pytest.param(
            BOXES, "begin,open 0,open 1", "box 1 begins while box 0 is open: missing shut", id="too many"
        ),
        pytest.param(BOXES, "begin,open 3", "box 3 begins, and the next number is 0", id="gap"),
        pytest.param(NESTED, "begin,tag 1 x", "label 1/x begins, and its box 1 is not open", id="outside"),
        pytest.param(AFTER, "begin,tag 1 x", "label 1/x begins, and its box 1 is not finished", id="before"),
        pytest.param(BOXES, "begin,open", "open has no /n that says which box it belongs to", id="no key"),
    ],
)
def test_messages(profile: str, stream: str, message: str) -> None:
    assert check(profile, stream)[0][0].message == message


def test_a_finding_says_what_would_have_been_right_and_why_it_matters() -> None:
    [finding, *_], _ = check(BOXES, "begin,open 0,last,done")
    assert (finding.expected, finding.missing) == (("part", "shut"), ("shut",))
    assert finding.help == "readers draw one box at a time"
    assert (finding.name, finding.kind) == ("track-left-open", "last")


def test_a_stream_that_leaves_a_slice_open_is_truncated() -> None:
    assert check(HEAD, "begin,open 0,last,done")[1] == "truncated"
    assert check(HEAD, "begin,open 0,shut 0,last,done")[1] == "completed"


CHAIN = HEAD.replace("open part* shut", "open part shut")
MANY = HEAD.replace("open part* shut", "(open | part)+ shut?")
CUT = HEAD.replace('restart = ["again"]\n', "") + LABEL
LINKED = HEAD + LABEL


@pytest.mark.parametrize(
    ("profile", "stream", "expected"),
    [
        pytest.param(CHAIN, "begin,open 0,shut 0,last,done", "ORD101@3", id="left out in the middle"),
        pytest.param(
            CHAIN, "begin,open 0,part 0,part 0,shut 0,last,done", "ORD102@4", id="twice in the middle"
        ),
        pytest.param(MANY, "begin,open 0,part 0,open 0,last,done", "", id="a first that goes on"),
        pytest.param(
            CUT, "begin,open 0,again,open 0,shut 0,last,done", "ORD102@3", id="forgiven, and begun again"
        ),
        pytest.param(
            CUT, "begin,open 0,again,part 0,shut 0,last,done", "ORD102@3", id="forgiven, and going on"
        ),
        pytest.param(CUT, "begin,open 0,last,again", "ORD102@4 ORD104@0", id="forgiven when out of order"),
        pytest.param(CUT, "begin,last,open 0,done", "ORD102@3", id="begun out of order, and owing nothing"),
        pytest.param(HEAD, "begin,open 0,open 1,part 2,shut 0,last,done", "ORD201@4", id="of many"),
        pytest.param(HEAD, "begin,open 7,part 0,shut 0,last,done", "ORD201@3", id="its first went astray"),
        pytest.param(
            NESTED, "begin,open 0,shut 1,tag 1 a,untag 1 a,shut 0,last,done", "ORD201@3", id="in doubt"
        ),
        pytest.param(
            NESTED,
            "begin,part,open,tag 0 a,untag 0 a,shut 0,last,done",
            "ORD207@2 ORD207@3",
            id="a parent that began without its key",
        ),
        pytest.param(
            NESTED, "begin,part,tag 0 a,untag 0 a,last,done", "ORD207@2 ORD206@3", id="a parent that did not"
        ),
        pytest.param(HEAD, "begin,open 0,part 0,shut 0,open 1,part 2,last,done", "ORD201@6", id="doubt"),
        pytest.param(
            HEAD, "begin,open 0,part 0,open 1,part 2,shut 0,last,done", "ORD201@5", id="doubt of the last"
        ),
        pytest.param(
            CHAIN,
            "begin,open 1,open 0,part 0,part 2,shut 0,last,done",
            "ORD201@5",
            id="doubt of one that only began",
        ),
        pytest.param(
            NESTED + "[[track]]\nname = 'z'\nkey = '/n'\ngrammar = 'again'\n",
            "begin,tag 0 a,shut 0,untag 0 a,last,done",
            "ORD206@2",
            id="a parent that was never seen ends",
        ),
        pytest.param(
            BOXES + LABEL + 'within = "box"\n',
            "begin,tag 0 a,untag 0 a,shut 0,open 1,shut 1,last,done",
            "ORD206@2",
            id="and it counts",
        ),
    ],
)
def test_in_the_middle_and_after_a_fault(profile: str, stream: str, expected: str) -> None:
    assert codes(profile, stream) == expected


def test_more_strays_than_are_remembered() -> None:
    stream = ",".join(["begin", *(f"part {number}" for number in range(100)), "last", "done"])
    assert codes(BOXES, stream).split() == [f"ORD201@{number}" for number in range(2, 102)]


def test_more_slices_than_are_followed() -> None:
    checker = Checker(parse_profile(NESTED))
    found = checker.feed(event("begin"))
    for number in range(10_050):
        found += checker.feed(event(f"open {number}")) + checker.feed(event(f"shut {number}"))
    found += checker.feed(event("tag 10049 a")) + checker.feed(event("untag 10049 a"))
    assert [(finding.code, finding.level, finding.message) for finding in found] == [
        ("ORD208", "info", "more than 10000 slices of box: what comes beyond is not followed")
    ]
    assert found[0].event == 20_002


ELEMENTS = """
profile = "calls"
[kinds]
chunk = ""
done  = ""
[[framing]]
name   = "chunks"
shapes = [{ kind = "done", data = "[DONE]" }, { kind = "chunk" }]
[order]
grammar = "chunk* done"
[[track]]
name      = "call"
each      = "/calls/*"
key       = ["/group", "/calls/*/n"]
optional  = "/group"
shapes    = [{ kind = "open", has = "/id" }, { kind = "part", has = "/text" }, { kind = "shut", equals = { "/over" = true } }]
grammar   = "open part* shut"
closed_by = "done"
[[check]]
id    = "ref"
rule  = "reference"
path  = "/refers"
in    = "call"
"""


@pytest.mark.parametrize(
    ("chunks", "expected"),
    [
        pytest.param(
            [{"calls": [{"n": 0, "id": "a"}, {"n": 1, "id": "b"}]}, {"calls": [{"n": 1, "over": True}]},
             {"calls": [{"n": 0, "text": "x"}, {"n": 0, "over": True}], "refers": 1}],
            "", id="several in one event",
        ),
        pytest.param([{"group": 1, "calls": [{"n": 0, "id": "a"}]}, {"calls": [{"n": 0, "over": True}]}],
                     "ORD201@2", id="a part of the key that is missing is a key of its own"),
        pytest.param([{"calls": [{"n": 0.0, "id": "a"}, {"n": 0, "over": True}]}], "", id="0.0 is 0"),
        pytest.param([{"calls": [{"n": True, "id": "a"}, {"n": 0.5, "id": "a"}]}], "ORD207@1", id="no key at all"),
        pytest.param([{"calls": [{"n": 0, "other": 1}, 7]}, {"calls": 5}, {}], "", id="elements of no kind, and none"),
        pytest.param([{"calls": [{"n": 0, "id": "a"}]}], "ORD202@2", id="left open"),
        pytest.param([{"refers": 4}], "calls:ref@1", id="refers to none"),
        pytest.param([{"calls": [{"n": 0, "id": "a"}, {"n": 0, "over": True}], "refers": {}}], "calls:ref@1", id="or to what is no key"),
    ],
)  # fmt: skip
def test_elements(chunks: list[dict[str, Any]], expected: str) -> None:
    checker = Checker(parse_profile(ELEMENTS))
    events = [Event("message", json.dumps(chunk)) for chunk in chunks] + [Event("message", "[DONE]")]
    found = [finding for whole in events for finding in checker.feed(whole)] + checker.close()
    assert " ".join(f"{finding.code}@{finding.event}" for finding in found) == expected


TEXT = (
    HEAD
    + '[[check]]\nid = "text"\nrule = "json"\ntrack = "box"\ndeltas = "part"\ndelta = "/m"\nfinal_at = "shut"\n'
)


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        pytest.param("begin,open 0,part 0 [,part 0 ],shut 0,last,done", "", id="whole"),
        pytest.param("begin,open 0,part 0 [,shut 0,last,done", "boxes:text@4", id="a piece was lost"),
        pytest.param("begin,open 0,part 0 [,part 9 ],shut 0,last,done", "ORD201@4", id="a piece went astray"),
        pytest.param("begin,open 0,part 0 [,part,shut 0,last,done", "ORD207@4", id="a piece has no key"),
    ],
)
def test_a_text_whose_piece_was_reported_is_not_judged(stream: str, expected: str) -> None:
    assert codes(TEXT, stream) == expected


def test_a_limit_of_the_checks_is_told_once() -> None:
    text = (
        HEAD.replace('"boxes"', '"marks"')
        + '[[check]]\nid = "u"\nrule = "unique"\npath = "/n"\nat = "part"\n'
    )
    checker = Checker(
        parse_profile(text.replace("(box | tag | untag)*", "part*").replace("part* shut", "tag shut"))
    )
    found = checker.feed(event("begin"))
    values = (MAX_HELD - RULE) // VALUE
    for number in range(values + 3):
        found += checker.feed(event(f"part {number}"))
    assert [(finding.code, finding.event) for finding in found] == [("ORD208", values + 2)]


def test_a_reference_to_the_only_part_of_a_key() -> None:
    profile = HEAD + '[[check]]\nid = "ref"\nrule = "reference"\nat = "last"\npath = "/n"\nin = "box"\n'
    assert codes(profile, "begin,open 3,shut 3,last 3,done") == ""
    assert codes(profile, "begin,open 3,shut 3,last 4,done") == "boxes:ref@4"


def test_data_that_is_not_json_is_one_finding() -> None:
    text = HEAD.replace('kind = "/t"', 'kind = "type"\njson = ["open", "part", "shut"]')
    checker = Checker(parse_profile(text))
    events = [
        ("begin", ""),
        ("open", '{"n":0'),
        ("part", '{"n":0}'),
        ("shut", '{"n":0}'),
        ("last", ""),
        ("done", ""),
    ]
    found = [
        finding for kind, data in events for finding in checker.feed(Event(kind, data))
    ] + checker.close()
    assert [(finding.code, finding.event) for finding in found] == [("ORD305", 2)]
