"""The JSON Schema of profile files takes what the loader takes, and knows the same keys."""

import datetime
import json
import tomllib
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft7Validator

from sse_codec.ordering import ProfileError, parse_profile, shipped_profiles
from sse_conform.cli import main

PROFILES = Path(__file__).parents[4] / "sse_codec" / "ordering" / "profiles"

Run = Callable[..., Result]

SCHEMA: dict[str, Any] = json.loads(CliRunner().invoke(main, ["profile", "schema"]).stdout)
VALIDATOR = Draft7Validator(SCHEMA, format_checker=Draft7Validator.FORMAT_CHECKER)
TINY = """\
profile = "tiny"
[kinds]
a = ""
[[framing]]
name = "f"
kind = "/k"
[order]
grammar = "a"
"""
TRACK = '[[track]]\nname = "t"\nkey = "/i"\ngrammar = "a"\n'


def faults(text: str) -> list[str]:
    """What the schema says of a profile, whose date is a string as editors have it."""
    data = tomllib.loads(text)
    if isinstance(data.get("date"), datetime.date):
        data["date"] = data["date"].isoformat()
    return [error.message for error in VALIDATOR.iter_errors(data)]


def test_it_is_the_file_among_the_schemas(run: Run) -> None:
    file = resources.files("sse_conform.schemas") / "profile.schema.json"
    result = run("profile", "schema")
    assert (result.stdout, result.exit_code) == (file.read_text(encoding="utf-8"), 0)


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", shipped_profiles())
def test_a_shipped_profile_fits(name: str) -> None:
    assert faults((PROFILES / f"{name}.toml").read_text(encoding="utf-8")) == []


