"""What people read: the place, the fault, the lines with a caret, the cure, and the last words of a run."""

from collections.abc import Iterable

import attrs
import pytest

from sse_conform.finding import Finding, Level, Position
from sse_conform.render import ConciseRenderer, TextRenderer, Totals
from sse_conform.report import NotApplicable, Report, RuleTotal


def joined(texts: Iterable[str]) -> str:
    return "".join(texts)


def test_a_finding(finding: Finding) -> None:
    assert joined(TextRenderer().finding(finding)) == (
        "chat.sse:14:1: error SSE105 stream ends inside an event; 61 bytes are discarded [event 12, byte 1893]\n"
        "   |\n"
        "13 | event: metadata\n"
        '14 | data: {"chatId":"3f1c"}\n'
        "   | ^^^^^^\n"
        "   = help: send an empty line after the last event\n"
        "   = spec: HTML standard 9.2.6\n"
        "\n"
    )


def test_chunk_and_time_are_told_where_they_are_known(finding: Finding) -> None:
    timed = attrs.evolve(finding, pos=Position(1893, 14, 1, 12, chunk=27, t=8.4021))
    assert "[event 12, byte 1893, chunk 27, t=8.402s]\n" in joined(TextRenderer().finding(timed))


def test_no_line_ends_in_blanks(finding: Finding) -> None:
    empty = attrs.evolve(finding, excerpt=((9, b"data: a"), (10, b"")), span=0)
    assert joined(TextRenderer().finding(empty)).splitlines()[1:5] == [
        "   |",
        " 9 | data: a",
        "10 |",
        "   | ^",
    ]


def test_a_finding_without_lines_has_no_caret(finding: Finding) -> None:
    bare = attrs.evolve(finding, excerpt=(), help="", spec="RFC 9110, 8.3")
    assert joined(TextRenderer().finding(bare)).splitlines()[1:] == ["  = spec: RFC 9110, 8.3", ""]


@pytest.mark.parametrize(
    ("line", "caret", "span", "shown", "carets"),
    [
        pytest.param(b"retry: x", 7, 1, "retry: x", "       ^", id="one byte"),
        pytest.param(b"data: \xe6\xbc\xa2x", 9, 1, "data: 漢x", "        ^", id="after a wide character"),
        pytest.param(
            b"data: \xff\xfe.", 6, 2, "data: \\xff\\xfe.", "      ^^^^^^^^", id="bytes that are spelled out"
        ),
        pytest.param(b"data:", 5, 0, "data:", "     ^", id="the end of the line"),
        pytest.param(b"data: abc", 6, 900, "data: abc", "      ^^^", id="a span that the excerpt cuts"),
    ],
)
def test_the_caret_stands_under_its_place(
    finding: Finding, line: bytes, caret: int, span: int, shown: str, carets: str
) -> None:
    at = attrs.evolve(finding, excerpt=((7, line),), caret=caret, span=span)
    assert joined(TextRenderer().finding(at)).splitlines()[2:4] == [f"7 | {shown}", f"  | {carets}"]


def test_no_control_of_a_stranger_reaches_the_terminal(finding: Finding) -> None:
    evil = attrs.evolve(
        finding,
        source="\x1b]0;x\x07.sse",
        message="\x1b[2J",
        help="\u202e",
        excerpt=((1, b"\x1b[2J\xc2\x9b"),),
    )
    for renderer in (TextRenderer(), ConciseRenderer()):
        text = joined(renderer.finding(evil))
        assert "\x1b" not in text
        assert text.isprintable() or text.replace("\n", "").isprintable()


def test_color_marks_and_does_not_change_the_words(finding: Finding) -> None:
    plain, colored = (joined(TextRenderer(color=color).finding(finding)) for color in (False, True))
    assert "\x1b[1;31merror SSE105\x1b[0m" in colored
    for style in ("\x1b[1;31m", "\x1b[1m", "\x1b[2m", "\x1b[34m", "\x1b[0m"):
        colored = colored.replace(style, "")
    assert colored == plain


