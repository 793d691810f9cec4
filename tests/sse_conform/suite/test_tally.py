"""A case counts once, and what must make a run fail makes it red."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sse_conform.suite import (
    AnyCase,
    DecoderCase,
    Outcome,
    Verdict,
    load_cases,
    tally,
)

Folder = Callable[..., Path]

ONE = """
[[case]]
id     = "group/one"
since  = "2026.1"
spec   = "line-ends"
why    = "it is one"
chunks = ["data: A\\n\\n"]
events = [{ data = "A" }]
lenient.twice = { events = [{ data = "A" }, { data = "A" }] }
"""


def verdicts_of(case: AnyCase, *outcomes: Outcome) -> list[Verdict]:
    return [Verdict(case, "given", outcome) for outcome in outcomes]


def test_a_case_counts_once_under_its_gravest_outcome(folder: Folder) -> None:
    (case,) = load_cases(folder(ONE))
    counted = tally(verdicts_of(case, Outcome.PASSED, Outcome.FAILED, Outcome.LENIENT, Outcome.PASSED))
    assert counted.cases == {Outcome.FAILED: 1}
    assert counted.splits == {Outcome.PASSED: 2, Outcome.FAILED: 1, Outcome.LENIENT: 1}
    assert counted.red


RED = {
    ("must", Outcome.FAILED): True,
    ("should", Outcome.FAILED): False,
    ("note", Outcome.FAILED): False,
    ("note", Outcome.ERRORED): True,
    ("note", Outcome.STALE): True,
    ("must", Outcome.KNOWN): False,
    ("must", Outcome.LENIENT): False,
    ("must", Outcome.SKIPPED): False,
    ("must", Outcome.NOT_APPLICABLE): False,
    ("must", Outcome.PASSED): False,
}


@pytest.mark.parametrize(("level", "outcome", "red"), [(*key, red) for key, red in RED.items()])
def test_red(folder: Folder, level: str, outcome: Outcome, red: bool) -> None:
    (case,) = load_cases(folder(ONE + f'level = "{level}"\n'))
    assert isinstance(case, DecoderCase)
    assert tally(verdicts_of(case, outcome)).red is red
