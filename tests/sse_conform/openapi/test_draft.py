"""A draft has the kinds of the description, tells them apart as the stream does, asks what the schemas ask, and says what it lacks."""

import re
from datetime import date
from typing import Any

import pytest

from sse_codec import Decoder
from sse_codec.ordering import Checker, parse_profile
from sse_conform.openapi import OpenApiError, draft

from .conftest import Describe

TODAY = date(2026, 12, 1)
CONNECT = {"type": "object", "required": ["username"], "properties": {"username": {"type": "string"}}}


def of_type(type: str, **data: Any) -> dict[str, Any]:
    """An event as OpenAPI 3.2 describes it."""
    return {
        "properties": {"event": {"const": type}, "data": {"type": "string", **data}},
        "required": ["event"],
    }


def of_json(type: str, schema: Any, **more: Any) -> dict[str, Any]:
    return of_type(type, contentMediaType="application/json", contentSchema=schema) | more


def typed(type: str, **members: Any) -> dict[str, Any]:
    """The data of an event that names its type."""
    return {
        "type": "object",
        "required": ["type", *members],
        "properties": {"type": {"type": "string", "enum": [type]}, **members},
    }


def codes(profile: str, stream: str) -> list[str]:
    checker = Checker(parse_profile(profile))
    events = Decoder().feed(stream.encode())
    return [finding.code for event in events for finding in checker.feed(event)] + [
        finding.code for finding in checker.close()
    ]


def test_events_with_types_as_openapi_3_2_has_them(describe: Describe) -> None:
    item = {
        "type": "object",
        "properties": {"event": {"type": "string"}, "data": {"type": "string"}, "retry": {"type": "integer"}},
        "oneOf": [
            of_json("connect", {"$ref": "#/components/schemas/Connect"}, description="Somebody\n came."),
            of_type("note"),
            of_type("end", const="[done]", **{"x-ms-sse-terminal-event": True}),
        ],
    }
    document = describe(item, schemas={"Connect": CONNECT}, operationId="streamChat")
    text = draft(document, document.operation(None), TODAY)
    profile = parse_profile(text)
    assert (profile.name, profile.title, profile.date) == ("stream-chat", "Chat 1 streamChat", "2026-12-01")
    assert profile.spec == "OpenAPI description of Chat 1, itemSchema of POST /chat"
    assert profile.kinds == {"connect": "Somebody came.", "note": "", "end": ""}
    assert profile.grammar == "some* end"
    assert "Not told" not in text
    good = 'event: connect\ndata: {"username": "a"}\n\nevent: note\ndata: {\n\nevent: end\ndata: [done]\n\n'
    assert codes(text, good) == []
    assert codes(text, good.replace('"a"', "5")) == ["stream-chat:connect/data"]
    assert codes(text, good.replace("[done]", "done")) == ["stream-chat:end/data"]
    assert codes(text, good.replace("note", "nod")) == ["ORD301"]
    assert codes(text, good.partition("event: end")[0]) == ["ORD104"]


def test_data_with_a_discriminator_as_most_descriptions_have_it(describe: Describe) -> None:
    schemas = {
        "Start": typed("start") | {"description": "It begins."},
        "Delta": typed("delta", text={"type": "string"}),
        "Error": {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}},
    }
    union = {
        "oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in schemas]
        + [{"type": "string", "enum": ["[DONE]"]}],
        "discriminator": {"propertyName": "type"},
    }
    document = describe(union, key="schema", schemas=schemas)
    text = draft(document, document.operation(None), TODAY, "mine")
    profile = parse_profile(text)
    assert (profile.name, list(profile.kinds)) == ("mine", ["start", "delta", "error", "done"])
    assert profile.grammar == "some* done"
    assert "schema of POST /chat" in profile.spec
    good = 'data: {"type":"start"}\n\nevent: delta\ndata: {"type":"delta","text":"a"}\n\ndata: {"error":"no"}\n\ndata: [DONE]\n\n'
    assert codes(text, good) == []
    assert codes(text, good.replace('"text":"a"', '"text":5')) == ["mine:delta/data"]
    assert codes(text, good.replace("event: delta", "event: start")) == ["ORD304"]


def test_names_stand_under_any_member_and_in_a_schema_of_their_own(describe: Describe) -> None:
    union = {
        "oneOf": [
            {"type": "object", "properties": {"a/b": {"$ref": "#/components/schemas/X"}}},
            {"type": "object", "properties": {"a/b": {"const": "z"}}},
        ],
        "discriminator": {"propertyName": "a/b"},
    }
    document = describe(union, schemas={"X": {"type": "string", "enum": ["x", "y"]}})
    profile = parse_profile(draft(document, document.operation(None), TODAY))
    assert (list(profile.kinds), profile.framings[0].kind) == (["x", "y", "z"], ("a/b",))


