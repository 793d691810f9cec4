"""A schema never takes for ever, whatever value it meets: what is too much is not checked, and that is said."""

import json
import time
from typing import Any

import pytest

from sse_codec import Event
from sse_codec.ordering import Checker, ProfileError, parse_profile

DOUBLING = {
    "$ref": "#/$defs/d0",
    "$defs": {
        **{
            f"d{n}": {"allOf": [{"$ref": f"#/$defs/d{n + 1}"}, {"$ref": f"#/$defs/d{n + 1}"}]}
            for n in range(30)
        },
        "d30": {"type": "object"},
    },
}


def checker(schema: dict[str, Any]) -> Checker:
    text = (
        'profile = "p"\n[kinds]\na = ""\n[[framing]]\nname = "t"\nkind = "type"\njson = ["a"]\n[order]\ngrammar = "a*"\n'
        f'[[check]]\nid = "s"\nrule = "schema"\nat = "a"\nschema = {inline(schema)}\n'
    )
    return Checker(parse_profile(text))


def inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {inline(member)}" for key, member in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return json.dumps(value)


def codes(schema: dict[str, Any], value: Any) -> list[str]:
    start = time.process_time()
    found = checker(schema).feed(Event("a", json.dumps(value)))
    assert time.process_time() - start < 20
    return [finding.code for finding in found]


def nested(depth: int) -> list[Any]:
    """Return arrays within each other."""
    value: list[Any] = []
    for _ in range(depth - 1):
        value = [value]
    return value


NAMES = {"patternProperties": {"^x": {"type": "integer"}, "^y": {"type": "string"}}}
NAMED = {"properties": {"default": {"pattern": "^x+$"}}}


@pytest.mark.parametrize(
    ("schema", "value", "found"),
    [
        pytest.param({"pattern": "^x+$"}, "xx", [], id="a pattern that fits"),
        pytest.param({"pattern": "^x+$"}, "y", ["p:s"], id="a pattern that does not"),
        pytest.param({"pattern": "^x+$"}, 1, [], id="a pattern of what is no text"),
        pytest.param(NAMED, {"default": "y"}, ["p:s"], id="a pattern of a member called default"),
        pytest.param(
            {"pattern": "^x+x+$"}, "x" * 2000, ["ORD208"], id="a text that is too long for its pattern"
        ),
        pytest.param(NAMES, {"xa": 1, "yb": ""}, [], id="patterns of names"),
        pytest.param(NAMES, {"xa": ""}, ["p:s"], id="patterns of names, and a wrong value"),
        pytest.param({"uniqueItems": True}, [1, 1], ["p:s"], id="members twice"),
        pytest.param(
            {"uniqueItems": True}, [{"n": n} for n in range(1001)], ["ORD208"], id="too many members"
        ),
        pytest.param(DOUBLING, {}, ["ORD208"], id="references that double"),
        pytest.param(
            {"$dynamicRef": "#", "anyOf": [{"$dynamicRef": "#"}]}, {}, ["ORD208"], id="dynamic references"
        ),
        pytest.param({"items": {"$ref": "#"}}, nested(70), [], id="references as deep as a value goes"),
        pytest.param(
            {"items": {"anyOf": [{"$ref": "#/$defs/x"}, {}]}, "$defs": {"x": {"type": "object"}}},
            [1] * 300,
            [],
            id="references one after another",
        ),
        pytest.param({"items": {"$ref": "#"}}, nested(90), ["ORD208"], id="references that are too deep"),
        pytest.param({"$ref": "#/$defs/x", "$defs": {"x": {"type": "object"}}}, 1, ["p:s"], id="a reference"),
    ],
)
def test_what_is_checked(schema: dict[str, Any], value: Any, found: list[str]) -> None:
    assert codes(schema, value) == found


def test_how_deep_a_schema_may_be() -> None:
    schema: dict[str, Any] = {"type": "integer"}
    for _ in range(59):
        schema = {"items": schema}
    assert codes(schema, nested(60)) == ["p:s"]
    with pytest.raises(ProfileError, match="is nested too deeply to be read"):
        checker({"items": schema})


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"x": {"pattern": "^(a+)+$"}}},
        {"patternProperties": {"^(a+)+$": {}}},
        {"patternProperties": {"a+b": {}}},
    ],
)
def test_a_schema_with_a_pattern_that_could_run_for_ever_is_refused(schema: dict[str, Any]) -> None:
    with pytest.raises(ProfileError, match="the pattern"):
        checker(schema)
