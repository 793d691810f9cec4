"""What people read: the place, the fault, the lines with a caret, the cure, and the last words of a run."""

from collections.abc import Iterable
from typing import Any

import attrs
import pytest

from sse_conform.finding import Finding, Level, Position
from sse_conform.render import ConciseRenderer, TextRenderer, Totals
from sse_conform.report import NOT_SELECTED, UNDECIDED, NotApplicable, Part, Report, RuleTotal


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


@pytest.mark.parametrize("renderer", [TextRenderer, ConciseRenderer])
def test_a_finding_that_the_baseline_knows_is_not_shown(
    finding: Finding, renderer: type[TextRenderer | ConciseRenderer]
) -> None:
    shown = {
        state: joined(renderer().finding(attrs.evolve(finding, baseline=state))) for state in ("new", "known")
    }
    assert shown == {"new": joined(renderer().finding(finding)), "known": ""}


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


NO_HEAD = "the capture has no response head"


def unchecked(reason: str, **changes: Any) -> dict[str, Any]:
    """What a report has of a stream whose order was not checked, for this reason."""
    parts = (Part("format", ""), Part("http", NO_HEAD), Part("order", reason), Part("values", reason))
    return {"profile": None, "profile_reason": reason, "framing": None, "parts": parts, **changes}


UNKNOWN = unchecked("no shipped profile knows the events", outcome="ended", by_level=())
EMPTY = unchecked("no event came", outcome="ended", events=0, bytes=16, by_level=())
NOT_ASKED = unchecked("no profile was asked for", outcome="ended", by_level=())
FAILED: dict[str, Any] = {"outcome": "failed", "failure": "429: 'Rate limit'", "by_level": ()}
COMPLETED: dict[str, Any] = {"outcome": "completed", "by_level": ()}


def parts(**lacks: str) -> tuple[Part, ...]:
    """The parts of a check of a body, in which those named were not checked."""
    made = {"format": "", "http": "the capture has no response head", "order": "", "values": ""}
    return tuple(Part(*each) for each in (made | lacks).items())


CAPTURES = [
    pytest.param({}, "ciniterflow (told by start; framing named), 13 events, 1.9 kB: truncated", id="a profile"),
    pytest.param({"framing": None}, "ciniterflow (told by start), 13 events, 1.9 kB: truncated", id="no framing yet"),
    pytest.param({"profile_reason": "as asked"}, "ciniterflow (as asked; framing named), 13 events, 1.9 kB: truncated", id="a profile that was named"),
    pytest.param({"duration": 8.42}, "ciniterflow (told by start; framing named), 13 events, 1.9 kB, 8.4 s: truncated", id="a live stream"),
    pytest.param({"events": 0, "framing": None, "profile_reason": "as asked"}, "ciniterflow (as asked), 0 events, 1.9 kB: truncated", id="a profile and no event"),
    pytest.param(UNKNOWN, "order not checked (no shipped profile knows the events), 13 events, 1.9 kB: ended", id="no profile"),
    pytest.param({**UNKNOWN, "nearest": "ai-sdk-ui"}, "order not checked (no shipped profile knows the events; most like ai-sdk-ui), 13 events, 1.9 kB: ended", id="what it is most like"),
    pytest.param(NOT_ASKED, "order not checked (no profile was asked for), 13 events, 1.9 kB: ended", id="no profile as asked"),
    pytest.param(EMPTY, "0 events, 16 B: ended", id="no event"),
    pytest.param(EMPTY | {"outcome": "not a stream", "bytes": 0, "sniffed": "empty", "notice": "the body is empty"}, "0 events, 0 B: not a stream", id="no byte"),
    pytest.param({"outcome": "\x1b[2J"}, "ciniterflow (told by start; framing named), 13 events, 1.9 kB: \\x1b[2J", id="an outcome of a stranger"),
    pytest.param({"profile_reason": "told by \x1b[2J"}, "ciniterflow (told by \\x1b[2J; framing named), 13 events, 1.9 kB: truncated", id="a word of a stranger"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "line"), CAPTURES)
