"""The check of one stream: where findings are, what ends it, and what its report says."""

import attrs
import pytest

from sse_codec import ClosedError
from sse_codec.ordering import load_profile, parse_profile
from sse_conform.check import StreamCheck
from sse_conform.finding import CUT, EXCERPT_WIDTH, Finding, Level, Position
from sse_conform.head import ResponseHead
from sse_conform.report import NotApplicable
from sse_conform.rules import Selection

from ..findings import a_finding

COMPLETE = (
    b"event: start\ndata:\n\nevent: token\ndata: a\n\n"
    b'event: metadata\ndata: {"chatId":"c"}\n\nevent: end\ndata: [DONE]\n\n'
)


def run(*chunks: bytes, ending: str = "eof", **options: object) -> tuple[list[Finding], StreamCheck]:
    check = StreamCheck("stream", **{"profile": None, **options})
    found = [finding for chunk in chunks for finding in check.feed(chunk)]
    return found + check.close(ending), check


def test_a_finding_says_everything() -> None:
    (finding,), _ = run(b"data: a\n\nevent: end\ndata: b\n")
    assert finding == a_finding(
        kind="",
        message="the stream ends inside an event; 19 bytes are discarded",
        source="stream",
        pos=Position(byte=20, line=4, col=1, event=2),
        span=7,
        excerpt=((3, b"event: end"), (4, b"data: b")),
    )


def test_a_finding_of_the_order_says_everything() -> None:
    (finding,), _ = run(COMPLETE + b"event: end\ndata: [DONE]\n\n", profile=load_profile("ciniterflow"))
    assert finding.pos == Position(byte=len(COMPLETE), line=13, col=1, event=5)
    assert (finding.code, finding.name, finding.level) == ("ORD103", "event-after-end", Level.ERROR)
    assert (finding.basis, finding.source, finding.span) == ("profile", "stream", 25)
    assert finding.message == "end after the end of the stream"
    assert finding.help == "send nothing after the end: readers have stopped reading"
    assert finding.spec == "profile ciniterflow: CiniterFlow documentation, Using the API, Streaming"
    assert finding.url == ""
    assert finding.excerpt == ((13, b"event: end"),)


DEFAULTS = {"baseline", "caret"}
"""Fields whose default is what a check says here."""


@pytest.mark.parametrize(
    ("stream", "method"),
    [
        pytest.param(b"event: a\ndata: \0\n\n", "add_mark", id="of a rule"),
        pytest.param(COMPLETE + b"event: end\ndata: [DONE]\n\n", "add_order", id="of the order"),
    ],
)
def test_each_field_is_filled(stream: bytes, method: str) -> None:
    selection = Selection(select=("SSE206", "ORD103"))
    (finding,), _ = run(stream, profile=load_profile("ciniterflow"), selection=selection)
    for field in attrs.fields(Finding):
        assert field.name in DEFAULTS or getattr(finding, field.name) != field.default, (
            f"fill {field.name} in {method} of check/_findings.py, or name it in DEFAULTS of this test"
        )


COLUMNS = [
    pytest.param(b"data: a\x00\n\n", 7, 8, id="ASCII"),
    pytest.param("data: é€🐦\0\n\n".encode(), 15, 10, id="characters, not bytes"),
    pytest.param(b"\xef\xbb\xbfdata: \x00\n\n", 9, 7, id="the byte order mark has no width"),
    pytest.param(b"data: \xff\x80\x00\n\n", 8, 9, id="what is no text counts as its replacements do"),
]


@pytest.mark.parametrize(("stream", "byte", "col"), COLUMNS)
def test_columns_count_characters(stream: bytes, byte: int, col: int) -> None:
    (finding,), _ = run(stream, selection=Selection(select=("SSE206",)))
    assert (finding.pos.byte, finding.pos.col) == (byte, col)


EXCERPTS = [
    pytest.param(b"data: a\x00\n\n", ((1, b"data: a\0"),), 7, id="one line"),
    pytest.param(b"data: a\r\ndata: b\r\ndata: c\r\ndata: \x00\r\n\r\n", ((2, b"data: b"), (3, b"data: c"), (4, b"data: \0")), 6, id="two lines before it, CR LF"),
    pytest.param(b"data: a\rdata: \x00\r\r", ((1, b"data: a"), (2, b"data: \0")), 6, id="lines that end in CR"),
    pytest.param(b"data: b\n\ndata: \x00\n\n", ((3, b"data: \0"),), 6, id="nothing of the block before"),
    pytest.param(b"data: \x00", ((1, b"data: \0"),), 6, id="a line without an end"),
    pytest.param(b"x: " + b"y" * 200 + b"\ndata: " + b"z" * 194 + b"\0" + b"z" * 300 + b"\n\n", ((1, b"x: " + b"y" * 157 + CUT), (2, CUT + b"z" * 60 + b"\0" + b"z" * 99 + CUT)), 63, id="a long line around the place"),
    pytest.param(b"data: " + b"z" * 194 + b"\0" + b"z" * 10 + b"\n\n", ((1, CUT + b"z" * 149 + b"\0" + b"z" * 10),), 152, id="the end of a long line"),
    pytest.param(b"data: \0" + b"z" * 300 + b"\n\n", ((1, b"data: \0" + b"z" * 153 + CUT),), 6, id="the beginning of a long line"),
]  # fmt: skip


