"""Several formats of one run, each whole in its file, while the text stays on the terminal."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from click.testing import Result

from sse_conform.render import CHECK_FORMATS, Format

from ...closed import faults

Run = Callable[..., Result]

PUBLISHED = Path(__file__).parents[2] / "render" / "published"
FORMATS = [format.name for format in CHECK_FORMATS]
PUBLISHED_ELSEWHERE = {"sarif"}
"""Formats that are JSON by the schema of somebody else."""
PASSED_OVER = dict.fromkeys(("json", "jsonl"), '"skipped": [{"source": "in", "reason": "*.png", "count": 1}]')
"""How the formats for programs say it; the others have a sentence."""
HOSTILE = (
    b"event: \x1b[31m::error::x\ndata: ]]>\xff\n\n\x1b]0;x\x07: ##[error]x\ndata: a\n\nretry: 1,2%0A::\n\n"
)


@pytest.fixture
def written(captures: Path, run: Run) -> tuple[Result, dict[str, str]]:
    """A run over a hostile stream, a page and something that is passed over, and what it wrote."""
    folder = captures / "in"
    folder.mkdir()
    (folder / "::error::x.sse").write_bytes(HOSTILE)
    (folder / "page.sse").write_bytes(b"<!doctype html>")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    result = run("check", "in", *(f"--format={name}:out.{name}" for name in FORMATS))
    return result, {name: (captures / f"out.{name}").read_text(encoding="utf-8") for name in FORMATS}


def test_each_has_the_findings_and_what_was_not_checked(written: tuple[Result, dict[str, str]]) -> None:
    result, texts = written
    assert result.exit_code == 2
    assert "SSE201" in result.stdout
    for format in CHECK_FORMATS:
        name, text = format.name, texts[format.name]
        assert all(line.isprintable() for line in text.split("\n")), f"spell out in {name} what acts"
        assert "SSE201" in text, f"write findings in {name}"
        if not format.is_for_people:  # standard error tells people
            assert "it is a page of HTML" in text, f"write in {name} what could not be checked"
            passed_over = PASSED_OVER.get(name, "passed over 1 file below in/: 1 *.png")
            assert passed_over in text, f"write in {name} what was passed over"


@pytest.mark.parametrize("format", list(CHECK_FORMATS), ids=lambda format: format.name)
def test_what_is_json_fits_its_schema(written: tuple[Result, dict[str, str]], format: Format) -> None:
    text = written[1][format.name]
    documents = next((each for each in ([text], text.splitlines()) if all(map(is_json, each))), [])
    assert bool(documents) is bool(format.schema or format.name in PUBLISHED_ELSEWHERE), (
        f"name the schema of {format.name} in CHECK_FORMATS of render/_formats.py if it is JSON, and only then"
    )
    if format.schema:
        found = [fault for each in documents for fault in faults(format.schema, each)]
        assert not found, f"describe it in sse_conform/schemas/{format.schema}.schema.json"


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def test_the_documents_are_what_they_say(written: tuple[Result, dict[str, str]]) -> None:
    _, texts = written
    schema = json.loads((PUBLISHED / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(json.loads(texts["sarif"]))
    suites = ElementTree.fromstring(texts["junit"])
    assert [suite.get("name", "").replace("\\", "/") for suite in suites] == [
        "in/::error::x.sse",
        "in/page.sse",  # the findings
        "in/page.sse",  # that it could not be checked
        "sse-conform check",
    ]
    assert all(line.startswith("::") for line in texts["github"].splitlines())
    assert texts["tap"].endswith("\n1..4\n")


@pytest.mark.parametrize("name", ["sarif", "junit", "github", "tap"])
@pytest.mark.parametrize(("options", "code"), [([], 0), (["--fail-on", "warning"], 1), (["--exit-zero"], 0)])
def test_the_exit_code_is_the_same_whatever_the_format(
    captures: Path, run: Run, name: str, options: list[str], code: int
) -> None:
    (captures / "a.sse").write_bytes(b"Data: a\ndata: b\n\n")
    result = run("check", "a.sse", "--format", name, *options)
    assert result.exit_code == code
    if name in ("junit", "tap"):
        assert ("<failure" in result.stdout or "\nnot ok" in result.stdout) is (code == 1)


def har_of(body: str) -> str:
    """A HAR with one exchange, a member on a line."""
    response = {
        "status": 200,
        "statusText": "OK",
        "httpVersion": "HTTP/1.1",
        "headers": [{"name": "Content-Type", "value": "text/event-stream"}],
        "content": {"size": len(body), "mimeType": "text/event-stream", "text": body},
    }
    request = {"method": "GET", "url": "https://example.com/", "httpVersion": "HTTP/1.1", "headers": []}
    entries = [
        {"startedDateTime": "2026-01-01T00:00:00Z", "time": 1, "request": request, "response": response}
    ]
    return json.dumps({"log": {"version": "1.2", "creator": {}, "entries": entries}}, indent=1)


HEAD = "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nCache-Control: no-cache\n\n"
BODY = "data: a\n\nevnt: x\ndata: b\n\n"
PLACES = [
    pytest.param("a.sse", BODY, {"line": "3", "col": "1"}, id="the body alone"),
    pytest.param("a.http", HEAD + BODY, {"line": "7", "col": "1"}, id="behind a head"),
    pytest.param("a.har", har_of(BODY), {"line": None}, id="in a HAR"),
]


@pytest.mark.parametrize(("name", "text", "wanted"), PLACES)
def test_a_finding_stands_at_its_line_of_the_file(
    captures: Path, run: Run, name: str, text: str, wanted: dict[str, str | None]
) -> None:
    (captures / name).write_text(text, encoding="utf-8", newline="")
    arguments = ("check", name, "--select", "SSE401", "--format")
    annotation = run(*arguments, "github").stdout.splitlines()[0]
    given = dict(each.split("=", 1) for each in annotation.split("::")[1].split(" ", 1)[1].split(","))
    # In a HAR all of a stream is one string, so its findings stand where the exchange begins.
    line = wanted["line"] or str(text[: text.index('"startedDateTime"')].count("\n"))
    assert (given["file"], given["line"], given.get("col")) == (name, line, wanted.get("col"))
    result = json.loads(run(*arguments, "sarif").stdout)["runs"][0]["results"][0]
    physical = result["locations"][0]["physicalLocation"]
    assert (physical["artifactLocation"]["uri"], str(physical["region"]["startLine"])) == (name, line)
    assert result["properties"]["stream"]["line"] == 3
