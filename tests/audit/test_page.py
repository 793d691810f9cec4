"""The page of an audit: the figures, what is new, and nothing of a stranger that does anything."""

import re
import sys
from pathlib import Path

import pytest

from sse_conform.audit import Audit, AuditError, Options, Store, planned, work
from sse_conform.audit import _plan as plan_module
from sse_conform.audit.page import Figures, figures, html

from .conftest import CUT, WHOLE, Run, audited


@pytest.fixture
def told(folder: Path, tmp_path: Path) -> Figures:
    audited(folder, tmp_path / "out")
    return figures(Store(str(tmp_path / "out")), by=["model"])


def test_the_figures(told: Figures) -> None:
    assert (told.streams, told.checked, told.faulty, told.tasks, told.done) == (6, 6, 3, 1, 1)
    assert [(each.profile, each.outcome, each.streams) for each in told.outcomes] == [
        ("openai-compatible", "completed", 3),
        ("openai-compatible", "truncated", 3),
    ]
    worst = told.faults[0]
    assert (worst.code, worst.group, worst.streams, worst.of) == (
        "ORD202",
        ("openai-compatible", "large"),
        2,
        3,
    )
    assert worst.share == pytest.approx(2 / 3)
    assert (worst.before, worst.is_new) == (None, False)
    assert worst.example.stream.endswith("in/model=large/2026-12-01/0.sse")
    assert worst.example.message
    assert told.skipped == (("plain text", 1),)
    assert ("http", "the capture has no response head", 6) in told.unchecked


@pytest.mark.parametrize(
    ("tagged", "words"),
    [
        pytest.param("in", "the tag 'modle'; its tags are model", id="another tag"),
        pytest.param("plain", "the tag 'modle'; it has no tags", id="no tags"),
    ],
)
def test_a_tag_that_no_row_has(folder: Path, tmp_path: Path, tagged: str, words: str) -> None:
    (folder.parent / "plain").mkdir()
    (folder.parent / "plain" / "a.sse").write_bytes(WHOLE)
    audited(folder.parent / tagged, tmp_path / "out")
    with pytest.raises(AuditError, match=words):
        figures(Store(str(tmp_path / "out")), by=["modle"])


def test_the_page(told: Figures) -> None:
    page = html(told)
    assert '2</td>\n<td class="number">66.7%' in page
    assert "choice 0 is left open at the end of the stream" in page
    assert not re.search(r"<script|<link|<img|src=", page)


def test_what_is_new(folder: Path, tmp_path: Path, told: Figures, run: Run) -> None:
    for path in folder.rglob("*.sse"):
        path.write_bytes(WHOLE)
    audited(folder, tmp_path / "before")
    now = figures(Store(str(tmp_path / "out")), by=["model"], earlier=Store(str(tmp_path / "before")))
    assert {fault.is_new for fault in now.faults} == {True}
    assert {fault.before for fault in now.faults} == {0.0}
    page = html(now)
    assert '<span class="new">new</span>' in page
    assert "0.0%" in page
    assert "No rule found anything" in html(figures(Store(str(tmp_path / "before"))))
    result = run("audit", "report", tmp_path / "out", "--by", "model", "--since", tmp_path / "before")
    assert result.exit_code == 0
    assert result.stdout == page


def test_what_is_no_longer_there_is_not_called_new(folder: Path, tmp_path: Path, told: Figures) -> None:
    again = figures(Store(str(tmp_path / "out")), earlier=Store(str(tmp_path / "out")))
    assert not any(fault.is_new for fault in again.faults)
    assert all(fault.before == fault.share for fault in again.faults)


def test_strangers_write_nothing_into_the_page(tmp_path: Path) -> None:
    place = tmp_path / "in" / "model=<b onclick=x>"
    place.mkdir(parents=True)
    (place / "<script>.sse").write_bytes(
        b"<script>alert(1)</script>: x\n\ndata: <img src=x onerror=y>\n\nevent\n"
    )
    audited(tmp_path / "in", tmp_path / "out")
    page = html(figures(Store(str(tmp_path / "out")), by=["model"]))
    assert not re.search(r"<script|<img|<b ", page)
    assert "&lt;script&gt;" in page


def test_an_audit_that_is_not_finished(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_module, "TASK_FILES", 2)
    audit = Audit((Store(str(folder)),), Store(str(tmp_path / "out")), Options(), None)
    plan = planned(audit)
    work(audit, plan.tasks[0])
    (tmp_path / "out" / "tasks" / "other.tmp").write_text("no note")
    # What a killed worker left behind is in no figure.
    (tmp_path / "out" / "streams" / f"part-{plan.tasks[1].name}.parquet").write_bytes(b"half")
    page = html(figures(Store(str(tmp_path / "out"))))
    assert "Not finished: 1 of 4 tasks are done" in page


def test_rows_that_are_left_out_are_counted(
    told: Figures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sse_conform.audit.page._figures.MOST_ROWS", 1)
    few = figures(Store(str(tmp_path / "out")), by=["model"])
    assert len(few.faults) == 1
    assert few.more_faults == len(told.faults) - 1
    assert f"{few.more_faults} more rows are left out" in html(few)


def test_streams_that_could_not_be_checked(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "half.http").write_bytes(b"HTTP/1.1 200 OK\r\n")
    (tmp_path / "in" / "x.sse").write_bytes(CUT)
    audited(tmp_path / "in", tmp_path / "out")
    told = figures(Store(str(tmp_path / "out")))
    ((problem, number, example),) = told.problems
    assert (number, example) == (1, f"{tmp_path}/in/half.http")
    assert problem in html(told)


def test_a_folder_without_an_audit(tmp_path: Path, run: Run) -> None:
    result = run("audit", "report", tmp_path)
    assert result.exit_code == 2
    assert "has no audit; name the folder that `sse-conform audit run` wrote" in result.output


@pytest.mark.parametrize("command", ["run", "report"])
def test_without_what_an_audit_needs(
    tmp_path: Path, run: Run, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [each for each in sys.modules if each.startswith("sse_conform.audit")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run("audit", command, tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert 'pyarrow is not installed; install it with: pip install "sse-conform[audit]"' in result.output
