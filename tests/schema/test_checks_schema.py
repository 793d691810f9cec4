"""The rule that takes a JSON Schema; the tests need the package jsonschema, which the codec does not."""

import sys
from pathlib import Path

import pytest

from sse_codec import Event
from sse_codec.ordering import Checker, ProfileError, load_profile, parse_profile

PROFILE = """\
profile = "tiny"
[kinds]
a = "the only one"
[[framing]]
name = "typed"
kind = "/t"
[order]
grammar = "a*"
[[check]]
id     = "s"
rule   = "schema"
path   = "/v"
schema = SCHEMA
"""


def with_schema(schema: str) -> str:
    return PROFILE.replace("SCHEMA", schema)


def refusal(schema: str) -> str:
    with pytest.raises(ProfileError) as caught:
        parse_profile(with_schema(schema), file="tiny.toml")
    return str(caught.value)


def test_the_cure_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema", None)
    monkeypatch.delitem(sys.modules, "sse_codec.ordering.checks._schema", raising=False)
    cure = 'needs the package jsonschema; install it with: pip install "sse-codec[schema]"'
    assert refusal('{type = "string"}') == f"tiny.toml:13: check[s].schema: {cure}"


def told(schema: str, value: str) -> tuple[list[str], list[str]]:
    """What the checks say of a value, and what else is told."""
    checker = Checker(parse_profile(with_schema(schema)))
    found = [*checker.feed(Event(data=f'{{"t":"a","v":{value}}}')), *checker.close()]
    own = [finding.message for finding in found if finding.code == "tiny:s"]
    return own, [finding.code for finding in found if finding.code != "tiny:s"]


@pytest.mark.parametrize(
    ("schema", "value", "fault"),
    [
        pytest.param('{type = "string"}', "1", "1 is not of type 'string'", id="the value itself"),
        pytest.param('{items = {type = "string"}}', '["a", 1]', "/1: 1 is not of type 'string'", id="an element"),
        pytest.param(
            '{properties = {"a/b" = {const = 1}}}', '{"a/b": true}', "/a~1b: 1 was expected", id="a member, and true is not 1"),
        pytest.param(
            '{properties = {x = {maxLength = 9}}}', '{"x": "%s"}' % ("x" * 200), "/x: against maxLength", id="long value"),
        pytest.param('{enum = ["a"]}', '"\\n"', "'\\n' is not one of ['a']", id="line feed"),
        pytest.param('{not = {pattern = "\\u2028"}}', '"\u2028"', "'\\u2028' should not be valid under {'pattern': '\\u2028'}", id="line separator"),
        pytest.param(
            '{"$ref" = "#/$defs/n", "$defs" = {n = {type = "null"}}}', "1", "1 is not of type 'null'", id="definition"),
        pytest.param(
            '{items = {"$dynamicRef" = "#n"}, "$defs" = {n = {"$dynamicAnchor" = "n", type = "null"}}}', "[1]",
            "/0: 1 is not of type 'null'", id="dynamic anchor"),
        pytest.param('{required = ["x", "y"]}', "{}", "'x' is a required property", id="only the first of two"),
    ],
)  # fmt: skip
def test_value_that_does_not_fit(schema: str, value: str, fault: str) -> None:
    assert told(schema, value) == ([f"a /v does not fit the schema: {fault}"], [])


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        pytest.param('{type = "integer"}', "1.0", id="integer"),
        pytest.param('{enum = [{"$ref" = "elsewhere"}]}', '{"$ref": "elsewhere"}', id="data that look like a reference"),
        pytest.param('{properties = {"$ref" = {type = "string"}}}', '{"$ref": "x"}', id="member named like a reference"),
        pytest.param('{"$schema" = "https://json-schema.org/draft/2020-12/schema"}', "1", id="dialect"),
        pytest.param('{"$id" = "http://example.com/x", "$ref" = "#/$defs/n", "$defs" = {n = {}}}', "1", id="id"),
    ],
)  # fmt: skip
def test_value_that_fits(schema: str, value: str) -> None:
    assert told(schema, value) == ([], [])


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        pytest.param('{items = {"$ref" = "#"}}', "[" * 400 + "]" * 400, id="too deep"),
        pytest.param("{multipleOf = 0.5}", "1" * 400, id="too large"),
        pytest.param("{multipleOf = 0.5}", "NaN", id="no number"),
    ],
)
def test_value_that_the_schema_cannot_judge(schema: str, value: str) -> None:
    assert told(schema, value) == ([], ["ORD208"])