def described(schema: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Every key of a profile that the schema names, and whether it says what the key means."""
    for name, value in schema.get("properties", {}).items():
        if name not in ("rule", "kind") or "const" not in value:
            yield name, "description" in value
        yield from described(value)


PARTS = {"top": SCHEMA} | {
    name: part for name, part in SCHEMA["definitions"].items() if not name.startswith("whole_")
}


@pytest.mark.parametrize("part", PARTS)
def test_every_key_is_described(part: str) -> None:
    assert [name for name, is_described in described(PARTS[part]) if not is_described] == []


def accepted(text: str) -> list[str]:
    """The keys that the loader takes where the text has the key ``nix``, as it says itself."""
    with pytest.raises(ProfileError) as caught:
        parse_profile(text)
    _, _, known = str(caught.value).partition("known here: ")
    return sorted(known.split(", "))


def keys(*path: str) -> list[str]:
    place = SCHEMA
    for step in path:
        place = place[step]
    return sorted(place["properties"])


@pytest.mark.parametrize(
    ("text", "path"),
    [
        pytest.param("nix = 1\n" + TINY, (), id="top"),
        pytest.param(TINY + "nix = 1", ("properties", "order"), id="order"),
        pytest.param(TINY + "[abort]\nnix = 1", ("properties", "abort"), id="abort"),
        pytest.param(TINY + "[wire]\nnix = 1", ("properties", "wire"), id="wire"),
        pytest.param(TINY + '[[framing]]\nname = "g"\nnix = 1', ("definitions", "framing"), id="framing"),
        pytest.param(
            TINY + '[[framing]]\nname = "g"\nshapes = [{ kind = "a", nix = 1 }]',
            ("definitions", "event_shape"),
            id="shape",
        ),
        pytest.param(TINY + TRACK + "nix = 1", ("definitions", "track"), id="track"),
        pytest.param(
            TINY + TRACK + 'each = "/x/*"\nshapes = [{ kind = "a", nix = 1 }]',
            ("definitions", "element_shape"),
            id="element",
        ),
    ],
)
def test_the_keys_are_those_of_the_loader(text: str, path: tuple[str, ...]) -> None:
    assert keys(*path) == accepted(text)


CHECK = SCHEMA["definitions"]["check"]
RULES: list[str] = CHECK["properties"]["rule"]["enum"]


def check(rule: str, more: str) -> str:
    return f'{TINY}[[check]]\nid = "c"\nrule = "{rule}"\n{more}'


def test_the_rules_are_those_of_the_loader() -> None:
    with pytest.raises(ProfileError, match="nix is none of ") as caught:
        parse_profile(check("nix", ""))
    assert sorted(RULES) == sorted(str(caught.value).partition(" none of ")[2].split(", "))


@pytest.mark.parametrize("rule", RULES)
def test_the_keys_of_a_rule_are_those_of_the_loader(rule: str) -> None:
    (then,) = (part["then"] for part in CHECK["allOf"] if part["if"]["properties"]["rule"]["const"] == rule)
    assert sorted(then["propertyNames"]["enum"]) == accepted(check(rule, "nix = 1"))
    assert set(then["propertyNames"]["enum"]) <= set(CHECK["properties"])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TINY.replace('profile = "tiny"', ""), id="no name"),
        pytest.param(TINY.replace('"tiny"', '"two words"'), id="a name of two words"),
        pytest.param(TINY.replace("[order]", "[ordre]"), id="an unknown table"),
        pytest.param(TINY.replace('grammar = "a"', ""), id="no grammar"),
        pytest.param(TINY.replace('grammar = "a"', "grammar = 1"), id="a grammar that is no string"),
        pytest.param(TINY.replace('a = ""', ""), id="no kind"),
        pytest.param(TINY.replace('a = ""', '"a b" = ""'), id="a kind of two words"),
        pytest.param(TINY.replace('kind = "/k"', ""), id="a framing that decides nothing"),
        pytest.param(TINY.replace('"/k"', '"k"'), id="a pointer without a slash"),
        pytest.param(TINY.replace('"/k"', '"/~k"'), id="a pointer with a stray tilde"),
        pytest.param(TINY.replace('"/k"', '"/k"\ntypes = "x"\nother_types = "y"'), id="types twice"),
        pytest.param(TINY.replace('"/k"', '"/k"\nagree = "always"'), id="agree"),
        pytest.param(TINY.replace('kind = "/k"', "shapes = []"), id="no shape"),
        pytest.param(TINY.replace('kind = "/k"', 'shapes = [{ has = "/x" }]'), id="a shape without a kind"),
        pytest.param(
            TINY.replace('kind = "/k"', 'shapes = [{ kind = "a", has = [] }]'), id="a condition on nothing"
        ),
        pytest.param(
            TINY.replace('kind = "/k"', 'shapes = [{ kind = "a", equals = { x = 1 } }]'), id="an odd pointer"
        ),
        pytest.param(TINY + 'unknown = "ignore"', id="unknown"),
        pytest.param(TINY + '[abort]\nthen = "a"', id="then without on"),
        pytest.param(TINY + '[outcome]\na = ""', id="an outcome without a word"),
        pytest.param(TINY + "[outcome]\na = {}", id="an outcome of values without anything"),
        pytest.param(TINY + '[outcome]\na = { path = "/x" }', id="an outcome of no values"),
        pytest.param(TINY + "[outcome]\na = { failed = true }", id="an outcome of values that are nowhere"),
        pytest.param(
            TINY + '[outcome]\na = { path = "x", failed = true }', id="an outcome at an odd pointer"
        ),
        pytest.param(TINY + '[outcome]\na = { path = "/x", failed = false }', id="an outcome of nothing"),
        pytest.param(
            TINY + '[outcome]\na = { path = "/x", failed = "no" }', id="an outcome of one bare value"
        ),
        pytest.param(TINY + '[outcome]\na = { path = "/x", failed = [] }', id="an outcome of an empty list"),
        pytest.param(
            TINY + '[outcome]\na = { path = "/x", failed = [[]] }', id="an outcome of a list in a list"
        ),
        pytest.param(TINY + '[outcome]\na = { path = "/x", "in part" = true }', id="an outcome of two words"),
        pytest.param('family = "two words"\n' + TINY, id="a family of two words"),
        pytest.param("family = 1\n" + TINY, id="a family that is no string"),
        pytest.param(TINY + "[wire]\nforeign_types = 1", id="foreign types that are a number"),
        pytest.param(TINY + '[wire]\nforeign_types = [""]', id="an empty foreign type"),
        pytest.param(TINY + '[severity]\nORD301 = "fatal"', id="a severity"),
        pytest.param(TINY + '[group]\ng = [""]', id="an empty name"),
        pytest.param(TINY + TRACK.replace('key = "/i"', ""), id="a track without a key"),
        pytest.param(TINY + TRACK.replace('grammar = "a"', ""), id="a track without a grammar"),
        pytest.param(TINY + TRACK + "max_open = 0", id="no open slice"),
        pytest.param(TINY + TRACK + 'contiguous = "yes"', id="a flag that is a string"),
        pytest.param(TINY + TRACK + 'at = "a"', id="at without each"),
        pytest.param(TINY + TRACK + 'each = "/x"\nshapes = [{ kind = "a" }]', id="each without a star"),
        pytest.param(TINY + TRACK + 'each = "/x/*"', id="each without shapes"),
        pytest.param(TINY + TRACK + 'within = "u"\nafter = "u"', id="two parents"),
        pytest.param(TINY + '[[check]]\nid = "c"', id="no rule"),
        pytest.param(TINY + '[[check]]\nrule = "present"', id="no id"),
        pytest.param(check("presnt", ""), id="an unknown rule"),
        pytest.param(check("present", "values = [1]"), id="a key of another rule"),
        pytest.param(check("type", ""), id="no type"),
        pytest.param(check("type", 'type = "text"'), id="an unknown type"),
        pytest.param(check("one_of", "values = []"), id="no value"),
        pytest.param(check("one_of", "values = [[1]]"), id="a list as a value"),
        pytest.param(check("increasing", "step = 0"), id="a step of 0"),
        pytest.param(check("count", ""), id="no bound"),
        pytest.param(check("count", "min = -1"), id="a negative bound"),
        pytest.param(check("reference", ""), id="no track to refer to"),
        pytest.param(check("same_as_opener", ""), id="an opener without a track"),
        pytest.param(check("schema", "schema = 1"), id="a schema that is a number"),
        pytest.param(check("constant", 'required = "yes"'), id="required that is a string"),
        pytest.param(check("present", "required = true"), id="required where it has no meaning"),
        pytest.param(TRACK + check("pairs", 'track = "t"\nopener = "/o"\ntable = {}'), id="no pair"),
        pytest.param(check("concat", 'track = "t"\ndeltas = "a"') + "\n" + TRACK, id="no final event"),
    ],
)
def test_what_both_refuse(text: str) -> None:
    with pytest.raises(ProfileError):
        parse_profile(text)
    assert faults(text) != []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TINY, id="the smallest"),
        pytest.param(
            TINY + TRACK + 'each = "/x/*"\nat = "a"\nshapes = [{ kind = "a", like = { "/t" = "x*" } }]',
            id="each",
        ),
        pytest.param(TINY + TRACK.replace('key = "/i"', "key = []"), id="one slice"),
        pytest.param(TINY + TRACK + 'optional = []\nclosed_by = "a"\nwhy = ""', id="a track"),
        pytest.param('profile = "p"\nextends = "ciniterflow"', id="another profile as it is"),
        pytest.param(
            'profile = "p"\nextends = "ciniterflow"\n[[check]]\nid = "metadata/chat-id"\nseverity = "off"',
            id="a change of a check",
        ),
        pytest.param(
            'profile = "p"\nextends = "openai-chat"\n[[track]]\nname = "choice"\nclosed_by = "done"',
            id="a change of a track",
        ),
        pytest.param(check("count", "max = 0"), id="none at all"),
        pytest.param(check("constant", 'path = "/x"\nrequired = true'), id="a member that has to be there"),
        pytest.param(
            TINY + '[outcome]\na = { path = "/x/*/y", failed = ["no", 0, false], incomplete = true }',
            id="an outcome of values",
        ),
        pytest.param(
            'family = "f"\n' + TINY + '[wire]\nforeign_types = ["x"]',
            id="a family and a list of foreign types",
        ),
        pytest.param(check("schema", 'schema = { type = "object" }'), id="a schema"),
    ],
)
def test_what_both_take(text: str) -> None:
    parse_profile(text)
    assert faults(text) == []
