"""The results of a run fit their schema, whatever became of the cases."""

import json
import sys
from collections.abc import Callable

import pytest
from click.testing import Result

from ...closed import faults

Run = Callable[..., Result]


@pytest.mark.parametrize("implementation", ["Good", "Forgetful", "Broken"])
def test_results_fit_the_schema(run: Run, implementation: str) -> None:
    some = "framing,encoding,injection"
    result = run("run", "--select", some, "--module", f"implementations:{implementation}", "--format", "json")
    assert faults("suite-run", result.stdout) == []
    (results,) = json.loads(result.stdout)["implementations"]
    outcomes = {"Good": {"passed"}, "Forgetful": {"failed"}, "Broken": {"errored"}}[implementation]
    assert outcomes <= {case["outcome"] for case in results["cases"]}


def test_a_program_that_does_not_answer(run: Run) -> None:
    result = run("run", "--select", "framing", "--format", "json", "--", sys.executable, "-c", "")
    (implementation,) = json.loads(result.stdout)["implementations"]
    assert not implementation["started"]
    assert faults("suite-run", result.stdout) == []
