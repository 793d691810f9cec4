"""The JSON Schema of a profile holds for every event of a stream that conforms, and comes back as the same profile."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sse_codec import Decoder, Event
from sse_codec.ordering import load_profile, parse_profile, shipped_profiles
from sse_conform.openapi import draft, event_schema
from sse_conform.profiles import check_schemas

from .conftest import Describe

FIXTURES = Path(__file__).parents[3] / "fixtures" / "profiles"
PROFILE = """
profile = "rows"
title = "Rows"
kinds = { open = "it begins", row = "one row", tick = "", note = "a text", word = "" }
framing = [{ name = "named", kind = "type", json = ["row", "open"] }]
order = { grammar = "open (row | note | word)*", anywhere = ["tick"] }

[[check]]
id = "row/schemä"
rule = "schema"
at = ["row"]
schema = { type = "object", properties = { next = { "$ref" = "#/$defs/Node" } }, "$defs" = { Node = { type = "integer" } } }

[[check]]
id = "row/id"
rule = "present"
at = ["row"]
path = "/a/id"

[[check]]
id = "row/n"
rule = "type"
at = ["row"]
path = "/n"
type = ["integer", "string"]

[[check]]
id = "word/one"
rule = "one_of"
at = ["word"]
values = ["a", "b"]

[[check]]
id = "row/unique"
rule = "unique"
at = ["row"]
path = "/id"

[[check]]
id = "row/first"
rule = "type"
at = ["row"]
path = "/list/0"
type = "string"
required = true
"""


def fits(schema: Any, event: Event) -> bool:
    """Whether an event is one that a schema allows, its data read as the schema says."""
    return any(_fits_one(alternative, event) for alternative in schema["anyOf"])


def _fits_one(alternative: Any, event: Event) -> bool:
    members = {"data": event.data} | ({"event": event.type} if event.type != "message" else {})
    if not Draft202012Validator({"type": "object", **alternative}).is_valid(members):
        return False
    data = alternative["properties"]["data"]
    if "contentSchema" not in data:
        return True
    try:
        value = json.loads(event.data)
    except ValueError:
        return False
    return Draft202012Validator(data["contentSchema"]).is_valid(value)


def conforming(profile: str) -> list[Path]:
    """The fixtures of a profile of which nothing is expected to be found."""
    return [path for path in sorted((FIXTURES / profile).glob("*.sse")) if path.stem in ("text", "tools", "tool-use", "keepalives", "paused", "whole", "documented")]  # fmt: skip


@pytest.mark.parametrize("name", shipped_profiles())
def test_the_events_of_a_stream_that_conforms_fit(name: str) -> None:
    schema = event_schema(load_profile(name), check_schemas(name))
    Draft202012Validator.check_schema(schema)
    assert schema["$comment"].startswith(f"Made of the profile {name}. A schema looks at one event alone")
    for path in conforming(name):
        for event in Decoder().feed(path.read_bytes()):
            assert fits(schema, event), (path.name, event)


def test_there_are_streams_to_try() -> None:
    assert sum(len(conforming(name)) for name in shipped_profiles()) > 8


def written(folder: Path, text: str, name: str = "a.toml") -> str:
    path = folder / name
    path.write_text(text)
    return str(path)


def test_what_checks_ask_of_one_event_is_in_the_schema(tmp_path: Path) -> None:
    name = written(tmp_path, PROFILE)
    schema = event_schema(load_profile(name), check_schemas(name))
    good = {"a": {"id": 1}, "n": 1, "next": 2, "list": ["x"]}
    assert fits(schema, Event("row", json.dumps(good)))
    for wrong in ({"a": {}}, {"n": None}, {"next": "x"}, {"list": []}, {"list": [5]}):
        assert not fits(schema, Event("row", json.dumps(good | wrong))), wrong
    assert not fits(schema, Event("row", "{}"))
    assert fits(schema, Event("row", json.dumps(good | {"a": 5})))  # something without members is in the way
    assert fits(schema, Event("word", "a"))
    assert not fits(schema, Event("word", "c"))
    assert fits(schema, Event("note", "anything"))
    assert fits(schema, Event("open", "5"))
    assert not fits(schema, Event("open", "{"))
    assert not fits(schema, Event("none", ""))
    assert "the checks row/unique;" in schema["$comment"]
    assert '"$id": "urn:sse-conform:rows:row/schem%C3%A4"' in json.dumps(schema)


def test_the_profile_comes_back(describe: Describe, tmp_path: Path) -> None:
    name = written(tmp_path, PROFILE)
    profile = load_profile(name)
    document = describe(event_schema(profile, check_schemas(name)))
    back = parse_profile(draft(document, document.operation(None), date(2026, 12, 1), "rows"))
    assert dict(back.kinds) == dict(profile.kinds)
    assert back.framings[0].kind == "type"
    assert back.framings[0].json == profile.framings[0].json
    again = written(tmp_path, draft(document, document.operation(None), date(2026, 12, 1), "rows"), "b.toml")
    schema = event_schema(load_profile(again), check_schemas(again))
    good = {"a": {"id": 1}, "n": 1, "next": 2, "list": ["x"]}
    assert fits(schema, Event("row", json.dumps(good)))
    for wrong in ({"a": {}}, {"n": None}, {"next": "x"}, {"list": []}, {"list": [5]}):
        assert not fits(schema, Event("row", json.dumps(good | wrong))), wrong
    assert not fits(schema, Event("word", "c"))


SHAPES = """
profile = "shaped"
kinds = { done = "", error = "", part = "", text = "", like = "", other = "", void = "" }
order = { grammar = "(part | done | error | text | like | other | void)*" }

