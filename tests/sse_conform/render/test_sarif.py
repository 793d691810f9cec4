"""SARIF: valid by the published schema, with every rule, the lines of the file, the baseline, and what was not checked."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest

from sse_conform.finding import Finding
from sse_conform.render import SarifRenderer, Totals, sarif
from sse_conform.report import Drift, FilePlace, Report
from sse_conform.rules._entries import entries, profile_entries

SCHEMA = json.loads(
    (Path(__file__).parent / "published" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)


def run_of(text: str) -> dict[str, Any]:
    """The run of a document that the schema accepts."""
    document = json.loads(text)
    VALIDATOR.validate(document)
    assert document["version"] == "2.1.0"
    run: dict[str, Any] = document["runs"][0]
    return run


@pytest.fixture
def run(
    write: Callable[..., str], finding: Finding, other: Finding, placed: Report, told: Totals
) -> dict[str, Any]:
    known = attrs.evolve(finding, baseline="new")
    return run_of(write(SarifRenderer(), [known, other], [placed], told))


def test_a_result(run: dict[str, Any], finding: Finding) -> None:
    assert run["results"][0] == {
        "ruleId": "SSE105",
        "level": "error",
        "message": {"text": "stream ends inside an event; 61 bytes are discarded"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "some%20captures/chat.http"},
                    "region": {
                        "startLine": 23,
                        "startColumn": 1,
                        "snippet": {"rendered": {"text": 'data: {"chatId":"3f1c"}'}},
                    },
                },
                "logicalLocations": [{"name": "chat.sse", "kind": "resource"}],
            }
        ],
        "partialFingerprints": {"sseConform/v1": finding.fingerprint},
        "properties": {
            "source": "chat.sse",
            "stream": {"byte": 1893, "line": 14, "col": 1, "event": 12, "chunk": None, "t": None},
            "span": 6,
            "kind": "metadata",
            "basis": "standard",
            "help": "send an empty line after the last event",
            "spec": "HTML standard 9.2.6",
        },
        "baselineState": "new",
    }


def test_results_by_state_of_the_baseline(run: dict[str, Any]) -> None:
    assert [(each["ruleId"], each["baselineState"]) for each in run["results"]] == [
        ("SSE105", "new"),
        ("SSE112", "unchanged"),
        ("SSE401", "absent"),
    ]
    absent = run["results"][2]
    assert "no field is named 'evnt'" in absent["message"]["text"]
    assert (
        absent["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "some%20captures/chat.http"
    )


def test_without_a_baseline_and_without_a_file(
    write: Callable[..., str], finding: Finding, report: Report, totals: Totals
) -> None:
    drifted = attrs.evolve(report, drift=(Drift("SSE401", "no field", 2, 1),))
    results = run_of(write(SarifRenderer(), [finding], [drifted], totals))["results"]
    assert "baselineState" not in results[0]
    assert [each["locations"] for each in results] == [
        [{"logicalLocations": [{"name": "chat.sse", "kind": "resource"}]}]
    ] * 2


def test_a_line_of_a_container_has_no_column(
    write: Callable[..., str], other: Finding, report: Report, totals: Totals
) -> None:
    inside = attrs.evolve(report, place=FilePlace("/a/b.har", 7, is_verbatim=False))
    result = run_of(write(SarifRenderer(), [other], [inside], totals))["results"][0]
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "file:///a/b.har"},
        "region": {"startLine": 7},
    }


def test_every_rule_is_listed_with_help(run: dict[str, Any]) -> None:
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert list(rules) == [entry.code for entry in (*entries(), *profile_entries())]
    assert all(rule["help"]["text"] for rule in rules.values())
    assert rules["SSE105"]["helpUri"].startswith("https://html.spec.whatwg.org/")
    assert rules["SSE203"]["defaultConfiguration"] == {"enabled": False, "level": "note"}


def test_a_rule_of_a_profile_of_ones_own(
    write: Callable[..., str], finding: Finding, report: Report, totals: Totals
) -> None:
    own = attrs.evolve(finding, code="mine:a/b", name="a/b", url="")
    rules = run_of(write(SarifRenderer(), [own, own], [report], totals))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules].count("mine:a/b") == 1
    assert rules[-1]["help"] == {"text": "send an empty line after the last event"}


def test_what_was_not_checked(run: dict[str, Any]) -> None:
    invocation = run["invocations"][0]
    assert not invocation["executionSuccessful"]
    assert [
        (each["level"], each["message"]["text"]) for each in invocation["toolExecutionNotifications"]
    ] == [
        ("error", "chat.sse: SSE112 (places not shown): the baseline has 0, and the stream 57"),
        ("note", "chat.sse: SSE112 trailing-whitespace-in-control-field: 57 more places not shown"),
        ("note", "chat.sse: 1 finding known to the baseline"),
        ("note", "chat.sse: http was not checked: the capture has no response head"),
        ("note", "chat.sse: Not applicable, because the capture lacks the response head: SSE301, SSE303."),
        ("error", "page.html: it is a page of HTML or XML, not an event stream"),
        ("note", "passed over 2 files below captures/: 2 *.png; name a file to check it anyway"),
    ]


def test_an_interrupted_run_and_one_whose_check_failed(
    write: Callable[..., str], finding: Finding, totals: Totals
) -> None:
    totals.interrupted = True
    renderer = SarifRenderer()
    text = "".join([*renderer.begin(), *renderer.finding(finding), *renderer.end(totals)])
    run = run_of(text)
    assert len(run["results"]) == 1
    told = run["invocations"][0]["toolExecutionNotifications"]
    assert told[-1]["message"]["text"] == "the run was interrupted: this report is partial"


def test_a_checkout_that_is_not_installed(
    write: Callable[..., str], totals: Totals, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(_name: str) -> str:
        raise sarif.PackageNotFoundError

    monkeypatch.setattr(sarif, "version", version)
    assert "version" not in run_of(write(SarifRenderer(), [], [], totals))["tool"]["driver"]


def test_strangers_do_nothing(write: Callable[..., str], hostile: Any) -> None:
    text = write(SarifRenderer(), *hostile)
    assert all(line.isprintable() and line.isascii() for line in text.split("\n"))
    run = run_of(text)
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert set(place["artifactLocation"]["uri"]) <= set("%/-._~") | set(map(chr, range(48, 123)))
    assert "\\x1b[31m\\r\\n::error" in run["results"][0]["message"]["text"]
