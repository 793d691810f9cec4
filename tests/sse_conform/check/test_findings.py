"""What is reported of what was found: one cut is one finding, a cause is told once, and so is a failure."""

from itertools import combinations

import pytest

from sse_codec.ordering import load_profile, parse_profile
from sse_conform.check import StreamCheck
from sse_conform.finding import Finding
from sse_conform.head import ResponseHead
from sse_conform.rules import Selection

START = b"event: start\ndata:\n\n"
METADATA = b'event: metadata\ndata: {"chatId":"c"}\n\n'
END = b"event: end\ndata: [DONE]\n\n"
WHOLE = START + METADATA + END
ERROR = b"event: error\ndata: no credit\n\n"
HEAD = ResponseHead(
    "1.1",
    200,
    (("Content-Type", "text/event-stream"), ("Cache-Control", "no-store"), ("Transfer-Encoding", "chunked")),
)
SIZED = ResponseHead(
    "1.1",
    200,
    (("Content-Type", "text/event-stream"), ("Cache-Control", "no-store"), ("Content-Length", "99")),
)


def run(
    stream: bytes, ending: str = "eof", *, ignore: str = "SSE308,SSE410", **options: object
) -> tuple[list[Finding], StreamCheck]:
    options = {"head": HEAD, "fidelity": "timed", "profile": load_profile("ciniterflow"), **options}
    check = StreamCheck("stream", selection=Selection(ignore=tuple(ignore.split(","))), **options)
    return check.feed(stream, 0.0) + check.close(ending), check


EARLY = "the stream stopped early: missing metadata, end (expected token or metadata)"
CUT_OFF = "the body is cut off inside an event; 3 bytes are discarded"
INSIDE = "the stream ends inside an event; 3 bytes are discarded"
STALLED = "the stream stalled inside an event; 3 bytes are discarded"
CHUNKS = "the connection closed before the last chunk, so the body is incomplete"
SHORT = "the body is shorter than its Content-Length: the rest is lost"
RESET = "the connection was reset, before the body had ended"
CODED = "the compressed data of the body breaks off, before its end"
SILENT = "nothing more came: the check gave up, and the stream was still open"

CUTS = [
    pytest.param(START + b"dat", "eof", HEAD, f"ORD104 error {EARLY}; {INSIDE}", id="in an event, and more is owed"),
    pytest.param(START, "incomplete", HEAD, f"ORD104 error {EARLY}; {CHUNKS}", id="before the last chunk"),
    pytest.param(START, "short", SIZED, f"ORD104 error {EARLY}; {SHORT}", id="short"),
    pytest.param(START, "reset", HEAD, f"ORD104 error {EARLY}; {RESET}", id="reset"),
    pytest.param(START, "unfinished", HEAD, f"ORD104 error {EARLY}; {CODED}", id="in compressed data"),
    pytest.param(START, "timeout", HEAD, f"ORD104 error {EARLY}; {SILENT}", id="in silence"),
    pytest.param(START + b"dat", "incomplete", HEAD, f"ORD104 error {EARLY}; {CUT_OFF}; {CHUNKS}", id="three ways, the graver first"),
    pytest.param(START + b"dat", "timeout", HEAD, f"ORD104 error {EARLY}; {STALLED}; {SILENT}", id="stalled in an event"),
    pytest.param(WHOLE + b"dat", "incomplete", HEAD, f"SSE105 error {CUT_OFF}; {CHUNKS}", id="behind the end, in an event"),
    pytest.param(WHOLE + b"dat", "short", SIZED, f"SSE316 error {SHORT}; {CUT_OFF}", id="two as grave, and the more telling one"),
    pytest.param(WHOLE, "incomplete", HEAD, f"SSE315 warning {CHUNKS}", id="behind the end, before the last chunk"),
    pytest.param(WHOLE, "timeout", HEAD, f"SSE320 warning {SILENT}", id="behind the end, in silence"),
]  # fmt: skip


@pytest.mark.parametrize(("stream", "ending", "head", "told"), CUTS)
def test_one_cut_is_one_finding(stream: bytes, ending: str, head: ResponseHead, told: str) -> None:
    (finding,), check = run(stream, ending, head=head)
    assert f"{finding.code} {finding.level.label} {finding.message}" == told
    assert sum(total.reported for total in check.report.totals) == 1


def test_the_cures_of_one_cut_are_told_once_each() -> None:
    (finding,), _ = run(START + b"dat", "incomplete")
    assert finding.help.split("; or ") == list(dict.fromkeys(finding.help.split("; or ")))
    assert finding.help.startswith("treat the answer as incomplete")
    assert "; or " in finding.help


THREE = {"ORD104": EARLY, "SSE105": CUT_OFF, "SSE315": CHUNKS}


@pytest.mark.parametrize(
    "ignored", [list(some) for number in range(4) for some in combinations(THREE, number)], ids=" and ".join
)
def test_what_is_ignored_is_no_part_of_a_cut(ignored: list[str]) -> None:
    found, _ = run(START + b"dat", "incomplete", ignore=",".join(["SSE4", *ignored]))
    left = [code for code in THREE if code not in ignored]
    assert [(finding.code, finding.message) for finding in found] == (
        [(left[0], "; ".join(THREE[code] for code in left))] if left else []
    )


LEVELS = """
profile = "levels"
[kinds]
start = ""
end = ""
[[framing]]
name = "named"
kind = "type"
[order]
grammar = "start end"
[severity]
"""


