"""JUnit XML: valid as Jenkins reads it, a suite for each stream, and a test for each part of the check."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import attrs
import pytest
import xmlschema

from sse_conform.finding import Finding, Level
from sse_conform.render import JUnitRenderer, Totals
from sse_conform.report import Report

SCHEMA = xmlschema.XMLSchema(Path(__file__).parent / "published" / "junit-10.xsd")


def parsed(text: str) -> ElementTree.Element:
    """The document, which the schema accepts."""
    SCHEMA.validate(text.encode("utf-8", "backslashreplace"))
    return ElementTree.fromstring(text.encode())


def cases(root: ElementTree.Element) -> dict[str, str]:
    """How each case went, by its name; "" for one that passed."""
    return {
        case.get("name", ""): next((each.tag for each in case if each.tag != "system-out"), "")
        for case in root.iter("testcase")
    }


def test_the_text(
    write: Callable[..., str], finding: Finding, other: Finding, placed: Report, told: Totals
) -> None:
    text = write(JUnitRenderer(), [finding, other], [placed], told)
    parsed(text)
    assert (
        text
        == """\
<?xml version='1.0' encoding='utf-8'?>
<testsuites name="sse-conform check">
<testsuite name="chat.sse" tests="5" failures="2" errors="0" skipped="1" file="some captures/chat.http" time="8.402">
  <properties>
    <property name="outcome" value="truncated" />
    <property name="profile" value="ciniterflow" />
    <property name="events" value="13" />
    <property name="bytes" value="1893" />
  </properties>
  <testcase classname="chat.sse" name="format">
    <failure message="stream ends inside an event; 61 bytes are discarded" type="SSE105">\
chat.sse:14:1: error SSE105 stream ends inside an event; 61 bytes are discarded
  event 12, byte 1893 (some captures/chat.http:23)
  help: send an empty line after the last event
  spec: HTML standard 9.2.6
</failure>
    <system-out>\
chat.sse:2:3: warning SSE112 the value 'a ' of event ends in whitespace, which counts (known to the baseline)
  event 1, byte 7 (some captures/chat.http:11)
  help: send an empty line after the last event
  spec: HTML standard 9.2.6
SSE112 trailing-whitespace-in-control-field: 57 more places not shown
1 finding known to the baseline
</system-out>
  </testcase>
  <testcase classname="chat.sse" name="http">
    <skipped message="the capture has no response head" />
    <system-out>Not applicable, because the capture lacks the response head: SSE301, SSE303.
</system-out>
  </testcase>
  <testcase classname="chat.sse" name="order" />
  <testcase classname="chat.sse" name="values" />
  <testcase classname="chat.sse" name="baseline">
    <failure message="SSE401 (no field is named 'evnt'): the baseline has 2, and the stream 1; bring it up to date with --update-baseline" />
    <system-out>SSE112 (places not shown): the baseline has 0, and the stream 57
</system-out>
  </testcase>
</testsuite>
<testsuite name="page.html" tests="1" failures="0" errors="1" skipped="0">
  <testcase classname="page.html" name="input">
    <error message="it is a page of HTML or XML, not an event stream" type="unread" />
  </testcase>
</testsuite>
<testsuite name="sse-conform check" tests="1" failures="0" errors="0" skipped="1">
  <testcase classname="sse-conform check" name="passed over">
    <skipped message="passed over 2 files below captures/: 2 *.png; name a file to check it anyway" />
  </testcase>
</testsuite>
</testsuites>
"""
    )


@pytest.mark.parametrize(
    ("threshold", "outcome"), [(Level.ERROR, ""), (Level.WARNING, "failure"), (None, "")]
)
def test_what_makes_the_run_fail_makes_a_case_fail(
    write: Callable[..., str], other: Finding, report: Report, threshold: Level | None, outcome: str
) -> None:
    found = [attrs.evolve(other, baseline=baseline) for baseline in ("new", "known")]
    root = parsed(write(JUnitRenderer(threshold=threshold), found, [report], Totals()))
    assert cases(root) == {"format": outcome, "http": "skipped", "order": "", "values": ""}


def test_a_difference_from_the_baseline_fails_where_something_can(
    write: Callable[..., str], placed: Report
) -> None:
    outcomes = [
        cases(parsed(write(JUnitRenderer(threshold=threshold), [], [placed], Totals())))["baseline"]
        for threshold in (Level.ERROR, None)
    ]
    assert outcomes == ["failure", ""]


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("SSE105", "format"),
        ("SSE301", "http"),
        ("ORD104", "order"),
        ("ciniterflow:a/b", "values"),
        ("SSE802", "demands"),
    ],
)
def test_the_part_of_a_finding(
    write: Callable[..., str], finding: Finding, report: Report, code: str, part: str
) -> None:
    found = attrs.evolve(finding, code=code, help="")
    root = parsed(write(JUnitRenderer(), [found, found], [report], Totals()))
    assert cases(root)[part] == "failure"
    failure = root.find(".//failure")
    assert failure is not None
    assert str(failure.get("message")).endswith("(and 1 more)")


def test_an_interrupted_run_and_one_whose_check_failed(finding: Finding, totals: Totals) -> None:
    totals.interrupted = True
    renderer = JUnitRenderer()
    texts = [
        *renderer.begin(),
        *renderer.finding(finding),
        *renderer.finding(attrs.evolve(finding, source="b")),
    ]
    root = parsed("".join([*texts, *renderer.end(totals)]))
    assert [suite.get("name") for suite in root] == ["chat.sse", "b", "page.html", "sse-conform check"]
    assert cases(root) == {
        "format": "failure",
        "input": "error",
        "passed over": "skipped",
        "interrupted": "error",
    }


def test_a_report_of_another_stream_leaves_findings_where_they_were_found(
    finding: Finding, report: Report
) -> None:
    renderer = JUnitRenderer()
    texts = [*renderer.finding(attrs.evolve(finding, source="b")), *renderer.capture(report)]
    assert [text.split('"')[1] for text in texts] == ["b", "chat.sse"]


def test_strangers_do_nothing(write: Callable[..., str], hostile: Any) -> None:
    text = write(JUnitRenderer(), *hostile)
    assert all(line.isprintable() for line in text.split("\n"))
    root = parsed(text)
    assert {element.tag for element in root.iter()} <= {
        "testsuites", "testsuite", "testcase", "properties", "property", "failure", "error", "skipped", "system-out",
    }  # fmt: skip
    failure = root.find(".//failure")
    assert failure is not None
    assert str(failure.get("message")).startswith("\\x1b[31m\\r\\n::error::x%0A,:]]>&<b>")