@pytest.mark.parametrize(("stream", "excerpt", "caret"), EXCERPTS)
def test_excerpts(stream: bytes, excerpt: tuple[tuple[int, bytes], ...], caret: int) -> None:
    (finding,), _ = run(stream, selection=Selection(select=("SSE206",)))
    assert (finding.excerpt, finding.caret) == (excerpt, caret)
    assert max(len(line.replace(CUT, b"")) for _, line in finding.excerpt) <= EXCERPT_WIDTH


def test_the_end_is_shown_with_the_lines_before_it() -> None:
    (finding,), _ = run(b"data: a\n\n", selection=Selection(select=("SSE405",)))
    assert finding.pos == Position(byte=9, line=3, col=1, event=2)
    assert finding.excerpt == ((1, b"data: a"), (2, b""), (3, b""))


def test_the_end_inside_a_line_is_behind_its_last_character() -> None:
    (finding,), _ = run("data: a\n\n: é".encode(), selection=Selection(select=("SSE405",)))
    assert finding.pos == Position(byte=13, line=3, col=4, event=2)
    assert (finding.excerpt, finding.caret) == (((3, ": é".encode()),), 4)


def test_the_head_has_no_excerpt() -> None:
    (finding,), _ = run(b"data: a\n\n", head=ResponseHead("2", 500))
    assert (finding.pos, finding.excerpt) == (Position(0, 1, 1, 1), ())


FIDELITIES = [
    pytest.param("bytes", (None, None), (None, None), id="bytes: neither chunk nor time"),
    pytest.param("chunks", (1, None), (3, None), id="chunks"),
    pytest.param("timed", (1, 0.5), (3, 2.5), id="chunks and times"),
]


@pytest.mark.parametrize(("fidelity", "first", "second"), FIDELITIES)
def test_chunk_and_time_of_a_place(fidelity: str, first: tuple, second: tuple) -> None:
    check = StreamCheck("stream", profile=None, fidelity=fidelity)
    times = (0.5, 1.5, 2.5) if fidelity == "timed" else (None, None, None)
    chunks = (b"Data: a\n", b"\n", b"Data: b\n\n")
    found = [finding for chunk, t in zip(chunks, times, strict=True) for finding in check.feed(chunk, t)]
    assert [(finding.pos.chunk, finding.pos.t) for finding in found] == [first, second]
    assert check.report.duration == (2.5 if fidelity == "timed" else None)


def test_the_time_of_a_stream_runs_to_its_end() -> None:
    check = StreamCheck("stream", profile=None, fidelity="timed")
    check.feed(b"data: a\n\n", 0.5)
    check.close("timeout", "nothing came for 2 s", 2.5)
    assert check.report.duration == 2.5
    assert check.report.notice == "the check stopped: nothing came for 2 s"


def test_bytes_of_what_may_be_no_stream_are_of_no_event() -> None:
    check = StreamCheck("stream", profile=None)
    check.feed(b'{"a": 1}')
    check.close("stopped", "the answer is no event stream")
    assert check.report.notice == "the check stopped: the answer is no event stream"


def test_empty_chunks_are_no_chunks() -> None:
    check = StreamCheck("stream", profile=None, fidelity="chunks")
    assert check.feed(b"") == []
    (finding,) = check.feed(b"Data: a\n\n")
    assert finding.pos.chunk == 1


def test_a_chunk_that_is_long_past_is_not_guessed() -> None:
    check = StreamCheck("stream", profile=None, fidelity="chunks")
    assert check.feed(b"Data: a\n") == []
    for _ in range(65_536):
        check.feed(b":\n")
    (finding,) = check.feed(b"\n")
    assert finding.pos.chunk is None


def test_findings_of_a_block_are_in_the_order_of_their_places() -> None:
    stream = b"event: start\ndata:\n \nevent: token\ndata: \xff\n\n"
    found, _ = run(stream, profile=load_profile("ciniterflow"))
    # The blank line with a space is no blank line, and one was meant: so the start is not missing.
    assert [finding.code for finding in found] == ["SSE113", "SSE201", "ORD104"]