@pytest.mark.parametrize(
    ("severity", "level", "codes"),
    [
        pytest.param("", "error", ["ORD104", "SSE105", "SSE315"], id="as they are"),
        pytest.param('ORD104 = "info"', "error", ["SSE105", "SSE315", "ORD104"], id="the order is less grave"),
        pytest.param('ORD104 = "warning"\nSSE105 = "info"', "warning", ["ORD104", "SSE315", "SSE105"], id="and so is a rule"),
        pytest.param('ORD104 = "off"', "error", ["SSE105", "SSE315"], id="the order says nothing"),
        pytest.param('SSE105 = "off"', "error", ["ORD104", "SSE315"], id="a rule says nothing"),
        pytest.param('ORD104 = "off"\nSSE105 = "off"\nSSE315 = "off"', "", [], id="nobody says anything"),
        pytest.param('SSE315 = "error"\nSSE105 = "warning"\nORD104 = "warning"', "error", ["SSE315", "ORD104", "SSE105"], id="the body is the gravest"),
    ],
)  # fmt: skip
def test_levels_of_the_profile_decide_which_is_gravest(severity: str, level: str, codes: list[str]) -> None:
    words = THREE | {"ORD104": "the stream stopped early: missing end (expected end)"}
    found, _ = run(START + b"dat", "incomplete", profile=parse_profile(LEVELS + severity))
    assert [(finding.code, finding.level.label, finding.message) for finding in found] == (
        [(codes[0], level, "; ".join(words[code] for code in codes))] if codes else []
    )


def test_a_cut_keeps_its_place_among_what_stands_at_the_end() -> None:
    selection = Selection(select=("SSE105", "SSE405", "SSE404", "ORD"))
    check = StreamCheck("stream", selection=selection, profile=load_profile("ciniterflow"))
    found = check.feed(START + b"dat") + check.close()
    assert [finding.code for finding in found] == ["SSE405", "ORD104"]


def test_a_cut_is_not_told_before_the_end() -> None:
    check = StreamCheck("stream", selection=Selection(ignore=("SSE3",)), head=HEAD)
    assert check.feed(START + METADATA) == []
    assert [finding.code for finding in check.close("incomplete")] == ["ORD104"]


TOLD = [
    pytest.param(START + ERROR, ["SSE509 the stream tells that the answer failed: 'no credit'"], "failed", id="in its own words"),
    pytest.param(b'data: {"event":"start"}\n\ndata: {"event":"metadata","data":{"chatId":"c"}}\n\ndata: {"event":"end","data":{"error":"no"}}\n\n', ["SSE509 the stream says that the answer failed: end /error is \"no\""], "failed", id="by the profile alone"),
    pytest.param(START + ERROR * 2, ["SSE509 the stream tells that the answer failed: 'no credit'", "SSE509 the stream tells that the answer failed: 'no credit'", "ORD105 error after the stream was aborted (expected end or nothing more)"], "failed", id="twice, at each event once"),
    pytest.param(WHOLE + ERROR, ["SSE509 the stream tells that the answer failed: 'no credit'", "ORD103 error after the end of the stream"], "completed", id="after the end"),
    pytest.param(b'data: {"error": {"message": "no"}}\n\n' + WHOLE, ["SSE509 the stream tells that the answer failed: 'no'", "ORD302"], "failed", id="by an event that the profile does not know"),
]  # fmt: skip


@pytest.mark.parametrize(("stream", "told", "outcome"), TOLD)
def test_a_failure_is_told_once(stream: bytes, told: list[str], outcome: str) -> None:
    found, check = run(stream)
    said = [f"{finding.code} {finding.message}" for finding in found]
    assert [each.startswith(words) for each, words in zip(said, told, strict=True)] == [True] * len(told), (
        said
    )
    assert check.report.outcome == outcome


def test_a_failure_that_the_rule_may_not_tell_of_is_still_an_outcome() -> None:
    found, check = run(START + ERROR, ignore="SSE509,SSE410")
    assert (found, check.report.outcome, check.report.failure) == ([], "failed", "'no credit'")


def test_without_a_profile_the_rule_decides() -> None:
    found, check = run(b"data: a\n\n" + ERROR, profile=None)
    assert [finding.code for finding in found] == ["SSE509"]
    assert (check.report.outcome, check.report.failure) == ("failed", "'no credit'")


AGAIN = """
profile = "again"
[kinds]
start = ""
error = ""
end = ""
[[framing]]
name = "named"
kind = "type"
[order]
grammar = "(start error? end)+"
restart = ["start"]
[outcome]
error = "failed"
"""


def test_a_run_that_starts_again_is_not_failed_by_the_one_before() -> None:
    profile = parse_profile(AGAIN)
    _, failed = run(START + ERROR + END, profile=profile)
    assert failed.report.outcome == "failed"
    _, again = run(START + ERROR + END + START + END, profile=profile)
    assert again.report.outcome == "completed"
    assert again.report.failure == "'no credit'"


def test_a_failure_that_only_the_profile_knows_under_auto() -> None:
    finish = b'data: {"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"MALFORMED_FUNCTION_CALL"}]}\n\n'
    found, check = run(finish, profile="auto")
    assert check.report.profile == "gemini"
    assert check.report.outcome == "failed"
    (told,) = [finding for finding in found if finding.code == "SSE509"]
    assert (told.level.label, told.pos.event) == ("warning", 1)
    assert "MALFORMED_FUNCTION_CALL" in told.message