def test_what_a_stream_is_and_how_it_went(report: Report, changes: dict[str, Any], line: str) -> None:
    changed = attrs.evolve(report, totals=(), **changes)
    for renderer in (TextRenderer(), ConciseRenderer()):
        assert joined(renderer.capture(changed)) == f"chat.sse: {line}\n"
    for renderer in (TextRenderer(quiet=True), ConciseRenderer(quiet=True)):
        assert joined(renderer.capture(changed)) == ""


def test_what_a_rule_counted_but_did_not_report(report: Report) -> None:
    own = RuleTotal("ciniterflow:token/string", "token/string", Level.ERROR, 1, 2)
    counted = attrs.evolve(report, totals=(*report.totals, own))
    assert joined(TextRenderer().capture(counted)).splitlines()[:-1] == [
        "chat.sse: SSE112 trailing-whitespace-in-control-field: 57 more places not shown",
        "chat.sse: ciniterflow:token/string: 1 more place not shown",
    ]


def test_a_notice(report: Report) -> None:
    with_notice = attrs.evolve(report, totals=(), notice="one event is too large")
    assert joined(TextRenderer().capture(with_notice)) == (
        "chat.sse: ciniterflow (told by start; framing named), 13 events, 1.9 kB: truncated\n"
        "chat.sse: one event is too large\n"
    )


def test_of_no_stream_at_all_whoever_asked_for_it_is_told(report: Report) -> None:
    no_stream = attrs.evolve(report, totals=(), notice="the body is a JSON document", sniffed="json")
    assert joined(TextRenderer().capture(no_stream)) == ""


def test_a_concise_finding_is_one_line(finding: Finding) -> None:
    assert joined(ConciseRenderer().finding(finding)) == (
        "chat.sse:14:1: error SSE105 stream ends inside an event; 61 bytes are discarded\n"
    )


def add(into: Totals, report: Report, /, **changes: object) -> None:
    into.add(attrs.evolve(report, **changes))


@pytest.mark.parametrize("kind", [TextRenderer, ConciseRenderer])
def test_the_last_words(kind: type[TextRenderer] | type[ConciseRenderer], totals: Totals) -> None:
    assert joined(kind().end(totals)) == (
        "Found 1 error, 20 warnings in 1 capture.\n1 input could not be checked.\n"
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
        "Order checked by profile: 3 ciniterflow.\n"
        "Interrupted: this report is partial.\n"
    )