def test_a_mapping_names_the_kinds(describe: Describe) -> None:
    schemas = {"A": {"type": "object", "properties": {"op": {"type": "string"}}}, "B": {"type": "object"}}
    union = {
        "anyOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}, {"type": "null"}],
        "discriminator": {
            "propertyName": "op",
            "mapping": {"a1": "#/components/schemas/A", "a2": "A", "b": "B"},
        },
    }
    document = describe(union, schemas=schemas)
    profile = parse_profile(draft(document, document.operation(None), TODAY))
    assert list(profile.kinds) == ["a1", "a2", "b"]
    assert profile.framings[0].kind == ("op",)


def test_an_envelope_whose_data_tells_the_kind(describe: Describe) -> None:
    """As FastAPI writes it: the type of the event is any, and its data is a union."""
    union = {"anyOf": [typed("a"), typed("b", n={"type": "integer"})]}
    item = {
        "type": "object",
        "required": ["data"],
        "properties": {
            "data": {"type": "string", "contentMediaType": "application/json", "contentSchema": union},
            "event": {"type": "string"},
            "id": {"type": "string"},
        },
    }
    document = describe(item)
    text = draft(document, document.operation(None), TODAY)
    assert codes(text, 'data: {"type":"a"}\n\ndata: {"type":"b","n":1}\n\n') == []
    assert codes(text, 'data: {"type":"b"}\n\n') == ["post-chat:b/data"]


def test_data_that_is_written_as_an_object_is_json(describe: Describe) -> None:
    item = {"properties": {"event": {"const": "a"}, "data": CONNECT}}
    document = describe(item)
    assert parse_profile(draft(document, document.operation(None), TODAY)).framings[0].json == {"a"}


def test_one_object_that_names_nothing_is_the_one_kind(describe: Describe) -> None:
    document = describe({"allOf": [{"$ref": "#/components/schemas/ChatChunk"}, {"required": ["n"]}]}, schemas={"ChatChunk": CONNECT})  # fmt: skip
    text = draft(document, document.operation(None), TODAY)
    assert list(parse_profile(text).kinds) == ["chat-chunk"]
    assert codes(text, 'data: {"username":"a"}\n\n') == ["post-chat:chat-chunk/data"]
    document = describe(CONNECT | {"title": "About."})
    assert parse_profile(draft(document, document.operation(None), TODAY)).kinds == {"event": "About."}


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        (
            {"oneOf": [typed("a"), {"type": "string", "description": "any text"}]},
            "Not told: how to know any text",
        ),
        ({"oneOf": [typed("a"), {"type": "string"}]}, "Not told: how to know a text"),
        (
            {"oneOf": [typed("a", n={"oneOf": [5]}), {"type": "object", "enum": 5}]},
            "Not told: how to know an object",
        ),
        ({"oneOf": [typed("a"), {"type": "object"}]}, "Not told: how to know an object"),
        ({"oneOf": [of_type("a"), of_type("b c")]}, "Not told: events of the type 'b c': a kind is one word"),
        ({"oneOf": [of_json("a", CONNECT), of_type("a")]}, "Not told: the data of a: it is JSON or a text"),
        (
            {"oneOf": [typed("a", b={"type": "string", "pattern": "(?=x)"})]},
            "Not told: the whole schema of a. It",
        ),
        (
            {"oneOf": [typed("a", b={"const": [None]})]},
            "Not told: the whole schema of a. It has a null in a value",
        ),
    ],
)
def test_what_cannot_be_told_is_said(describe: Describe, schema: Any, words: str) -> None:
    document = describe(schema)
    text = draft(document, document.operation(None), TODAY)
    assert any(line.startswith(f"# {words}") for line in text.splitlines()), text
    parse_profile(text)


def test_where_the_whole_schema_is_too_much_single_members_are_asked(describe: Describe) -> None:
    large = {"type": "string", "enum": [f"value {number}" for number in range(2000)]}
    members = {
        "large": large,
        "some": {"enum": ["x", "y"]},
        "n": {"type": "integer"},
        "any": {},
        "maybe": {"type": "string", "nullable": True},
        "a b": {"type": "string"},
        "null": {"enum": [None, 1]},
        "both": {"type": ["string", "integer"]},
    }
    schema = typed("a", **members)
    schema["required"] = ["type", "n", "any"]
    document = describe({"oneOf": [schema, {"anyOf": [typed("b", large=large), typed("b", n={"type": "integer"}, large=large)]}]})  # fmt: skip
    text = draft(document, document.operation(None), TODAY)
    assert re.search(r"^# Not told: the whole schema of a\. It has [\d,]+ characters\.$", text, re.M)
    told = {check.id: (check.rule, check.required) for check in parse_profile(text).checks}
    assert told == {
        "a/type": ("one_of", True),
        "a/large": ("one_of", False),
        "a/some": ("one_of", False),
        "a/n": ("type", True),
        "a/any": ("present", False),
    }


