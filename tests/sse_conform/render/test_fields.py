"""Each field of a finding is in every output that has to say it, in the schema and in the documentation."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import attrs
import pytest

from sse_conform.finding import Finding, Position
from sse_conform.redaction import Redactor
from sse_conform.render import CHECK_FORMATS, Format, JsonLinesRenderer, JsonRenderer, Totals
from sse_conform.report import Report
from sse_conform.schemas import schema_text

from ..findings import AS_JSON

FIELDS = [field.name for field in attrs.fields(Finding)]
POSITIONS = [field.name for field in attrs.fields(Position)]
SHOWN_AS_LINES = {"excerpt", "caret"}
"""Fields that are drawn for people, and that programs take from the stream themselves."""
DEFAULTS = {"baseline", "caret"}
"""Fields whose default is what the finding of the tests has."""
SHOWN_OTHERWISE = SHOWN_AS_LINES | {"level", "pos", "span", "baseline"}
"""Fields that each format has in its own way; its own test holds them."""
LEFT_OUT = {
    "text": {"name", "basis", "url", "kind"},
    "concise": {"name", "basis", "help", "spec", "url", "kind"},
    "html": {"basis", "kind"},
    "sarif": {"name", "url"},
    "junit": {"name", "basis", "url", "kind"},
    "github": {"basis", "url", "kind"},
}
"""What a format leaves out, or takes from the rule; `sse-conform explain` tells of most of it, and JSON has all."""
OURS = {"baseline", "code", "name", "level", "basis", "pos", "span", "spec", "url", "caret"}
"""Fields that hold no words of a stranger, and so no secret."""
DOCS = Path(__file__).parents[3] / "docs" / "check.md"


def json_of(finding: Finding) -> dict[str, Any]:
    value: dict[str, Any] = json.loads("".join(JsonLinesRenderer().finding(finding)))
    return value


@pytest.mark.parametrize("field", attrs.fields(Finding), ids=lambda field: field.name)
def test_the_finding_of_the_tests_has_it(finding: Finding, field: "attrs.Attribute[Any]") -> None:
    where = "tests/sse_conform/findings.py"
    assert field.name in DEFAULTS or getattr(finding, field.name) != field.default, (
        f"give {field.name} a value in the finding of {where}"
    )
    assert field.name in AS_JSON.keys() | SHOWN_AS_LINES, f"give {field.name} a value in AS_JSON of {where}"


@pytest.mark.parametrize("name", FIELDS)
def test_json_has_it(finding: Finding, name: str) -> None:
    assert (name in json_of(finding)) is (name not in SHOWN_AS_LINES), (
        f"write {name} in finding_value of render/_values.py, or name it in SHOWN_AS_LINES of this test"
    )


def test_json_and_json_lines_say_the_same(finding: Finding) -> None:
    assert json.loads("".join(JsonRenderer().finding(finding))) == json_of(finding)


@pytest.mark.parametrize("name", POSITIONS)
def test_json_has_each_field_of_the_place(finding: Finding, name: str) -> None:
    assert name in json_of(finding)["pos"], f"write {name} in finding_value of render/_values.py"


def test_the_schema_has_the_members_that_are_written(finding: Finding) -> None:
    schema = json.loads(schema_text("check"))["$defs"]["finding"]
    value = json_of(finding)
    for shape, written in ((schema, value), (schema["properties"]["pos"], value["pos"])):
        missing = set(written) ^ set(shape["properties"]) | set(written) ^ set(shape["required"])
        assert not missing, (
            f"describe {missing} in sse_conform/schemas/check.schema.json, under $defs.finding"
        )


@pytest.mark.parametrize("name", sorted(set(FIELDS) - OURS))
def test_a_secret_in_it_is_blanked(finding: Finding, name: str) -> None:
    secret = "sk-0123456789abcdef"
    value: Any = ((1, secret.encode()),) if name == "excerpt" else secret
    shown = Redactor([secret]).finding(attrs.evolve(finding, **{name: value}))
    assert secret not in str(getattr(shown, name)), (
        f"blank {name} in redaction/_redactor.py, or name it in OURS of this test"
    )


@pytest.mark.parametrize("name", ["v", *(name for name in FIELDS if name not in SHOWN_AS_LINES)])
def test_the_documentation_names_it(name: str) -> None:
    text = DOCS.read_text(encoding="utf-8").partition("### For programs")[2]
    assert f"`{name}`" in text, f"say in docs/check.md, under 'For programs', what `{name}` is"


@pytest.mark.parametrize("name", sorted(set(FIELDS) - SHOWN_OTHERWISE))
@pytest.mark.parametrize("format", list(CHECK_FORMATS), ids=lambda format: format.name)
def test_a_format_shows_it_or_leaves_it_out(
    write: Callable[..., str], finding: Finding, placed: Report, told: Totals, format: Format, name: str
) -> None:
    word = "https://words.of/its-own"
    marked = attrs.evolve(finding, **{name: word})
    text = write(format.load()(), [marked], [attrs.evolve(placed, source=marked.source)], told)
    is_shown = word in unquote(text)
    assert is_shown is not (name in LEFT_OUT.get(format.name, ())), (
        f"show {name} in {format.place}, or name it in LEFT_OUT of this test for {format.name}"
    )
