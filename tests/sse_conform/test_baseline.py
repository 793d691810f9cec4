"""A baseline knows findings wherever they stand, says what no longer occurs, and is read back as it was written."""

import json
from collections import Counter
from pathlib import Path

import attrs
import pytest

from sse_conform.baseline import (
    Baseline,
    BaselineError,
    Entry,
    Streams,
    baseline_text,
    load_baseline,
    stream_name,
    was_checked,
)
from sse_conform.finding import Level, Position
from sse_conform.redaction import Redactor
from sse_conform.report import Drift, NotApplicable, Part, Report, RuleTotal
from sse_conform.rules import Selection

from .findings import a_finding

FINDING = a_finding(message="61 bytes of event 3f1c are not UTF-8", source="a.sse", kind="token")
ENTRY = Entry("SSE105", "token", "# bytes of event # are not UTF-8")
REPORT = Report(
    "a.sse", 1, 9, (), "ended", "openai-chat", "", None, (), parts=(Part("order", ""),)
)  # fmt: skip
ALL = Selection()


def judged(
    known: Counter[Entry], number: int, report: Report = REPORT, **settings: bool
) -> tuple[list[str], Report, Streams]:
    """The states of so many findings, the report, and the next baseline."""
    baseline = Baseline({"a.sse": known}, Path(), lambda finding: finding, **settings)
    stream = baseline.stream("a.sse")
    states = [each.baseline for each in stream.judge([FINDING] * number)]
    return states, stream.conclude(report, ALL), baseline.next


def test_a_fingerprint_has_no_place() -> None:
    assert FINDING.context == "# bytes of event # are not UTF-8"
    moved = attrs.evolve(FINDING, pos=Position(7, 3, 3, 3), message="7 bytes of event 3f1d are not UTF-8")
    assert (moved.context, moved.fingerprint) == (FINDING.context, FINDING.fingerprint)
    for other in ({"code": "SSE106"}, {"kind": ""}, {"message": "61 bytes are not UTF-8"}):
        assert attrs.evolve(FINDING, **other).fingerprint != FINDING.fingerprint


@pytest.mark.parametrize(
    ("known", "states", "drift"),
    [
        pytest.param(0, ["new", "new"], (), id="none"),
        pytest.param(1, ["known", "new"], (), id="fewer"),
        pytest.param(2, ["known", "known"], (), id="all"),
        pytest.param(3, ["known", "known"], (Drift("SSE105", ENTRY.context, 3, 2),), id="more"),
    ],
)
def test_findings_are_counted(known: int, states: list[str], drift: tuple[Drift, ...]) -> None:
    found, report, following = judged(Counter({ENTRY: known}), 2)
    assert (found, report.drift) == (states, drift)
    assert report.known == (((Level.ERROR, min(known, 2)),) if known else ())
    assert following == {"a.sse": Counter({ENTRY: 2})}


def test_places_that_are_only_counted() -> None:
    report = attrs.evolve(REPORT, totals=(RuleTotal("SSE105", "a", Level.ERROR, 20, 77),))
    counted = Entry("SSE105")
    for known, drift in (
        (57, ()),
        (56, (Drift("SSE105", "", 56, 57),)),
        (58, (Drift("SSE105", "", 58, 57),)),
    ):
        _, judgement, following = judged(Counter({counted: known}), 0, report)
        assert (judgement.drift, following["a.sse"]) == (drift, Counter({counted: 57}))
    repeated = attrs.evolve(REPORT, totals=(RuleTotal("SSE105", "a", Level.ERROR, 1, 77),))
    assert judged(Counter(), 0, repeated)[1].drift == ()
    assert [each.is_stale for each in (Drift("a", "", 56, 57), Drift("a", "", 58, 57))] == [False, True]


def test_an_update_takes_all_for_known() -> None:
    states, report, following = judged(Counter({Entry("SSE401"): 1}), 1, accepts_all=True)
    assert (states, report.drift, following) == (["known"], (), {"a.sse": Counter({ENTRY: 1})})


def test_what_was_not_checked_stays_known() -> None:
    stopped = attrs.evolve(REPORT, notice="the check stopped")
    for number in (0, 1, 3):
        _, report, following = judged(Counter({ENTRY: 2}), number, stopped)
        assert report.drift == ()
        assert following == {"a.sse": Counter({ENTRY: max(number, 2)})}


