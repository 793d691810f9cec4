"""The profiles notice most of what can happen to a captured stream; `mutations.py` shows the numbers."""

import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import folders

SCRIPT = Path(__file__).with_name("mutations.py")


@pytest.mark.parametrize(
    ("profile", "goals"),
    [
        ("anthropic-messages", ["95%"]),
        ("openai-responses", ["95%", "90%"]),
        ("openai-chat", ["85%"]),
        ("openai-compatible", []),
        ("openai-completions", []),
        ("cohere-v2", []),
        ("gemini", []),
    ],
)
def test_a_fault_that_is_put_in_is_caught(profile: str, goals: list[str]) -> None:
    command = [sys.executable, str(SCRIPT), *map(str, folders()), "--profile", profile]
    shown = subprocess.run(command, capture_output=True, text=True, check=False)
    assert [row.strip() for row in shown.stdout.splitlines() if "goal:" in row] == [
        f"goal: {goal} caught in each row, met" for goal in goals
    ], shown.stdout + shown.stderr
    assert shown.returncode == 0


def test_a_goal_without_captures_is_missed(tmp_path: Path) -> None:
    (tmp_path / "openai-chat").mkdir()
    command = [sys.executable, str(SCRIPT), str(tmp_path), "--profile", "openai-chat"]
    shown = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "MISSED" in shown.stdout
    assert shown.returncode == 1
