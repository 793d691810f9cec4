"""The edges of the rules about timing: what is just too short, what lies inside a block, and what another finding says already."""

from collections.abc import Sequence
from typing import Any

import pytest

from sse_conform.check import StreamCheck
from sse_conform.rules import RULES, Need, Selection

Read = tuple[float | None, bytes]
A, PING = b"data: a\n\n", b": ping\n\n"
CHAT = (
    b'data: {"id":"a","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,'
    b'"delta":{"role":"assistant","content":"a"},"finish_reason":"stop"}]}\n\n',
    b"data: [DONE]\n\n",
)


def found(
    reads: Sequence[Read], ending: Any = "eof", ended: float | None = None, profile: Any = None
) -> list[str]:
    """`601 warning 9` for each finding of a rule about timing: code, level, byte."""
    check = StreamCheck(
        "any", selection=Selection(select=("SSE6", "SSE7")), fidelity="timed", profile=profile
    )
    findings = [finding for t, data in reads for finding in check.feed(data, t)]
    findings += check.close(ending, t=ended)
    return [f"{each.code[3:]} {each.level.label} {each.pos.byte}" for each in findings]


def paced(*chunks: bytes, step: float) -> list[Read]:
    return [(step * number, chunk) for number, chunk in enumerate(chunks, 1)]


@pytest.mark.parametrize(
    ("reads", "expected"),
    [
        pytest.param([(0.0, A), (14.9, A)], [], id="short enough"),
        pytest.param([(0.0, A), (15.0, A)], ["601 info 9"], id="long"),
        pytest.param([(0.0, A), (30.5, A)], ["601 warning 9"], id="too long"),
        pytest.param([(0.0, A), (20, A), (40, A), (80, A), (120, A)], ["601 info 9", "601 warning 27"], id="each level once"),
        pytest.param([(0.0, b"data: "), (16, b"a"), (56, b"\n\n")], ["601 warning 7"], id="the longest inside a block"),
        pytest.param([(0.0, b"data: "), (56, b"a"), (72, b"\n\n")], ["601 warning 6"], id="the longest comes first"),
        pytest.param([(0.0, A), (None, A), (50, A)], ["601 warning 18"], id="a chunk without a time says nothing"),
        pytest.param([(50.0, A), (0.0, A)], ["701 info 0"], id="a clock that goes back"),
    ],
)  # fmt: skip
def test_silences(reads: list[Read], expected: list[str]) -> None:
    assert found(reads) == expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (b"data: ping\n\n", ["602 warning 9"]),
        (b'data: "Heartbeat"\n\n', ["602 warning 9"]),
        (b'data: {"type": "keep-alive", "at": 1}\n\n', ["602 warning 9"]),
        (b'data: {"event":"ping"}\n\n', ["602 warning 9"]),
        (b"data: pinging\n\n", []),
        (b'data: {"type":"ping","data":{"a":1}}\n\n', []),
        (b"event: ping\ndata: ping\n\n", []),
        (b": ping\n\n", []),
        (b"data: ping" + b" " * 300 + b"\n\n", []),
    ],
)
def test_a_ping_that_applications_see(after: bytes, expected: list[str]) -> None:
    assert found([(0.0, A), (6.0, after)]) == expected
    assert found([(0.0, A), (1.0, after)]) == []


@pytest.mark.parametrize(
    ("reads", "expected"),
    [
        pytest.param([(0.0, A + b": p\n"), (6.0, A)], ["603 info 9"], id="behind an event"),
        pytest.param([(0.0, A), (1.0, b": p\r"), (7.0, A)], ["603 info 9"], id="ended by CR"),
        pytest.param([(0.0, A), (1.0, b": p\r\n"), (7.0, A)], ["603 info 9"], id="ended by CR LF"),
        pytest.param([(0.0, A), (1.0, b": p\n"), (5.0, A)], [], id="a short silence"),
        pytest.param([(0.0, A), (1.0, PING), (7.0, A)], [], id="an empty line behind it"),
        pytest.param([(0.0, b"data"), (1.0, b": p\n"), (7.0, b"\n")], [], id="inside a line"),
        pytest.param([(0.0, A), (1.0, b": p"), (7.0, b"\n\n")], [], id="not ended"),
    ],
)
def test_a_comment_that_waits_for_its_empty_line(reads: list[Read], expected: list[str]) -> None:
    assert found(reads) == expected


@pytest.mark.parametrize(
    ("ending", "ended", "expected"),
    [
        ("eof", 5.1, []),
        ("eof", 8.0, ["606 info 179"]),
        ("stopped", 8.0, ["606 info 179"]),
        ("timeout", 300.0, []),
        ("eof", None, []),
    ],
)
def test_an_answer_that_is_over_and_a_connection_that_is_not(
    ending: str, ended: float | None, expected: list[str]
) -> None:
    assert found(paced(*CHAT, step=0.1), ending, ended, "auto") == expected
    assert found(paced(*CHAT, step=0.1), ending, ended, None) == []