HOW_TO = "name a --profile, or see `sse-conform profile list`."
SUMMARIES = [
    pytest.param([COMPLETED], ["Found nothing wrong in 1 capture."], id="all is well"),
    pytest.param(
        [COMPLETED, COMPLETED],
        ["Found nothing wrong in 2 captures (26 events, 3.8 kB): 2 completed.", "Order checked by profile: 2 ciniterflow."],
        id="all is well with two",
    ),
    pytest.param(
        [UNKNOWN],
        ["The format of 1 capture is right.", f"Its order was not checked: {HOW_TO}"],
        id="an order that was not checked",
    ),
    pytest.param(
        [NOT_ASKED],
        ["The format of 1 capture is right.", "Its order was not checked: no profile was asked for."],
        id="an order that nobody wanted checked",
    ),
    pytest.param(
        [UNKNOWN | {"by_level": ((Level.WARNING, 1),)}],
        ["Found 1 warning in 1 capture.", f"Its order was not checked: {HOW_TO}"],
        id="a finding, and an order that was not checked",
    ),
    pytest.param(
        [UNKNOWN, COMPLETED],
        [
            "The format of 2 captures is right (26 events, 3.8 kB): 1 ended, 1 completed.",
            "Order checked by profile: 1 ciniterflow.",
            f"The order of 1 capture was not checked: {HOW_TO}",
        ],
        id="one order of two",
    ),
    pytest.param(
        [UNKNOWN, COMPLETED, UNKNOWN, COMPLETED, COMPLETED | {"profile": "gemini"}],
        [
            "The format of 5 captures is right (65 events, 9.5 kB): 3 completed, 2 ended.",
            "Order checked by profile: 2 ciniterflow, 1 gemini.",
            f"The order of 2 captures was not checked: {HOW_TO}",
        ],
        id="a folder with profiles and without",
    ),
    pytest.param([EMPTY], ["The format of 1 capture is right, but it has no event."], id="no event"),
    pytest.param([FAILED], ["The format of 1 capture is right, but it tells of a failure."], id="a failure"),
    pytest.param(
        [FAILED, EMPTY, COMPLETED],
        [
            "The format of 3 captures is right, but 1 tells of a failure and 1 has no event (26 events, 3.8 kB): "
            "1 failed, 1 ended, 1 completed.",
            "Order checked by profile: 2 ciniterflow.",
        ],
        id="a failure and no event",
    ),
    pytest.param(
        [FAILED, EMPTY, EMPTY, FAILED],
        [
            "The format of 4 captures is right, but 2 tell of a failure and 2 have no event (26 events, 3.8 kB): "
            "2 failed, 2 ended.",
            "Order checked by profile: 2 ciniterflow.",
        ],
        id="failures and no events",
    ),
    pytest.param(
        [FAILED | {"by_level": ((Level.WARNING, 1),)}], ["Found 1 warning in 1 capture."], id="a failure that is a finding"
    ),
    pytest.param([], [], id="no capture"),
    pytest.param(
        [COMPLETED | {"notice": "the check stopped after 2 events"}],
        ["Found nothing wrong in what was checked of 1 capture."],
        id="a check that stopped first",
    ),
    pytest.param(
        [COMPLETED | {"parts": parts(order=NOT_SELECTED, values=UNDECIDED)}],
        [
            "Found nothing wrong in what was checked of 1 capture.",
            f"The order was not checked: {NOT_SELECTED}.",
            f"The values in the events were not checked: {UNDECIDED}.",
        ],
        id="parts without a rule",
    ),
    pytest.param(
        [COMPLETED | {"parts": parts(format=NOT_SELECTED)}, UNKNOWN, FAILED],
        [
            "Found nothing wrong in what was checked of 3 captures, but 1 tells of a failure (39 events, 5.7 kB): "
            "1 completed, 1 ended, 1 failed.",
            "Order checked by profile: 2 ciniterflow.",
            f"The order of 1 capture was not checked: {HOW_TO}",
            f"The format of 1 capture was not checked: {NOT_SELECTED}.",
        ],
        id="a part of some without a rule",
    ),
    pytest.param(
        [COMPLETED | {"parts": parts(format=NOT_SELECTED, order=NOT_SELECTED, values=NOT_SELECTED)}],
        [
            "Nothing was checked of 1 capture.",
            f"The format was not checked: {NOT_SELECTED}.",
            f"The order was not checked: {NOT_SELECTED}.",
            f"The values in the events were not checked: {NOT_SELECTED}.",
        ],
        id="no part with a rule",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("streams", "lines"), SUMMARIES)
def test_the_last_words_say_what_was_checked(
    report: Report, streams: list[dict[str, Any]], lines: list[str]
) -> None:
    totals = Totals()
    for changes in streams:
        add(totals, report, **changes)
    assert joined(TextRenderer().end(totals)).splitlines() == lines
    assert joined(ConciseRenderer().end(totals)).splitlines() == lines


@pytest.mark.parametrize("kind", [TextRenderer, ConciseRenderer])
def test_statistics(kind: type[TextRenderer] | type[ConciseRenderer], totals: Totals, report: Report) -> None:
    worse = RuleTotal("SSE112", "trailing-whitespace-in-control-field", Level.ERROR, 1, 1001)
    lacks_edges = NotApplicable("SSE104", "crlf-split-across-chunks", "the edges of the chunks")
    add(totals, report, totals=(worse,), not_applicable=(lacks_edges, *report.not_applicable))
    assert joined(kind(statistics=True, quiet=True).end(totals)) == (
        "       1  SSE105    error    incomplete-final-event\n"
        "   1,078  SSE112    error    trailing-whitespace-in-control-field\n"
        "Not applicable, because the capture lacks the edges of the chunks: SSE104.\n"
        "Not applicable, because the capture lacks the response head: SSE301, SSE303.\n"
    )
