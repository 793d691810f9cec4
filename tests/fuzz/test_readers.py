"""Every reader of strangers' bytes keeps what it promises on some changed inputs; `fuzz/readers.py` does so for hours."""

from pathlib import Path
from random import Random

import pytest
import readers
from mutate import MOST_BYTES, mutated
from targets import TARGETS, Target

INPUTS = {"check": 260, "profile": 200}
"""Of the slow ones fewer, and more than there are seeds."""


@pytest.mark.parametrize("name", TARGETS)
def test_a_reader(name: str) -> None:
    number, _, found = readers.fuzz(TARGETS[name], 1, 600, INPUTS.get(name, 2000))
    assert found is None, readers.fault(TARGETS[name].run, found)
    assert number == INPUTS.get(name, 2000)


def breaks_at_nul(data: bytes) -> None:
    if b"\0" in data:
        raise KeyError(data)


def test_a_fault_is_made_small_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(TARGETS, "kind", Target(breaks_at_nul, lambda: [b"data: a", b"da\0ta"]))
    assert readers.main(["kind", "--count", "10", "--seed", "1"]) == 1
    assert "kind: seed 1, input 2: KeyError: b'\\x00'" in capsys.readouterr().out
    assert Path("fault-kind.bin").read_bytes() == b"\0"


def test_one_that_takes_too_long_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "SLOW", -1.0)
    assert readers.fault(lambda data: None, b"").startswith("it took long: ")


def test_the_same_seed_makes_the_same_inputs() -> None:
    once, again = (mutated([b"data: a\n\n", b"x" * 9 * MOST_BYTES], Random(1)) for _ in range(2))
    made = [next(once) for _ in range(300)]
    assert made == [next(again) for _ in range(300)]
    assert max(map(len, made[2:])) == MOST_BYTES
