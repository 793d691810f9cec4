"""What programs read: one shape for a finding everywhere, and a document that its schema describes."""

import json
from collections.abc import Iterable
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sse_conform.finding import Finding, Position
from sse_conform.render import JsonLinesRenderer, JsonRenderer, Totals, one_line
from sse_conform.report import Report

from ..findings import AS_JSON

CAPTURE = {
    "source": "chat.sse",
    "outcome": "truncated",
    "profile": "ciniterflow",
    "profile_reason": "told by start; flowise knows the events too",
    "framing": "named",
    "nearest": "",
    "parts": {
        "format": {"checked": True, "lacks": ""},
        "http": {"checked": False, "lacks": "the capture has no response head"},
        "order": {"checked": True, "lacks": ""},
        "values": {"checked": True, "lacks": ""},
    },
    "failure": "",
    "events": 13,
    "bytes": 1893,
    "duration": None,
    "levels": {"error": 1, "warning": 20, "info": 0},
    "rules": [
        {
            "code": "SSE105",
            "name": "incomplete-final-event",
            "level": "error",
            "reported": 1,
            "occurrences": 1,
        },
        {
            "code": "SSE112",
            "name": "trailing-whitespace-in-control-field",
            "level": "warning",
            "reported": 20,
            "occurrences": 77,
        },
    ],
    "not_applicable": [
        {
            "code": "SSE301",
            "name": "content-type-missing-or-wrong",
            "lacks": "the response head",
        },
        {"code": "SSE303", "name": "status-not-200", "lacks": "the response head"},
    ],
    "notice": "",
    "sniffed": None,
    "place": None,
    "known": {"error": 0, "warning": 0, "info": 0},
    "drift": [],
}
SUMMARY = {
    "captures": 1,
    "events": 13,
    "bytes": 1893,
    "duration": None,
    "levels": {"error": 1, "warning": 20, "info": 0},
    "outcomes": {"truncated": 1},
    "profiles": {"ciniterflow": 1},
    "unchecked": 0,
    "rules": [
        {
            "code": "SSE105",
            "name": "incomplete-final-event",
            "level": "error",
            "reported": 1,
            "occurrences": 1,
        },
        {
            "code": "SSE112",
            "name": "trailing-whitespace-in-control-field",
            "level": "warning",
            "reported": 20,
            "occurrences": 77,
        },
    ],
    "unread": [{"source": "page.html", "reason": "it is a page of HTML or XML, not an event stream"}],
    "skipped": [{"source": "tape.yaml", "reason": "application/json", "count": 3}],
    "known": {"error": 0, "warning": 0, "info": 0},
    "drift": 0,
    "interrupted": False,
}


def joined(texts: Iterable[str]) -> str:
    return "".join(texts)


def document(findings: list[Finding], reports: list[Report], totals: Totals) -> Any:
    renderer = JsonRenderer()
    texts = [*renderer.begin()]
    for finding in findings:
        texts += renderer.finding(finding)
    for report in reports:
        texts += renderer.capture(report)
    return json.loads(joined([*texts, *renderer.end(totals)]))


def test_a_finding_is_a_line(finding: Finding) -> None:
    text = joined(JsonLinesRenderer().finding(finding))
    assert text.count("\n") == 1
    assert text.endswith("\n")
    assert json.loads(text) == AS_JSON


def test_chunk_and_time_where_they_are_known(finding: Finding) -> None:
    timed = attrs.evolve(finding, pos=Position(0, 1, 1, 1, chunk=27, t=8.402))
    pos = json.loads(joined(JsonLinesRenderer().finding(timed)))["pos"]
    assert pos == {"byte": 0, "line": 1, "col": 1, "event": 1, "chunk": 27, "t": 8.402}


def test_a_capture_is_a_line_and_so_is_the_summary(report: Report, totals: Totals) -> None:
    renderer = JsonLinesRenderer()
    assert joined(renderer.begin()) == ""
    texts = joined(renderer.capture(report)), joined(renderer.end(totals))
    assert [text.count("\n") for text in texts] == [1, 1]
    assert [json.loads(text) for text in texts] == [
        {"v": 1, "capture": CAPTURE},
        {"v": 1, "summary": SUMMARY},
    ]


def test_the_file_and_the_baseline(placed: Report, told: Totals, other: Finding) -> None:
    value = document([other], [placed], told)
    assert value["findings"][0]["baseline"] == "known"
    capture, summary = value["captures"][0], value["summary"]
    assert capture["place"] == {"path": "some captures/chat.http", "line": 10, "verbatim": True}
    assert capture["known"] == summary["known"] == {"error": 0, "warning": 1, "info": 0}
    assert capture["drift"] == [
        {"code": "SSE401", "context": "no field is named 'evnt'", "known": 2, "found": 1},
        {"code": "SSE112", "context": "", "known": 0, "found": 57},
    ]
    assert summary["drift"] == 2


@pytest.mark.parametrize("number", [0, 1, 2], ids="{} findings".format)
def test_the_document(finding: Finding, report: Report, totals: Totals, number: int) -> None:
    assert document([finding] * number, [report] * number, totals) == {
        "v": 1,
        "findings": [AS_JSON] * number,
        "captures": [CAPTURE] * number,
        "summary": SUMMARY,
    }


@given(st.text(st.characters(codec=None)))
def test_a_line_is_the_value_again_and_safe_to_print(text: str) -> None:
    line = one_line(text)
    assert json.loads(line) == text
    assert line.isprintable()


def test_readable_text_stays_readable() -> None:
    assert one_line("Grüße \u202e\x1b") == '"Grüße \\u202e\\u001b"'
