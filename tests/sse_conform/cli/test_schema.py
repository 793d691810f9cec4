"""What the commands write fits the schema that `sse-conform schema` has of it, and has no member that it does not name."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from jsonschema.validators import validator_for

from sse_codec.ordering import shipped_profiles
from sse_conform.finding import Level, Position
from sse_conform.render import JsonLinesRenderer, JsonRenderer, Totals
from sse_conform.report import Drift, FilePlace, NotApplicable, Part, Report, RuleTotal
from sse_conform.schemas import SCHEMAS, schema_text
from sse_conform.suite import fixtures_folder

from ..closed import faults
from ..findings import a_finding

Run = Callable[..., Result]

WRONG = b"event: x\r\ndata: a\n\nretry: soon\nid: 1\x00\ndata: b\n\ndata: lost"
FINDING = a_finding(pos=Position(9, 2, 1, 1, chunk=3, t=0.5), url="")
REPORT = Report(
    "any",
    1,
    13,
    (RuleTotal("SSE105", "incomplete-final-event", Level.ERROR, 1, 2),),
    "truncated",
    None,
    "none was asked for",
    None,
    (NotApplicable("SSE401", "no-charset", "the response head"),),
    tuple(Part(name, "no event came") for name in ("format", "http", "order", "values")),
    duration=0.5,
    sniffed="html",
    by_level=((Level.ERROR, 1),),
    place=FilePlace("any.http", 7, is_verbatim=True),
    known=((Level.ERROR, 1),),
    drift=(Drift("SSE401", "a", 2, 1),),
)


def test_the_list_says_what_each_describes(run: Run) -> None:
    result = run("schema")
    assert result.exit_code == 0
    assert [line.split("  ")[0] for line in result.stdout.splitlines()] == list(SCHEMAS)
    assert all(what in result.stdout for what in SCHEMAS.values())


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_written_and_is_a_schema(run: Run, name: str) -> None:
    result = run("schema", name)
    assert (result.stdout, result.exit_code) == (schema_text(name), 0)
    schema = json.loads(result.stdout)
    assert schema["title"]
    validator_for(schema, default=None).check_schema(schema)


@pytest.mark.parametrize("name", SCHEMAS)
def test_none_has_a_key_twice(name: str) -> None:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(pairs) == len({key for key, _ in pairs}), [key for key, _ in pairs]
        return dict(pairs)

    json.loads(schema_text(name), object_pairs_hook=once)


def test_one_that_there_is_not(run: Run) -> None:
    result = run("schema", "chekc")
    assert result.exit_code == 2
    assert "'suite-run'" in result.stderr
    with pytest.raises(KeyError):
        schema_text("chekc")


@pytest.mark.unmeasured
@pytest.mark.parametrize("profile", ["auto", "none", "ciniterflow"])
def test_a_report_on_many_streams(run: Run, profile: str) -> None:
    folders = [fixtures_folder() / "profiles" / name for name in ("anthropic-messages", "gemini")]
    result = run("check", *folders, "--profile", profile, "--format", "json", "--statistics")
    assert len(json.loads(result.stdout)["captures"]) > 10
    assert faults("check", result.stdout) == []


def test_a_baseline(run: Run, captures: Path) -> None:
    (captures / "a.sse").write_bytes(WRONG)
    path = captures / "baseline.json"
    run("check", "a.sse", "--select", "ALL", "--baseline", path, "--update-baseline")
    assert len(json.loads(path.read_text())["streams"]["a.sse"]) > 4
    assert faults("baseline", path.read_text()) == []
    report = run("check", "a.sse", "--baseline", path, "--format", "json").stdout
    assert faults("check", report) == []


@pytest.mark.parametrize("stream", [WRONG, b"<!doctype html>", b"", b"HTTP/1.1 500 No\r\n\r\n"])
def test_a_report_on_what_is_wrong(run: Run, stream: bytes) -> None:
    result = run("check", "-", "no such file", "--select", "ALL", "--format", "json", stdin=stream)
    assert result.exit_code != 0
    assert faults("check", result.stdout) == []


def test_a_report_on_a_timed_stream() -> None:
    renderer, totals = JsonRenderer(), Totals(interrupted=True)
    totals.add(REPORT)
    parts = (renderer.begin(), renderer.finding(FINDING), renderer.capture(REPORT), renderer.end(totals))
    assert faults("check", "".join(text for part in parts for text in part)) == []
    assert faults("finding", "".join(JsonLinesRenderer().finding(FINDING))) == []
    lines = JsonLinesRenderer()
    parts = (lines.begin(), lines.finding(FINDING), lines.capture(REPORT), lines.end(totals))
    written = [text for part in parts for text in part]
    assert len(written) == 3
    assert [fault for line in written for fault in faults("line", line)] == []


def test_each_line_is_a_finding_a_capture_or_the_summary(run: Run) -> None:
    lines = run("check", "-", "--select", "ALL", "--format", "jsonl", stdin=WRONG).stdout.splitlines()
    assert len(lines) > 5
    assert [fault for line in lines for fault in faults("line", line)] == []
    assert [fault for line in lines[:-2] for fault in faults("finding", line)] == []
    assert [list(json.loads(line)) for line in lines[-2:]] == [["v", "capture"], ["v", "summary"]]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param('{"v": 1}', id="a line of nothing"),
        pytest.param('{"v": 2, "summary": {}}', id="another version"),
        pytest.param('{"v": 1, "capture": {}}', id="a capture without members"),
    ],
)
def test_what_is_no_line(line: str) -> None:
    assert faults("line", line) != []


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("rules", ("rules", "--all", "--format", "json")),
        ("suite-list", ("suite", "list", "--format", "json")),
        ("profile-list", ("profile", "list", "--format", "json")),
        *(("profile-show", ("profile", "show", name, "--format", "json")) for name in shipped_profiles()),
    ],
)
def test_a_list(run: Run, name: str, command: tuple[str, ...]) -> None:
    result = run(*command)
    assert result.exit_code == 0
    assert faults(name, result.stdout) == []


def test_each_event_on_a_line(run: Run) -> None:
    stream = b": hi\nevent: x\nid: 7\nretry: 10\ndata: a\n\nid: 8\n\nretry: 5\n\n"
    lines = run("decode", "--comments", stdin=stream).stdout.splitlines()
    assert len(lines) == 4
    assert [fault for line in lines for fault in faults("event", line)] == []


@pytest.mark.parametrize(
    ("line", "good"),
    [
        ('{"data": ""}', True),
        ('{"comment": "a", "retry": 0, "id": "", "type": "x", "data": "a"}', True),
        ("{}", False),
        ('{"dat": "a"}', False),
        ('{"data": 1}', False),
        ('{"retry": "1"}', False),
        ('{"retry": -1}', False),
        ('{"retry": true}', False),
        ("[]", False),
    ],
)
def test_what_encode_takes_is_what_the_schema_takes(run: Run, line: str, good: bool) -> None:
    assert (run("encode", stdin=line.encode()).exit_code == 0) == good
    assert (faults("event", line) == []) == good


def test_every_member_is_written_somewhere() -> None:
    """That a schema does not name what is not there any more is told by what it requires: all, but for these."""
    optional = {"suite-run", "event", "profile", "ssecap", "suite-export", "baseline"}
    for name in SCHEMAS.keys() - optional:
        assert list(unrequired(json.loads(schema_text(name)))) == [], name


def unrequired(schema: object) -> list[str]:
    if isinstance(schema, list):
        return [name for each in schema for name in unrequired(each)]
    if not isinstance(schema, dict):
        return []
    own = set(schema.get("properties", ())) - set(schema.get("required", ()))
    return [*own, *(name for each in schema.values() for name in unrequired(each))]