@pytest.mark.parametrize(
    ("code", "report", "selection", "expected"),
    [
        ("SSE105", REPORT, ALL, True),
        ("SSE105", attrs.evolve(REPORT, notice="it stopped"), ALL, False),
        ("SSE105", REPORT, Selection(ignore=("SSE1",)), False),
        ("SSE105", attrs.evolve(REPORT, not_applicable=(NotApplicable("SSE105", "", ""),)), ALL, False),
        ("SSE203", REPORT, ALL, False),
        ("SSE203", REPORT, Selection(extend_select=("SSE203",)), True),
        ("ORD101", REPORT, ALL, True),
        ("ORD101", attrs.evolve(REPORT, parts=()), ALL, False),
        ("openai-chat:a", REPORT, ALL, True),
        ("openai-chat:a", REPORT, Selection(ignore=("openai-chat:",)), False),
        ("ciniterflow:a", REPORT, ALL, False),
    ],
)  # fmt: skip
def test_what_was_checked(code: str, report: Report, selection: Selection, expected: bool) -> None:
    assert was_checked(code, report, selection) is expected


def test_streams_that_were_not_checked_are_named_and_kept() -> None:
    known = {"a.sse": Counter({ENTRY: 1}), "b.sse": Counter({ENTRY: 2})}
    baseline = Baseline(known, Path(), lambda finding: finding)
    baseline.stream("a.sse").conclude(REPORT, ALL)
    assert baseline.unseen == ["b.sse"]
    assert baseline.next == {"a.sse": Counter(), "b.sse": Counter({ENTRY: 2})}


def test_no_secret_gets_into_it() -> None:
    baseline = Baseline({}, Path(), Redactor(["sk-secret-abcdef"]).finding)
    stream = baseline.stream("a.sse")
    stream.judge([attrs.evolve(FINDING, message="sk-secret-abcdef is wrong")])
    stream.conclude(REPORT, ALL)
    assert "secret" not in baseline_text(baseline.next)


def test_the_text_is_in_order_and_reads_back(tmp_path: Path) -> None:
    streams = {
        "b.sse": Counter({ENTRY: 1, Entry("SSE101", "\x1b", "\ud800 \u202e"): 2}),
        "a.sse": Counter({ENTRY: 1}),
        "clean.sse": Counter[Entry](),
    }
    text = baseline_text(streams)
    assert text.isascii()
    assert [line.split('"')[3] for line in text.splitlines() if "code" in line] == [
        "SSE105",
        "SSE101",
        "SSE105",
    ]
    assert baseline_text(dict(reversed(streams.items()))) == text
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    assert load_baseline(path) == {name: entries for name, entries in streams.items() if entries}


def test_an_empty_one_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(baseline_text({}), encoding="utf-8")
    assert load_baseline(path) == {}


GOOD = {"code": "SSE105", "kind": "", "context": "", "count": 1}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        (b"\xff", "is not JSON"),
        ([], "it is no object"),
        ({"v": 1}, "it has no streams that is an object"),
        ({"streams": {}}, "it has no v that is a whole number"),
        ({"v": True, "streams": {}}, "it has no v that is a whole number"),
        ({"v": 2, "streams": {}}, "its version is 2, and this sse-conform reads 1"),
        ({"v": 1, "streams": {"a": 1}}, "the stream 'a' is no array"),
        ({"v": 1, "streams": {"a": [1]}}, "entry 1 of the stream 'a' is no object"),
        ({"v": 1, "streams": {"a": [GOOD, {**GOOD, "code": 1}]}}, "entry 2 of the stream 'a' has no code that is a string"),
        ({"v": 1, "streams": {"a": [{**GOOD, "count": 0}]}}, "entry 1 of the stream 'a' has the count 0"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, text: object, words: str) -> None:
    path = tmp_path / "baseline.json"
    raw = text if isinstance(text, bytes) else (text if isinstance(text, str) else json.dumps(text)).encode()
    path.write_bytes(raw)
    with pytest.raises(BaselineError, match=words):
        load_baseline(path)


def test_one_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="cannot be read: Is a directory"):
        load_baseline(tmp_path)
    with pytest.raises(BaselineError, match=r"there is no baseline .*; --update-baseline makes one"):
        load_baseline(tmp_path / "none.json")


def test_names_of_streams(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert stream_name("captures/a.sse", Path("base")) == "../captures/a.sse"
    assert stream_name(str(tmp_path / "a.sse"), Path()) == "a.sse"
    assert stream_name("-", tmp_path) == "-"
    assert stream_name("https://example.com/a", tmp_path) == "https://example.com/a"

    def relpath(_path: str, _start: Path) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("os.path.relpath", relpath)
    assert stream_name("a.sse", Path()) == (tmp_path / "a.sse").as_posix()
