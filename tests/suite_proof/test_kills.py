"""The suite catches every faulty decoder, each case catches those that it names, and what is right passes."""

import pytest

from sse_conform.suite import InProcess, Outcome, run

from .catalogue import FAULTS, ROOMS
from .kills import decoder_cases, kills, named_by
from .plain import Plain

CASES = decoder_cases()
NAMED_BY = named_by(CASES)


@pytest.mark.parametrize("fault", FAULTS)
def test_the_cases_that_name_a_fault_catch_it(fault: str) -> None:
    naming = NAMED_BY.get(fault, [])
    assert naming, f"no case names {fault} in its kills"
    assert [case.id for case in naming if not kills(case, FAULTS[fault])] == []


def test_cases_name_only_faults_that_there_are() -> None:
    assert NAMED_BY.keys() - FAULTS.keys() == set()


def test_every_case_catches_something() -> None:
    assert [case.id for case in CASES if not case.kills] == []


def test_every_fault_has_a_name_of_its_own() -> None:
    assert sum(len(room.FAULTS) for room in ROOMS) == len(FAULTS)


def test_the_decoder_without_a_fault_passes_every_case() -> None:
    wrong = [
        (each.case.id, each.split, each.message)
        for each in run(CASES, InProcess(Plain()))
        if each.outcome is not Outcome.PASSED
    ]
    assert wrong == []
