"""What a single event says of its protocol, among profiles made for the purpose."""

import pytest

from sse_codec import Event
from sse_codec.ordering import Document
from sse_codec.ordering.loading._outline import read_outline
from sse_codec.ordering.loading._toml import Table, read_toml
from sse_conform.check._evidence import NOTHING, STRONG, WEAK, Claim, Demand, Families, Witness

SHAPES = """
profile = "shapes"
[kinds]
named = ""
listed = ""
done = ""
other = ""
[[framing]]
name = "only"
shapes = [
  { kind = "done", data = "[FINISHED]" },
  { kind = "named", type = "live|*" },
  { kind = "listed", has = ["/parts/0", "/a"], like = { "/id" = "evt_*" } },
  { kind = "other", equals = { "/object" = "thing.part", "/n" = 1 } },
]
"""
NAMES = """
profile = "names"
family = "words"
[kinds]
start = ""
"run.begun" = ""
[[framing]]
name = "data"
kind = "/name"
value = "/body"
[[check]]
id = "o"
rule = "one_of"
path = "/object"
values = ["name.part", 1]
[[check]]
id = "in a track"
rule = "one_of"
track = "t"
values = ["not this"]
[[track]]
name = "t"
each = "/list/*"
key = "/list/*/i"
[[check]]
id = "m"
rule = "present"
track = "t"
path = "/inner"
"""
TYPES = """
profile = "types"
[kinds]
start = ""
"run.begun" = ""
[[framing]]
name = "type"
kind = "type"
"""


def witness(text: str) -> Witness:
    return Witness(read_outline(Table([source := read_toml("x", text)], source.data)), None)


WITNESSES = [witness(text) for text in (SHAPES, NAMES, TYPES)]
FAMILIES = Families(each.outline for each in WITNESSES)


def claims(type: str, data: str) -> dict[str, Claim]:
    event, document = Event(type, data), Document(data)
    known = {each.outline.family: each.known(event, document) for each in WITNESSES}
    return {family: FAMILIES.claim(family, *found) for family, found in known.items() if found}


def test_a_family_is_named_by_the_profile_or_is_the_profile() -> None:
    assert list(FAMILIES.members) == ["shapes", "words", "types"]


@pytest.mark.parametrize(
    ("type", "data", "family", "claim"),
    [
        pytest.param("message", "[FINISHED]", "shapes", Claim("done", WEAK, "[FINISHED]", False), id="a text as a whole"),
        pytest.param("live|x", "x", "shapes", Claim("named", WEAK, "event: live|*", False), id="a type by its pattern"),
        pytest.param("message", '{"parts":[1],"a":1,"id":"evt_1"}', "shapes", Claim("listed", WEAK, "/parts/0", False), id="a place of two steps"),
        pytest.param("message", '{"object":"thing.part","n":1}', "shapes", Claim("other", STRONG, "thing.part", False), id="a text of two words"),
        pytest.param("message", '{"name":"start"}', "words", Claim("start", WEAK, "start", False), id="a bare word in the data"),
        pytest.param("message", '{"name":"run.begun"}', "words", Claim("run.begun", STRONG, "run.begun", False), id="a name of two words in the data"),
        pytest.param("message", '{"name":" Run.Begun "}', "words", Claim("run.begun", STRONG, "run.begun", False), id="a slip in the case, and spaces"),
        pytest.param("message", '{"name":"start","body":{"object":"name.part"}}', "words", Claim("start", STRONG, "name.part", False), id="a text that a check wants"),
        pytest.param("message", '{"name":"start","body":{"object":"other.part"}}', "words", Claim("start", WEAK, "start", False), id="another text there"),
        pytest.param("message", '{"name":"start","body":{"list":[{"inner":0}]}}', "words", Claim("start", WEAK, "start", False), id="a member of an element, which is no more than the word"),
        pytest.param("run.begun", '{"body":1}', "words", Claim("run.begun", NOTHING, "", True), id="a type that another profile has too"),
        pytest.param("start", "{", "types", Claim("start", WEAK, "event: start", False), id="a bare word as the type, which only one profile goes by"),
        pytest.param("run.begun", "x", "types", Claim("run.begun", NOTHING, "", True), id="a type of two words, which two know"),
    ],
)  # fmt: skip
def test_what_an_event_says(type: str, data: str, family: str, claim: Claim) -> None:
    assert claims(type, data)[family] == claim


@pytest.mark.parametrize(
    ("type", "data"),
    [
        pytest.param("message", "x", id="a text"),
        pytest.param("message", "{}", id="an object"),
        pytest.param("stop", "x", id="a type that nobody has"),
        pytest.param("message", '{"name":"stop"}', id="a name that nobody has"),
    ],
)
def test_what_nobody_knows(type: str, data: str) -> None:
    assert claims(type, data) == {}


@pytest.mark.parametrize(
    ("claim", "has_evidence"),
    [
        (Claim("a", NOTHING, "", False), False),
        (Claim("a", NOTHING, "", True), True),
        (Claim("a", WEAK, "a", False), True),
    ],
)
def test_evidence(claim: Claim, has_evidence: bool) -> None:
    assert claim.has_evidence is has_evidence


@pytest.mark.parametrize(
    ("demand", "strength"),
    [
        pytest.param(Demand("is", (), "response.created"), STRONG, id="words joined by a dot"),
        pytest.param(Demand("is", (), "message_start"), STRONG, id="words joined by an underscore"),
        pytest.param(Demand("is", (), "text-delta"), STRONG, id="words joined by a dash"),
        pytest.param(Demand("is", (), "notifications/progress"), STRONG, id="words joined by a slash"),
        pytest.param(Demand("is", (), "usedTools"), STRONG, id="a change of case"),
        pytest.param(Demand("type", (), "start"), WEAK, id="a bare word"),
        pytest.param(Demand("data", (), "[DONE]"), WEAK, id="a word in brackets"),
        pytest.param(Demand("is", (), "2.0"), NOTHING, id="a number"),
        pytest.param(Demand("is", (), "a"), NOTHING, id="a letter"),
        pytest.param(
            Demand("at", ("prompt_filter_results",), ""), STRONG, id="a place with a name of two words"
        ),
        pytest.param(Demand("at", ("result", "task"), ""), WEAK, id="a place of two steps"),
        pytest.param(Demand("at", ("message",), ""), NOTHING, id="a place of one step"),
    ],
)
def test_how_much_a_demand_says(demand: Demand, strength: int) -> None:
    assert demand.strength == strength
