"""The encoder cases catch every faulty encoder, each case the faults that it names, and let every right one pass."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import combinations

import pytest

from sse_conform.suite import EncoderCase, InProcess, Outcome, Verdict, load_cases, run
from sse_conform.suite.reference import Reference

from .encoders import FAULTS, ROOMS
from .encoders_right import CHOSEN, RIGHT

CASES = {case.id: case for case in load_cases() if isinstance(case, EncoderCase)}

KILLS_NOTHING = {
    "writing/event-type/message": "message may be written or left out, so nothing plausible gets it wrong by itself",
    "refusals/empty-type": "refusing it and writing a message are equally right; it is there to say so",
}
"""Cases that no fault is for, and why they are there all the same."""


@cache
def verdicts(encoder: object) -> Mapping[str, Verdict]:
    subject = encoder() if callable(encoder) else encoder
    return {verdict.case.id: verdict for verdict in run(CASES.values(), InProcess(subject))}


def failed(encoder: object) -> set[str]:
    return {id for id, verdict in verdicts(encoder).items() if verdict.outcome is Outcome.FAILED}


def others(encoder: object) -> list[str]:
    return [
        f"{id}: {verdict.outcome}: {verdict.message}"
        for id, verdict in verdicts(encoder).items()
        if verdict.outcome is not Outcome.PASSED
    ]


each_fault = pytest.mark.parametrize("id", FAULTS)


@each_fault
def test_a_faulty_encoder_fails(id: str) -> None:
    assert failed(FAULTS[id].encoder)


@each_fault
def test_a_faulty_encoder_is_judged_in_every_case(id: str) -> None:
    outcomes = {verdict.outcome for verdict in verdicts(FAULTS[id].encoder).values()}
    assert outcomes <= {Outcome.PASSED, Outcome.LENIENT, Outcome.FAILED}


@each_fault
def test_a_fault_is_named_by_the_case_for_it(id: str) -> None:
    named = [case.id for case in CASES.values() if id in case.kills]
    assert named, f"no case names {id}; it fails {sorted(failed(FAULTS[id].encoder))}"


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_case_kills_what_it_says(case: EncoderCase) -> None:
    for kill in case.kills:
        assert case.id in failed(FAULTS[kill].encoder), f"{kill} survives it"


def test_a_case_kills_something_or_says_why_not() -> None:
    assert {case.id for case in CASES.values() if not case.kills} == set(KILLS_NOTHING)


def test_no_two_faults_write_the_same() -> None:
    written = {
        id: tuple((verdict.outcome, verdict.wire) for verdict in verdicts(fault.encoder).values())
        for id, fault in FAULTS.items()
    }
    assert [(a, b) for a, b in combinations(FAULTS, 2) if written[a] == written[b]] == []


def test_every_fault_has_a_name_of_its_own() -> None:
    ids = [fault.id for room in ROOMS for fault in room.FAULTS]
    assert len(ids) == len(set(ids))


def test_every_fault_says_what_it_does_and_where_it_was_seen() -> None:
    assert [fault.id for fault in FAULTS.values() if not fault.does or not fault.seen] == []


@pytest.mark.parametrize("encoder", RIGHT.values(), ids=RIGHT)
def test_a_right_encoder_passes(encoder: object) -> None:
    assert others(encoder) == []


def test_our_own_encoder_passes() -> None:
    assert others(Reference) == []


@pytest.mark.parametrize("encoder", CHOSEN.values(), ids=CHOSEN)
def test_a_chosen_departure_is_lenient(encoder: object) -> None:
    assert Counter(verdict.outcome for verdict in verdicts(encoder).values()).keys() == {
        Outcome.PASSED,
        Outcome.LENIENT,
    }, others(encoder)


def test_every_other_answer_is_given_by_somebody() -> None:
    answers = {
        (case.id, name) for case in CASES.values() for name in (*case.wanted.accept, *case.wanted.lenient)
    }
    given = {
        (id, verdict.answer)
        for encoder in (*RIGHT.values(), *CHOSEN.values())
        for id, verdict in verdicts(encoder).items()
        if verdict.answer
    }
    assert answers - given == set()
