"""The table of the suite's faults says how soon each was found, and fails if one was not."""

import faults
import pytest


def test_a_fault_that_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert faults.main(["retry-raises", "type-field", "--seconds", "60"]) == 0
    first, second, total = capsys.readouterr().out.splitlines()
    assert "retry-raises: retry-field" in first
    assert "type-field: event-type" in second
    assert total.startswith("2 found, 0 not; ")


def test_a_fault_that_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert faults.main(["retry-by-int", "fast-lane-in-a-block", "--examples", "60"]) == 1
    assert "not found in 60 inputs: fast-lane-in-a-block" in capsys.readouterr().out
