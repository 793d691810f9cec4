"""TAP: a test for each stream, with a subtest for each part of the check; its lines are ours."""

import json
import re
from collections.abc import Callable
from typing import Any

from sse_conform.finding import Finding
from sse_conform.render import TapRenderer, Totals
from sse_conform.report import Report

POINT = re.compile(r"(?:not )?ok [0-9]+ - ((?:[^\\#]|\\.)*?)(?: # SKIP ((?:[^\\#]|\\.)*))?")


def test_the_text(
    write: Callable[..., str], finding: Finding, other: Finding, placed: Report, told: Totals
) -> None:
    text = write(TapRenderer(), [finding, other], [placed], told)
    values = [
        json.loads(line.partition("- ")[2]) for line in text.split("\n") if line.startswith(" " * 8 + "- {")
    ]
    assert [(each["code"], each["file"], each["file_line"]) for each in values] == [
        ("SSE105", "some captures/chat.http", 23),
        ("SSE112", "some captures/chat.http", 11),
    ]
    assert (
        re.sub(r"- \{.*\}", "- {...}", text)
        == """\
TAP version 14
# Subtest: chat.sse
    1..5
    not ok 1 - format
      ---
      message: "stream ends inside an event; 61 bytes are discarded"
      findings:
        - {...}
      others:
        - {...}
      notes:
        - "SSE112 trailing-whitespace-in-control-field: 57 more places not shown"
        - "1 finding known to the baseline"
      ...
    ok 2 - http # SKIP the capture has no response head
      ---
      notes:
        - "Not applicable, because the capture lacks the response head: SSE301, SSE303."
      ...
    ok 3 - order
    ok 4 - values
    not ok 5 - baseline
      ---
      message: "SSE401 (no field is named 'evnt'): the baseline has 2, and the stream 1; bring it up to date with --update-baseline"
      notes:
        - "SSE112 (places not shown): the baseline has 0, and the stream 57"
      ...
not ok 1 - chat.sse (truncated)
not ok 2 - page.html
  ---
  message: "it is a page of HTML or XML, not an event stream"
  ...
ok 3 - passed over # SKIP passed over 2 files below captures/: 2 *.png; name a file to check it anyway
1..3
"""
    )


def test_an_interrupted_run_bails_out(finding: Finding, report: Report, totals: Totals) -> None:
    totals.interrupted = True
    totals.unread.clear()
    totals.skipped.clear()
    renderer = TapRenderer()
    text = "".join([*renderer.begin(), *renderer.finding(finding), *renderer.end(totals)])
    assert text.splitlines()[-2:] == ["not ok 1 - chat.sse", "Bail out! interrupted: this report is partial"]
    assert '"file"' not in text


def test_strangers_do_nothing(write: Callable[..., str], hostile: Any) -> None:
    text = write(TapRenderer(), *hostile)
    assert all(line.isprintable() for line in text.split("\n"))
    points = [line.strip() for line in text.split("\n") if re.match(r" *(not )?ok ", line)]
    assert len(points) == 6
    assert all(POINT.fullmatch(point) for point in points)
    assert not re.search(r"^\s*Bail out", text, re.MULTILINE)
