"""However often a rule strikes, what it reports is bounded, and what it does not report is counted."""

from sse_conform.check import StreamCheck
from sse_conform.finding import Level
from sse_conform.report import RuleTotal
from sse_conform.rules import MAX_REPORTED


def totals(stream: bytes) -> tuple[int, tuple[RuleTotal, ...]]:
    check = StreamCheck("stream", profile=None)
    findings = check.feed(stream) + check.close()
    return len(findings), check.report.totals


def test_each_place_is_reported_up_to_the_cap() -> None:
    reported, (total,) = totals(b"data: \xff\n\n" * 50)
    assert reported == MAX_REPORTED == 20
    assert total == RuleTotal("SSE201", "invalid-utf8", Level.ERROR, 20, 50)
    assert total.more == 30


def test_each_subject_is_reported_once() -> None:
    reported, (total,) = totals(b"message:\ndata: a\n\n" * 50)
    assert reported == 1
    assert total == RuleTotal("SSE401", "unknown-field", Level.WARNING, 1, 50)


def test_subjects_are_capped_too() -> None:
    reported, (total,) = totals(b"".join(b"x%d: a\ndata: b\n\n" % number for number in range(50)))
    assert reported == 20
    assert (total.code, total.reported, total.occurrences) == ("SSE401", 20, 50)


def test_places_in_one_block_are_capped_too() -> None:
    reported, (total,) = totals(b"data: " + b"\xff " * 50 + b"\n\n")
    assert (reported, total.occurrences) == (20, 50)