[[framing]]
name = "shapes"
shapes = [
  { kind = "done", data = "[DONE]" },
  { kind = "text", type = "text*" },
  { kind = "error", has = "/error", lacks = "/ok" },
  { kind = "void", empty = "/list" },
  { kind = "like", like = { "/object" = "chunk.?" } },
  { kind = "part", equals = { "/value/n" = 1, "/list/0" = 2 } },
]

[[framing]]
name = "pointer"
kind = "/event/name"
value = "/value"
%s

[[check]]
id = "other/type"
rule = "type"
at = ["other"]
path = ""
type = "integer"
"""


def test_shapes_and_pointers_are_conditions(tmp_path: Path) -> None:
    name = written(tmp_path, SHAPES % 'types = ["message"]')
    schema = event_schema(load_profile(name), check_schemas(name))
    for event in (
        Event(data="[DONE]"),
        Event("text-1", "{"),
        Event(data='{"error":1}'),
        Event(data='{"list":[]}'),
        Event(data='{"object":"chunk.x"}'),
        Event(data='{"value":{"n":1},"list":[2]}'),
        Event(data='{"value":{"n":1},"list":{"0":2}}'),
        Event(data='{"event":{"name":"other"},"value":5}'),
    ):
        assert fits(schema, event), event
    for event in (
        Event(data="[done]"),
        Event("tex", "{"),
        Event(data='{"error":1,"ok":2}'),
        Event(data='{"error":null}'),
        Event(data='{"list":[1]}'),
        Event(data='{"object":"chunk.xy"}'),
        Event(data='{"value":{"n":2},"list":[2]}'),
        Event(data='{"value":{"n":1},"list":[3]}'),
        Event("x", '{"event":{"name":"other"},"value":5}'),
        Event(data='{"event":{"name":"other"},"value":"x"}'),
    ):
        assert not fits(schema, event), event


@pytest.mark.parametrize(
    ("line", "type", "is_right"),
    [
        ('agree = "if-named"', "other", True),
        ('agree = "if-named"', "part", False),
        ("agree = true", "other", True),
        ("agree = true", "message", False),
        ('other_types = ["x"]', "x", False),
        ('other_types = ["x"]', "y", True),
        ("", "y", True),
    ],
)
def test_the_type_that_an_event_may_have(tmp_path: Path, line: str, type: str, is_right: bool) -> None:
    name = written(tmp_path, SHAPES % line)
    schema = event_schema(load_profile(name), check_schemas(name))
    assert fits(schema, Event(type, '{"event":{"name":"other"},"value":5}')) == is_right


def test_names_in_the_data_come_back(describe: Describe) -> None:
    document = describe(event_schema(load_profile("anthropic-messages"), {}))
    back = parse_profile(draft(document, document.operation(None), date(2026, 12, 1)))
    # A kind that is known by its empty data has no name there.
    assert set(back.kinds) - set(load_profile("anthropic-messages").kinds) == {"text"}
    assert back.framings[0].kind == ("type",)


def test_schemas_in_files_and_in_what_a_profile_extends_are_found(tmp_path: Path) -> None:
    (tmp_path / "row.json").write_text('{"type": "object"}')
    written(tmp_path, PROFILE.replace("schema = {", 'schema = "row.json"\n#'), "base.toml")
    name = written(tmp_path, 'profile = "more"\nextends = "base.toml"\n')
    assert check_schemas(name) == {"row/schemä": {"type": "object"}}
    assert check_schemas("ciniterflow") == {}


def test_a_type_that_may_be_left_out_does_not_tell_the_kind(describe: Describe) -> None:
    profile = load_profile("cohere-v2")
    document = describe(event_schema(profile, {}))
    back = parse_profile(draft(document, document.operation(None), date(2026, 12, 1)))
    assert back.framings[0].agree == "if-named"
    assert set(profile.kinds) - set(back.kinds) == {
        "keepalive",
        "message-failed",
    }  # shapes have no names there