def test_comments_behind_the_end_do_not_close_the_connection() -> None:
    assert found([*paced(*CHAT, step=0.1), (7.0, PING)], "eof", 8.0, "auto") == ["606 info 187"]


def test_the_first_byte() -> None:
    assert found([(10.0, A)]) == []
    assert found([(10.1, b"da"), (10.2, b"ta: a\n\ndata: b\n\n")]) == ["701 info 0"]


@pytest.mark.parametrize(
    ("reads", "expected"),
    [
        pytest.param([(1.0, A * 10)], ["702 warning 90"], id="all at once"),
        pytest.param([(0.9, A * 10)], [], id="all at once, and soon"),
        pytest.param([(1.0, A * 9)], [], id="a few"),
        pytest.param([(1.0 + 0.001 * number, A) for number in range(30)], ["702 warning 270"], id="faster than any model"),
        pytest.param([(1.0 + 0.005 * number, A) for number in range(30)], [], id="as fast as a model"),
        pytest.param([(0.6, A * 12), (1.2, A * 12)], ["702 warning 216"], id="two bursts"),
        pytest.param([(0.6, A * 12), (1.2, A), (1.8, A), (2.4, A * 12)], ["702 warning 234"], id="nearly all"),
        pytest.param([(0.6, A * 12), (1.2, A), (1.8, A), (2.4, A)], [], id="not nearly all"),
        pytest.param([(None, A * 30)], [], id="without a time"),
    ],
)  # fmt: skip
def test_bursts(reads: list[Read], expected: list[str]) -> None:
    assert found(reads) == expected


def test_a_burst_is_told_also_when_the_reader_left() -> None:
    assert found([(2.0, A * 12)], "time-up", 3.0) == ["702 warning 108"]


FULL = b"data: " + b"a" * 1016 + b"\n\n"


@pytest.mark.parametrize(
    ("reads", "expected"),
    [
        pytest.param(paced(*[FULL] * 4, A, step=0.1), ["703 warning 4105"], id="full buffers, and a rest"),
        pytest.param(paced(*[FULL] * 3, A, step=0.1), [], id="too few"),
        pytest.param(paced(*[FULL] * 5, step=0.001), [], id="a download"),
        pytest.param(paced(FULL, FULL, A, FULL, FULL, FULL, A, step=0.1), [], id="one of another size"),
        pytest.param(paced(*[A] * 9, step=0.1), [], id="no size of a buffer"),
        pytest.param(paced(*[FULL * 32] * 5, step=1), ["703 warning 163840"], id="instead of bursts"),
        pytest.param([(None, FULL)] * 5, [], id="without times"),
    ],
)
def test_full_buffers(reads: list[Read], expected: list[str]) -> None:
    assert found(reads) == expected


@pytest.mark.parametrize(
    ("ending", "silence", "expected"),
    [
        ("eof", 60.4, ["705 warning 9"]),
        ("reset", 99.1, ["705 warning 9"]),
        ("incomplete", 30, ["705 warning 9"]),
        ("eof", 45, []),
        ("eof", 2, []),
        ("time-up", 60, []),
        ("timeout", 300, []),
    ],
)
def test_a_connection_cut_while_silent(ending: str, silence: float, expected: list[str]) -> None:
    assert found([(0.5, A)], ending, 0.5 + silence) == expected


def test_a_cut_needs_both_times() -> None:
    assert found([(0.5, A)], "eof", None) == []
    assert found([(None, A)], "eof", 60.0) == []
    assert found([], "eof", 60.0) == []


def test_an_answer_that_is_complete_was_not_cut() -> None:
    assert found(paced(*CHAT, step=0.1), "eof", 60.2, "auto") == ["606 info 179"]


@pytest.mark.parametrize("fidelity", ["bytes", "chunks", "events"])
def test_rules_that_need_times_are_not_applicable_without(fidelity: Any) -> None:
    check = StreamCheck("any", fidelity=fidelity, selection=Selection(select=("ALL",)))
    lacks = {each.code: each.lacks for each in check.report.not_applicable}
    for rule in RULES:
        if Need.TIMES in rule.needs:
            assert Need.TIMES.value in lacks[rule.code]


@pytest.mark.parametrize(
    ("ended", "lacking"),
    [
        pytest.param(None, {"SSE606", "SSE705"}, id="nobody knows when"),
        pytest.param(0.5, set[str](), id="it is known when"),
    ],
)
def test_rules_that_need_the_end_are_not_applicable_without_its_time(
    ended: float | None, lacking: set[str]
) -> None:
    check = StreamCheck("any", fidelity="timed", selection=Selection(select=("ALL",)))
    check.feed(A, 0.1)
    of_end = [each for each in check.report.not_applicable if each.lacks == "the time of its end"]
    assert of_end == []
    check.close(t=ended)
    of_end = [each for each in check.report.not_applicable if each.lacks == "the time of its end"]
    assert {each.code for each in of_end} == lacking
