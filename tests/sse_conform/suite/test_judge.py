"""A reply is held against the right answer, those as good, and the departures with a name, in this order."""

from collections.abc import Mapping

import pytest

from sse_conform.suite import (
    Checking,
    Dispatched,
    Expectation,
    Found,
    OrderCase,
    Outcome,
    Reading,
    Refusal,
    Reply,
    Skip,
    Statement,
    Trouble,
    Wanted,
    Writing,
)
from sse_conform.suite._judge import judge_checking, judge_reading, judge_writing

A, B = Dispatched(data="A"), Dispatched(data="B")
EVERYTHING = frozenset({"id", "comments", "retry", "last_event_id", "discarded"})
STATE: Mapping[str, str | int | float | None] = {"retry": None, "last_event_id": "", "discarded": 0}


def judge(wanted: Wanted, reply: Reply, *capabilities: str) -> tuple[Outcome, str]:
    judgement = judge_reading(wanted, reply, frozenset(capabilities))
    return judgement.outcome, judgement.message


WANTED = Wanted(
    right=Expectation(events=(A,), comments=("x",), state={"retry": 5, "last_event_id": ""}),
    accept={"rounded": Expectation(events=(A,), state={"retry": 4})},
    lenient={"flush": Expectation(events=(A, B)), "gives-up": Expectation(events=(), error=True)},
)
FULL = {**STATE, "retry": 5}
PASSED, FAILED, LENIENT = Outcome.PASSED, Outcome.FAILED, Outcome.LENIENT

READINGS = {
    "the right answer": (Reading([A], ("x",), FULL), PASSED, ""),
    "one as good": (Reading([A], ("y",), {**STATE, "retry": 4}), PASSED, "as rounded"),
    "a departure": (Reading([A, B], (), FULL), LENIENT, "as flush"),
    "a departure that gives up": (Reading([], (), FULL, "bad byte"), LENIENT, "as gives-up"),
    "gives up after an event": (Reading([A], (), FULL, "bad byte"), FAILED, "it gave up: bad byte"),
    "another comment": (Reading([A], (), FULL), FAILED, "comments is [] where ['x'] is wanted"),
    "another state": (
        Reading([A], ("x",), {**STATE, "retry": None}),
        FAILED,
        "retry is None where 5 is wanted",
    ),
    "another data": (Reading([B], ("x",), FULL), FAILED, "data of event 1 is 'B' where 'A' is wanted"),
    "another id": (
        Reading([Dispatched(data="A", id="7")], ("x",), FULL),
        FAILED,
        "id of event 1 is '7' where '' is wanted",
    ),
    "too many events": (
        Reading([A, A, A], ("x",), FULL),
        FAILED,
        "3 events where 1 is right: the first too many is {'type': 'message', 'data': 'A', 'id': ''}",
    ),
    "too few events": (
        Reading([], ("x",), FULL),
        FAILED,
        "0 events where 1 is right: the first missing is {'type': 'message', 'data': 'A', 'id': ''}",
    ),
}


@pytest.mark.parametrize(("reading", "outcome", "message"), READINGS.values(), ids=READINGS)
def test_reading(reading: Reading, outcome: Outcome, message: str) -> None:
    assert judge(WANTED, reading, *EVERYTHING) == (outcome, message)


def test_an_answer_may_leave_the_events_open() -> None:
    wanted = Wanted(Expectation(events=(A,)), lenient={"gives-up": Expectation(error=True)})
    assert judge(wanted, Reading([B], error="bad byte")) == (LENIENT, "as gives-up")


def test_what_a_decoder_cannot_say_is_not_compared() -> None:
    reading = Reading([Dispatched(data="A", id="other")], ("other",), {"retry": 77})
    assert judge(WANTED, reading) == (PASSED, "")


BROKEN_PROMISES = {
    "comments": Reading([A], None, STATE),
    "prompt": Reading([A], (), STATE),
    "discarded": Reading([A], (), {}),
}


@pytest.mark.parametrize(("capability", "reading"), BROKEN_PROMISES.items(), ids=BROKEN_PROMISES)
def test_a_capability_that_is_not_kept_is_trouble(capability: str, reading: Reading) -> None:
    outcome, message = judge(WANTED, reading, capability)
    assert outcome is Outcome.ERRORED
    assert message == f"it declares the capability {capability!r}, and its reply does not say it"


def test_a_decoder_that_gave_up_may_keep_silent() -> None:
    outcome, message = judge(WANTED, Reading([A], error="bad byte"), *EVERYTHING)
    assert (outcome, message) == (FAILED, "it gave up: bad byte")


@pytest.mark.parametrize(("chunk", "outcome"), [(1, PASSED), (2, FAILED)])
def test_the_chunk_of_an_event(chunk: int, outcome: Outcome) -> None:
    wanted = Wanted(Expectation(events=(Dispatched(data="A", chunk=1),)))
    assert judge(wanted, Reading([Dispatched(data="A", chunk=chunk)]), "prompt")[0] is outcome


def test_the_chunk_is_looked_at_only_where_it_is_wanted() -> None:
    assert (
        judge(Wanted(Expectation(events=(A,))), Reading([Dispatched(data="A", chunk=9)]), "prompt")[0]
        is PASSED
    )


NO_READINGS: dict[str, tuple[Reply, Outcome, str]] = {
    "skipped": (Skip("not built"), Outcome.SKIPPED, "not built"),
    "in trouble": (Trouble("gone"), Outcome.ERRORED, "gone"),
    "a reply to something else": (Writing(b""), Outcome.ERRORED, "it replied to something else: writing"),
}