def test_a_draft_stays_a_profile_however_much_there_is(
    describe: Describe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sse_conform.openapi._draft._ROOM", 1000)
    members = {f"m{number}": {"type": "string"} for number in range(20)}
    document = describe({"oneOf": [typed(f"kind-{number}", **members) for number in range(4)]})
    text = draft(document, document.operation(None), TODAY)
    assert "# Not told: what the data of kind-1 and of the kinds after it is. It is too much" in text
    assert [check.id for check in parse_profile(text).checks] == ["kind-0/data"]


def test_schemas_are_written_anew_for_json_schema(describe: Describe) -> None:
    node = {
        "type": "object",
        "description": "gone",
        "x-mine": 1,
        "properties": {
            "next": {"$ref": "#/components/schemas/Node"},
            "description": {"type": "string", "nullable": True},
            "n": {
                "type": "number",
                "minimum": 0,
                "exclusiveMinimum": True,
                "maximum": 9,
                "exclusiveMaximum": False,
            },
            "mood": {"type": ["string", "null"], "enum": ["good", None]},
            "never": {"const": None},
            "other": {"$ref": "#/components/responses/Node"},
            "at": {"enum": [date(2026, 1, 1)]},
            "list": {"type": "array", "prefixItems": [True, {"type": "string"}]},
        },
    }
    document = describe(
        {"oneOf": [of_json("node", {"$ref": "#/components/schemas/Node"})]}, schemas={"Node": node}
    )
    document.content["components"]["responses"] = {"Node": {"type": "integer"}}
    text = draft(document, document.operation(None), TODAY)
    assert "x-mine" not in text
    assert 'Node-2 = { type = "integer" }' in text
    good = 'event: node\ndata: {"next":{"n":1},"description":null,"n":1,"mood":null,"never":null,"other":1,"at":"2026-01-01"}\n\n'
    assert codes(text, good) == []
    bad = [
        '"n":0',
        '"mood":"bad"',
        '"never":1',
        '"other":"a"',
        '"at":"2026"',
        '"next":{"n":0}',
        '"description":5',
    ]
    for member in bad:
        assert codes(text, f"event: node\ndata: {{{member}}}\n\n") == ["post-chat:node/data"], member  # fmt: skip


def test_a_kind_whose_data_may_be_this_or_that_is_asked_for_either(describe: Describe) -> None:
    document = describe({"oneOf": [of_json("a", {"type": "object", "required": ["x"]}), of_json("a", {"type": "object", "required": ["y"]}), of_json("b", True)]})  # fmt: skip
    text = draft(document, document.operation(None), TODAY)
    assert codes(text, 'event: a\ndata: {"x":1}\n\nevent: a\ndata: {"y":1}\n\nevent: b\ndata: 5\n\n') == []
    assert codes(text, 'event: a\ndata: {"z":1}\n\n') == ["post-chat:a/data"]


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "tells of no kind of event; how to know a text"),
        ({"$ref": "#/components/schemas/Ring"}, "made of themselves, or nested too deeply"),
        (
            {"allOf": [{"oneOf": [typed(f"{number}{letter}") for number in range(40)]} for letter in "ab"]},
            "allows more than 1,000 kinds",
        ),
        ({"oneOf": [typed("x" * 5000), typed("b")], "allOf": [5]}, "has 5 where an object should be"),
    ],
)
def test_a_schema_of_which_no_profile_can_be_made_is_refused(
    describe: Describe, schema: Any, words: str
) -> None:
    document = describe(schema, schemas={"Ring": {"allOf": [{"$ref": "#/components/schemas/Ring"}]}})
    with pytest.raises(OpenApiError, match=words):
        draft(document, document.operation(None), TODAY)


def test_a_name_that_no_profile_can_have_is_refused(describe: Describe) -> None:
    document = describe(typed("a"))
    with pytest.raises(OpenApiError, match="no profile comes of POST /chat"):
        draft(document, document.operation(None), TODAY, "my protocol")


def test_kinds_and_groups_have_different_names(describe: Describe) -> None:
    union = {"oneOf": [typed("some"), typed("end") | {"x-ms-sse-terminal-event": True}, {"const": "[END]", "type": "string"}, {"const": "end", "type": "string"}]}  # fmt: skip
    document = describe(union)
    profile = parse_profile(draft(document, document.operation(None), TODAY))
    assert list(profile.kinds) == ["some", "end", "end-2", "end-3"]
    assert "some-event" in profile.groups
    only = describe({"oneOf": [{"const": "[DONE]", "type": "string"}, {"const": "done", "type": "string"}]})
    assert parse_profile(draft(only, only.operation(None), TODAY)).grammar == "(done | done-2)"