@pytest.mark.parametrize(
    ("level", "style"),
    [(Level.ERROR, "\x1b[1;31m"), (Level.WARNING, "\x1b[1;33m"), (Level.INFO, "\x1b[1;36m")],
)
def test_each_level_has_its_color(finding: Finding, level: Level, style: str) -> None:
    text = joined(TextRenderer(color=True).finding(attrs.evolve(finding, level=level)))
    assert f"{style}{level.label} SSE105\x1b[0m" in text


def test_what_a_rule_counted_but_did_not_report(report: Report) -> None:
    assert joined(TextRenderer().capture(report)) == (
        "chat.sse: SSE112 trailing-whitespace-in-control-field: 57 more places not shown\n"
    )
    assert joined(TextRenderer(quiet=True).capture(report)) == ""


@pytest.mark.parametrize(
    ("sniffed", "shown"),
    [
        pytest.param(None, "chat.sse: one event is too large\n", id="a stream that was not read to its end"),
        pytest.param("json", "", id="no stream at all, which whoever asked for it is told"),
    ],
)
def test_a_notice(report: Report, sniffed: str | None, shown: str) -> None:
    with_notice = attrs.evolve(report, totals=(), notice="one event is too large", sniffed=sniffed)
    assert joined(TextRenderer().capture(with_notice)) == shown


def test_a_concise_finding_is_one_line(finding: Finding) -> None:
    assert joined(ConciseRenderer().finding(finding)) == (
        "chat.sse:14:1: error SSE105 stream ends inside an event; 61 bytes are discarded\n"
    )


def add(into: Totals, report: Report, /, **changes: object) -> None:
    into.add(attrs.evolve(report, **changes))


@pytest.mark.parametrize("kind", [TextRenderer, ConciseRenderer])
def test_the_last_words(kind: type[TextRenderer] | type[ConciseRenderer], totals: Totals) -> None:
    assert joined(kind().end(totals)) == (
        "Found 1 error, 20 warnings in 1 capture (13 events, 1.9 kB): truncated.\n1 input could not be checked.\n"
    )
    assert joined(kind(quiet=True).end(totals)) == ""


def test_the_last_words_on_several_streams(report: Report) -> None:
    totals = Totals()
    add(totals, report, outcome="completed", by_level=((Level.INFO, 1),), duration=8.1)
    add(totals, report, outcome="completed", by_level=((Level.INFO, 1),), duration=0.3)
    add(totals, report, outcome="truncated", by_level=((Level.ERROR, 2),))
    totals.interrupted = True
    assert joined(TextRenderer().end(totals)) == (
        "Found 2 errors, 2 notes in 3 captures (39 events, 5.7 kB, 8.4 s): 2 completed, 1 truncated.\n"
        "Interrupted: this report is partial.\n"
    )


def test_the_last_words_when_all_is_well(report: Report) -> None:
    totals = Totals()
    add(totals, report, outcome="completed", by_level=())
    assert (
        joined(TextRenderer().end(totals))
        == "Found nothing wrong in 1 capture (13 events, 1.9 kB): completed.\n"
    )


@pytest.mark.parametrize("kind", [TextRenderer, ConciseRenderer])
def test_statistics(kind: type[TextRenderer] | type[ConciseRenderer], totals: Totals, report: Report) -> None:
    worse = RuleTotal("SSE112", "trailing-whitespace-in-control-field", Level.ERROR, 1, 1001)
    lacks_edges = NotApplicable("SSE104", "crlf-split-across-chunks", "the edges of the chunks")
    add(totals, report, totals=(worse,), not_applicable=(lacks_edges, *report.not_applicable))
    assert joined(kind(statistics=True, quiet=True).end(totals)) == (
        "       1  SSE105    error    incomplete-final-event\n"
        "   1,078  SSE112    error    trailing-whitespace-in-control-field\n"
        "Not applicable, for want of the edges of the chunks: SSE104.\n"
        "Not applicable, for want of the response head: SSE301, SSE303.\n"
    )