@pytest.mark.parametrize(("reply", "outcome", "message"), NO_READINGS.values(), ids=NO_READINGS)
def test_no_reading(reply: Reply, outcome: Outcome, message: str) -> None:
    assert judge(WANTED, reply) == (outcome, message)


def test_long_texts_are_abridged_and_compared_whole() -> None:
    long = "x" * 500
    wanted = Wanted(Expectation(events=(Dispatched(data=long),)))
    judgement = judge_reading(wanted, Reading([Dispatched(data=long[:-1] + "y")]), frozenset())
    assert judgement.outcome is FAILED
    assert "(500 characters, sha256 " in judgement.wanted["events"][0]["data"]
    assert judgement.wanted != judgement.got
    assert len(judgement.message) < 400


WRITTEN = Wanted(
    right=Expectation(events=(A,), state={"retry": None, "last_event_id": "", "discarded": 0}),
    lenient={"left-out": Expectation(events=()), "refused": Expectation(refused="data")},
)
REFUSED = Wanted(right=Expectation(refused="id"), accept={"other": Expectation(events=(A,))})
WRITINGS: dict[str, tuple[Wanted, Reply, Outcome, str]] = {
    "the plainest bytes": (WRITTEN, Writing(b"data: A\n\n"), PASSED, ""),
    "other bytes with the same meaning": (
        WRITTEN,
        Writing(b": hi\r\nevent:message\r\ndata:A\r\n\r\n"),
        PASSED,
        "",
    ),
    "a forged event": (WRITTEN, Writing(b"data: A\n\ndata: B\n\n"), FAILED, "2 events where 1 is right"),
    "something left over": (
        WRITTEN,
        Writing(b"data: A\n\nid: 1"),
        FAILED,
        "discarded is 5 where 0 is wanted",
    ),
    "a forged field": (WRITTEN, Writing(b"retry: 1\ndata: A\n\n"), FAILED, "retry is 1 where None is wanted"),
    "nothing": (WRITTEN, Writing(b""), LENIENT, "as left-out"),
    "refused, which has a name": (WRITTEN, Refusal("data"), LENIENT, "as refused"),
    "refused, though it is fine": (
        WRITTEN,
        Refusal("id", "no"),
        FAILED,
        "refused is 'id' where None is wanted",
    ),
    "refused without a field": (WRITTEN, Refusal(None, "no"), LENIENT, "as refused"),
    "refused, as it must be": (REFUSED, Refusal("id"), PASSED, ""),
    "refused by one that names no field": (REFUSED, Refusal(None), PASSED, ""),
    "refused for another field": (REFUSED, Refusal("data"), FAILED, "refused is 'data' where 'id' is wanted"),
    "written, though it must be refused": (
        REFUSED,
        Writing(b"id: 1\n\n"),
        FAILED,
        "refused is None where 'id'",
    ),
    "written in a way that is as good": (REFUSED, Writing(b"data: A\n\n"), PASSED, "as other"),
    "skipped": (REFUSED, Skip("no ids"), Outcome.SKIPPED, "no ids"),
}


@pytest.mark.parametrize(("wanted", "reply", "outcome", "message"), WRITINGS.values(), ids=WRITINGS)
def test_writing(wanted: Wanted, reply: Reply, outcome: Outcome, message: str) -> None:
    judgement = judge_writing(wanted, reply)
    assert judgement.outcome is outcome
    assert judgement.message.startswith(message)
    assert judgement.message or not message


def test_a_refusal_of_what_is_fine_shows_its_words() -> None:
    judgement = judge_writing(Wanted(Expectation(events=(A,))), Refusal(None, "ValueError: no"))
    assert judgement.got == {"refused": "ValueError: no"}


ONE = Found("ORD101", "error", 0, 1, 1)
ORDER = OrderCase(
    id="a/b",
    since="2026.1",
    level="must",
    spec=Statement("s", "", "", ""),
    why="",
    needs=frozenset(),
    stream=b"",
    format="sse",
    profile="p",
    force="",
    framing="named",
    outcome="completed",
    text="T",
    findings=(ONE,),
)
TWO = Found("ORD102", "error", 5, 2, 1)
CHECKINGS: dict[str, tuple[Reply, Outcome, str]] = {
    "all as wanted": (Checking((ONE,), "named", "completed", "T"), PASSED, ""),
    "another text": (Checking((ONE,), "named", "completed", "S"), FAILED, "text is 'S' where 'T' is wanted"),
    "a finding missing": (
        Checking((), "named", "completed", "T"),
        FAILED,
        "it does not find ORD101 error at byte 0, line 1, event 1",
    ),
    "a finding too many": (
        Checking((TWO, ONE), "named", "completed", "T"),
        FAILED,
        "it finds ORD102 error at byte 5, line 2, event 1, which is not there",
    ),
    "a finding twice": (
        Checking((ONE, ONE), "named", "completed", "T"),
        FAILED,
        "it gives a finding more than once",
    ),
    "no checking": (Trouble("gone"), Outcome.ERRORED, "gone"),
}


@pytest.mark.parametrize(("reply", "outcome", "message"), CHECKINGS.values(), ids=CHECKINGS)
def test_checking(reply: Reply, outcome: Outcome, message: str) -> None:
    judgement = judge_checking(ORDER, reply, frozenset({"findings", "framing", "outcome", "text"}))
    assert (judgement.outcome, judgement.message) == (outcome, message)


def test_a_checker_is_asked_only_what_it_says() -> None:
    judgement = judge_checking(ORDER, Checking(text="T"), frozenset({"text"}))
    assert judgement.outcome is PASSED
