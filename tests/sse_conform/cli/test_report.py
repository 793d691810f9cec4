"""`sse-conform report`: a page, a comparison or metrics, wherever the streams come from, and a sentence where there is none."""

import json
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import sse_conform
from sse_conform import live
from sse_conform.captures import Capture, Chunk
from sse_conform.cli import report as report_command
from sse_conform.ending import Ending
from sse_conform.render import REPORT_FORMATS, Renderer

from .conftest import Run

GOOD = b'event: start\ndata: x\n\nevent: metadata\ndata: {"chatId":"c"}\n\nevent: end\ndata: [DONE]\n\n'
BROKEN = b"event: start\ndata: x\n\nevent: end\ndata: [DONE]\n\n"


def test_a_page_whatever_is_in_it(run: Run, captures: Path) -> None:
    (captures / "a.sse").write_bytes(BROKEN)
    result = run("report", "a.sse", "-o", "page.html")
    assert (result.exit_code, result.output) == (0, "")
    assert "missing metadata before end" in (captures / "page.html").read_text()


def test_a_page_on_standard_output_and_of_standard_input(run: Run) -> None:
    result = run("report", "-", stdin=BROKEN)
    assert result.exit_code == 0
    assert result.stdout.startswith("<!doctype html>")


def test_no_page_on_a_terminal(run: Run, captures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(report_command.sys, "stdout", Terminal())
    with pytest.raises(Exception, match=r"a page is not for the terminal: name a file, as in -o page\.html"):
        report_command._require_sense((), None, "html", False)
    report_command._require_sense((), Path("page.html"), "html", False)


def test_an_input_that_cannot_be_read_is_on_the_page_too(run: Run, captures: Path) -> None:
    (captures / "a.sse").write_bytes(GOOD)
    (captures / "b.sse").write_bytes(b"<html></html>")
    result = run("report", "a.sse", "b.sse", "c.sse", "-o", "page.html")
    assert result.exit_code == 2
    page = (captures / "page.html").read_text()
    assert "Inputs that could not be checked" in page
    assert '<b class="error">b.sse</b>' in page
    assert '<b class="error">c.sse</b>' in page


def test_two_captures_are_compared(run: Run, captures: Path) -> None:
    (captures / "a.sse").write_bytes(GOOD)
    (captures / "b.sse").write_bytes(BROKEN)
    result = run("report", "--compare", "a.sse", "b.sse", "-o", "page.html")
    assert result.exit_code == 0
    assert "2 events came through unchanged; 1 lost." in (captures / "page.html").read_text()


def test_a_recording_of_many_streams_is_not_compared(run: Run, captures: Path) -> None:
    (captures / "a.sse").write_bytes(GOOD)
    result = run("report", "--compare", "a.sse", "a.sse", "-o", "page.html")
    assert result.exit_code == 2
    assert "nothing was compared: that takes two streams, and the inputs have 1" in result.stderr
    assert "Nothing is compared" in (captures / "page.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--compare", "a.sse", "-o", "p"], "--compare takes two inputs, not 1"),
        (["--compare", "a", "b", "--format", "otlp-json"], "--compare makes a page"),
        (["-o", "p"], "nothing to check"),
        (["a.sse", "-o", "a.sse"], "is an input too"),
        (["a.sse", "--format", "pdf"], "'pdf' is not one of"),
    ],
)
def test_wrong_usage(run: Run, captures: Path, arguments: list[str], sentence: str) -> None:
    (captures / "a.sse").write_bytes(GOOD)
    result = run("report", *arguments)
    assert result.exit_code == 2
    assert sentence in " ".join(result.stderr.split())


def test_no_metric_of_captures_without_times(run: Run, captures: Path) -> None:
    for number in range(7):
        (captures / f"{number}.sse").write_bytes(GOOD)
    result = run("report", "1.sse", "--format", "otlp-json")
    assert result.exit_code == 2
    assert json.loads(result.stdout) == {"resourceMetrics": []}
    assert (
        result.stderr
        == "sse-conform: 1.sse: without times, and so without metrics; a live stream has times\n"
    )
    result = run("report", ".", "--format", "otlp-json", "-o", "m.json")
    assert ".sse and 2 more: without times" in result.stderr


def test_metrics_of_a_live_stream(run: Run, captures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def fetch(request: live.Request, _patience: live.Patience) -> Generator[Capture]:
        yield Capture(request.url, "live", "timed", None, iter([Chunk(GOOD, 0.25), Ending()]))

    monkeypatch.setattr(live, "fetch", fetch)
    (captures / "a.sse").write_bytes(GOOD)
    result = run("report", "http://example.com/x", "a.sse", "--format", "otlp-json")
    assert result.exit_code == 0
    assert "a.sse: without times" in result.stderr
    (scope,) = json.loads(result.stdout)["resourceMetrics"][0]["scopeMetrics"]
    assert scope["schemaUrl"] == "https://opentelemetry.io/schemas/1.41.0"
    point = scope["metrics"][0]["histogram"]["dataPoints"][0]
    assert (point["sum"], int(point["timeUnixNano"]) > 1.7e18) == (0.25, True)
    assert run("report", "http://example.com/x", "--format", "otlp-json").stderr == ""


def test_a_page_of_a_check(run: Run, captures: Path) -> None:
    (captures / "a.sse").write_bytes(BROKEN)
    result = run("check", "a.sse", "--format", "html:page.html")
    assert result.exit_code == 1
    assert "missing metadata before end" in result.stdout
    assert "missing metadata before end" in (captures / "page.html").read_text()


@pytest.mark.parametrize("arguments", [["report", "a.sse"], ["check", "a.sse", "--format", "html"]])
def test_without_the_extra(
    run: Run, captures: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    (captures / "a.sse").write_bytes(GOOD)
    for name in [
        name
        for name in sys.modules
        if name.startswith(("sse_conform.render.page", "sse_conform.render.html"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("jinja2", "markupsafe"):
        monkeypatch.setitem(sys.modules, name, None)
    result = run(*arguments)
    assert result.exit_code == 2
    assert "the format html cannot be written: jinja2 is not installed" in " ".join(result.stderr.split())
    assert 'pip install "sse-conform[report]"' in " ".join(result.stderr.split())


def test_another_import_error_is_a_fault(run: Run, captures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (captures / "a.sse").write_bytes(GOOD)
    monkeypatch.delitem(sys.modules, "sse_conform.render.html", raising=False)
    monkeypatch.setitem(sys.modules, "sse_conform.render.page", None)
    assert run("report", "a.sse").exit_code == 4


@pytest.mark.parametrize("format", list(REPORT_FORMATS), ids=lambda format: format.name)
def test_each_format_is_a_renderer_and_is_documented(format: Any) -> None:
    assert issubclass(format.load(), Renderer)
    page = Path(__file__).parents[3] / "docs" / "report.md"
    assert f"`{format.name}`" in page.read_text(encoding="utf-8")
    assert sse_conform._BRINGS["jinja2"] == "sse-conform[report]"