@pytest.mark.parametrize(
    ("schema", "complaint"),
    [
        pytest.param("1", "must be a JSON Schema, as a table or as the path of a JSON file with an object", id="number"),
        pytest.param('{type = "text"}', "is no JSON Schema: /type: 'text' is not valid under any", id="no schema"),
        pytest.param('{pattern = "["}', "is no JSON Schema: /pattern: '[' is not a 'regex'", id="no pattern"),
        pytest.param('{"$ref" = "other.json"}', "refers to other.json, which is not in it; put", id="other document"),
        pytest.param('{allOf = [{"$ref" = "#/$defs/x"}]}', "refers to #/$defs/x, which is not in it", id="no definition"),
        pytest.param('{"$dynamicRef" = "#x"}', "refers to #x, which is not in it", id="no anchor"),
        pytest.param('{"$schema" = "http://json-schema.org/draft-07/schema#"}', "is written for http://json-schema", id="draft"),
        pytest.param("{items = " * 150 + "{}" + "}" * 150, "is nested too deeply to be read", id="deep"),
        pytest.param('"none.json"', "check[s].schema: none.json cannot be read: No such file", id="no file"),
    ],
)  # fmt: skip
def test_schema_that_is_refused(schema: str, complaint: str) -> None:
    assert complaint in refusal(schema)


def write_profile(folder: Path, schema: bytes) -> Path:
    """A profile in a file, with a schema in a file beside it."""
    path = folder / "tiny.toml"
    path.write_text(with_schema('"v.json"'))
    (folder / "v.json").write_bytes(schema)
    return path


@pytest.mark.parametrize(
    ("schema", "complaint"),
    [
        pytest.param(b"{", "v.json cannot be read as JSON in UTF-8: Expecting property name", id="no JSON"),
        pytest.param(b'"\xff"', "v.json cannot be read as JSON in UTF-8: 'utf-8' codec", id="no UTF-8"),
        pytest.param(
            b"[" * 100_000, "v.json cannot be read as JSON in UTF-8: maximum recursion", id="too deep"
        ),
        pytest.param(b"true", "must be a JSON Schema, as a table or as the path", id="no object"),
    ],
)
def test_file_that_is_refused(tmp_path: Path, schema: bytes, complaint: str) -> None:
    with pytest.raises(ProfileError) as caught:
        load_profile(write_profile(tmp_path, schema))
    assert complaint in str(caught.value)


def test_schema_in_a_file_beside_the_profile_that_names_it(tmp_path: Path) -> None:
    write_profile(tmp_path, b'\xef\xbb\xbf{"type": "string"}')
    (tmp_path / "deeper").mkdir()
    own = tmp_path / "deeper" / "own.toml"
    own.write_text('profile = "own"\nextends = "../tiny.toml"\n[[check]]\nid = "s"\npath = "/w"\n')
    (finding,) = Checker(load_profile(own)).feed(Event(data='{"t":"a","w":1}'))
    assert (finding.code, finding.path) == ("own:s", "/w")


def test_event_that_repeats_others_but_for_a_value_within_the_schema_is_judged() -> None:
    checker = Checker(parse_profile(with_schema("{properties = {x = {maximum = 8}}}")))
    values = [f'{{"t": "a", "v": {{"x": {number}}}}}' for number in range(10)]
    assert [[found.code for found in checker.feed(Event("message", value))] for value in values] == [
        *[[]] * 9,
        ["tiny:s"],
    ]