def test_a_finding_comes_with_the_chunk_that_settles_it() -> None:
    check = StreamCheck("stream", profile=None)
    assert check.feed(b"Data: a\n") == []
    assert [finding.code for finding in check.feed(b"\nda")] == ["SSE108"]
    assert [finding.code for finding in check.close()] == ["SSE105"]


def test_a_head_is_judged_without_a_byte() -> None:
    check = StreamCheck("stream", profile=None, head=ResponseHead("1.1", 404))
    assert [finding.code for finding in check.feed(b"")] == ["SSE303"]
    assert check.feed(b"") == []


def test_a_closed_check_says_so() -> None:
    check = StreamCheck("stream")
    check.feed(b"data: a\n\n")
    check.close()
    with pytest.raises(ClosedError, match="make a new StreamCheck"):
        check.feed(b"")
    with pytest.raises(ClosedError, match="make a new StreamCheck"):
        check.close()


def test_the_check_stops_after_so_many_events() -> None:
    check = StreamCheck("stream", profile=load_profile("ciniterflow"), max_events=2)
    assert check.feed(COMPLETE + b"Data: lost\n\n") == []
    assert check.done
    assert check.report.outcome == "stopped"
    assert check.feed(b"Data: lost\n\n") == []
    assert check.close() == []
    assert check.report.events == 2
    assert check.report.bytes == len(COMPLETE) + 24
    assert check.report.notice == (
        "the check stopped after 2 events, as it was told; the order still awaited metadata, end"
    )


def test_what_was_complete_before_the_stop_is_complete() -> None:
    _, check = run(COMPLETE, b"more", profile=load_profile("ciniterflow"), max_events=4)
    assert check.report.outcome == "completed"


def test_nothing_is_missing_from_a_stream_that_we_stopped() -> None:
    found, check = run(
        b"data: a\n\ndata: b", ending="stopped", selection=Selection(select=("ALL",)), profile="auto"
    )
    assert found == []
    assert (check.report.outcome, check.report.events) == ("stopped", 1)


def test_the_unfinished_end_of_a_stream_that_we_stopped_is_not_judged() -> None:
    found, check = run(b'{"a": 1}', ending="stopped")
    assert (found, check.report.outcome, check.report.sniffed) == ([], "stopped", None)


OVER = [
    pytest.param((b"data: a\n\n", b"data: " + b"b" * 100), id="in its own chunk"),
    pytest.param((b"data: a\n\ndata: " + b"b" * 100,), id="behind an event in the same chunk"),
    pytest.param((b"data: a\n\ndata: ", b"b" * 100, b"\n\n", b"Data: c\n\n"), id="with more behind it"),
]


@pytest.mark.parametrize("chunks", OVER)
def test_an_event_over_the_limit_ends_the_check(chunks: tuple[bytes, ...]) -> None:
    (finding,), check = run(
        *chunks, max_event_size=64, profile=load_profile("ciniterflow"), selection=Selection(select=("SSE",))
    )
    assert (finding.code, finding.pos.byte, finding.pos.line, finding.pos.event) == ("SSE507", 9, 3, 2)
    assert finding.message == "the event is larger than 64 bytes; from here on the stream is not checked"
    assert check.done
    report = check.report
    assert report.notice == (
        "from byte 9 on the stream was not checked: an event is too large; the order still awaited start, metadata, end"
    )
    assert (report.outcome, report.events, report.bytes) == ("stopped", 1, sum(map(len, chunks)))


def test_without_a_limit_any_event_is_checked() -> None:
    found, check = run(b"data: " + b"b" * 17_000_000 + b"\n\n", max_event_size=None)
    assert ([finding.code for finding in found], check.report.events) == (["SSE507"], 1)


OUTCOMES = [
    pytest.param(b"data: a\n\n", "eof", "ended", id="no profile, whole"),
    pytest.param(b"data: a\n\ndata: b", "eof", "truncated", id="no profile, inside an event"),
    pytest.param(b"data: a\n\n: b", "eof", "ended", id="no profile, inside a comment"),
    pytest.param(b"data: a\n\n", "reset", "truncated", id="no profile, reset"),
    pytest.param(b"data: a\n\n", "incomplete", "truncated", id="no profile, an incomplete body"),
    pytest.param(b"data: a\n\n", "timeout", "truncated", id="no profile, silence"),
    pytest.param(b"data: a\n\n", "short", "truncated", id="no profile, too short"),
    pytest.param(b"data: a\n\n", "corrupt", "truncated", id="no profile, damaged"),
    pytest.param(b"data: a\n\n", "unfinished", "truncated", id="no profile, compressed data that breaks off"),
    pytest.param(b"data: a\n\n", "stopped", "stopped", id="no profile, stopped"),
    pytest.param(b"data: a\n\n", "time-up", "stopped", id="no profile, the time was up"),
    pytest.param(COMPLETE, "eof", "completed", id="a profile, complete"),
    pytest.param(COMPLETE, "reset", "completed", id="a profile, complete before the reset"),
    pytest.param(COMPLETE, "stopped", "completed", id="a profile, complete before the stop"),
    pytest.param(COMPLETE[:42], "eof", "truncated", id="a profile, truncated"),
    pytest.param(COMPLETE[:42], "stopped", "stopped", id="a profile, stopped before the end"),
    pytest.param(COMPLETE[:42] + b"event: error\ndata: no\n\n", "eof", "failed", id="a profile, failed"),
]


