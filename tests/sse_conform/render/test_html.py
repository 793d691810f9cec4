"""The page of a check: its findings in place, and where the events are to be seen."""

from attrs import evolve

from sse_conform.finding import Finding
from sse_conform.render import Totals
from sse_conform.render.html import HtmlRenderer
from sse_conform.report import FilePlace, Report


def test_findings_stand_under_their_capture(finding: Finding, report: Report, totals: Totals) -> None:
    renderer = HtmlRenderer()
    assert "".join([*renderer.begin(), *renderer.finding(finding), *renderer.capture(report)]) == ""
    text = "".join(renderer.end(totals))
    assert text.startswith("<!doctype html>\n")
    assert "stream ends inside an event; 61 bytes are discarded" in text
    assert "<b>14</b><mark>data: </mark>{&#34;chatId&#34;:&#34;3f1c&#34;}" in text
    assert "send an empty line after the last event" in text
    assert (
        f'<a href="{finding.url}" target="_blank" rel="noreferrer noopener">HTML standard 9.2.6</a>' in text
    )
    assert "The capture lacks the response head: SSE301 content-type-missing-or-wrong" in text
    assert "trailing-whitespace-in-control-field: 57 more places not shown" in text
    assert '<b class="error">page.html</b>: it is a page of HTML or XML, not an event stream' in text
    assert "are on the page that <code>sse-conform report</code> makes" in text


def test_the_line_of_the_file_that_holds_the_stream(finding: Finding, report: Report, totals: Totals) -> None:
    renderer = HtmlRenderer()
    list(renderer.finding(finding))
    list(renderer.capture(evolve(report, place=FilePlace("tape.yaml", 100, is_verbatim=True))))
    assert "; line 113 of tape.yaml" in "".join(renderer.end(totals))


def test_findings_of_a_check_that_broke_off_are_told_too(
    finding: Finding, report: Report, totals: Totals
) -> None:
    renderer = HtmlRenderer()
    for source in ("one.sse", "two.sse", "chat.sse"):
        list(renderer.finding(evolve(finding, source=source)))
    list(renderer.capture(evolve(report, source="three.sse")))
    list(renderer.finding(evolve(finding, source="four.sse")))
    text = "".join(renderer.end(totals))
    assert text.count("The check of this input broke off") == 4
    assert text.count("61 bytes are discarded") == 4