@pytest.mark.parametrize(("stream", "ending", "outcome"), OUTCOMES)
def test_outcomes(stream: bytes, ending: str, outcome: str) -> None:
    _, check = run(stream, ending=ending, profile="auto")
    assert check.report.outcome == outcome


def test_a_stream_that_goes_on_is_open() -> None:
    check = StreamCheck("stream", profile=load_profile("ciniterflow"))
    check.feed(COMPLETE[:42])
    assert check.report.outcome == "open"


def test_the_report_tells_of_the_whole_stream() -> None:
    found, check = run(b"Data: a\n\n" + COMPLETE, profile="auto")
    report = check.report
    assert (report.source, report.events, report.bytes) == ("stream", 4, 9 + len(COMPLETE))
    assert (report.profile, report.framing) == ("ciniterflow", "named")
    assert [(total.code, total.reported, total.occurrences) for total in report.totals] == [("SSE108", 1, 1)]
    assert report.by_level == ((Level.WARNING, 1),)
    assert (report.findings, report.notice, report.sniffed) == (len(found), "", None)
    assert NotApplicable("SSE303", "status-not-200", "the response head") in report.not_applicable


def test_the_order_can_be_ignored() -> None:
    found, check = run(
        COMPLETE[20:], profile=load_profile("ciniterflow"), selection=Selection(ignore=("ORD",))
    )
    assert (found, check.report.totals) == ([], ())


def test_findings_of_the_order_are_capped_and_counted() -> None:
    bad = b"".join(b"event: kind%d\ndata: a\n\n" % number for number in range(30))
    found, check = run(bad, profile=load_profile("ciniterflow"), selection=Selection(select=("ORD301",)))
    assert [finding.pos.event for finding in found] == [*range(1, 21)]
    (total,) = check.report.totals
    assert (total.code, total.reported, total.occurrences) == ("ORD301", 20, 30)


def test_what_the_order_says_in_the_same_words_is_told_once_and_counted() -> None:
    token = b'event: token\ndata: {"event":"token","data":%d}\n\n'
    stream = (
        token % 1 * 30
        + token % 2
        + b'event: sourceDocuments\ndata: {"event":"sourceDocuments","data":1}\n\n' * 2
    )
    found, check = run(
        stream, profile=load_profile("ciniterflow"), selection=Selection(select=("ciniterflow:",))
    )
    assert [(finding.code, finding.pos.event) for finding in found] == [
        ("ciniterflow:token/string", 1),
        ("ciniterflow:results/list", 32),
    ]
    assert [(total.code, total.reported, total.occurrences) for total in check.report.totals] == [
        ("ciniterflow:results/list", 1, 2),
        ("ciniterflow:token/string", 1, 31),
    ]


STRICT = """
profile = "strict"
title = "a profile that sets levels"
spec = "https://example.com/strict"
[kinds]
token = "text"
[[framing]]
name = "named"
kind = "type"
[order]
grammar = "token*"
[severity]
SSE108 = "error"
SSE113 = "off"
[wire]
ignore_fields = ["x-mine"]
"""


def test_a_profile_sets_the_level_of_rules() -> None:
    profile = parse_profile(STRICT)
    stream = b"x-mine\nx-other\nData: a\n \nevent: token\ndata: b\n\nevent: toke\ndata: c\n\n"
    found, check = run(stream, profile=profile)
    assert [(finding.code, finding.level.label) for finding in found] == [
        ("SSE401", "info"),
        ("SSE401", "warning"),
        ("SSE108", "error"),
        ("ORD301", "error"),
    ]
    assert found[-1].url == "https://example.com/strict"
    assert "SSE113" not in {total.code for total in check.report.totals}


def test_values_do_not_change() -> None:
    (finding,), check = run(b"Data: a\n\ndata: b\n\n")
    for value in (finding, finding.pos, check.report):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            value.source = "another"
