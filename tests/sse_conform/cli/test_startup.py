"""A command imports what it needs and nothing else: these modules are heavy, and others are slow to load."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SHOW = """
import atexit, sys
from sse_conform.__main__ import main
def show():
    ordering = sys.modules.get("sse_codec.ordering")
    profiles = ordering.load_outline.cache_info().currsize if ordering else 0
    print(profiles, *sys.modules, file=sys.stderr)
atexit.register(show)
main()
"""
NEVER = {
    "asyncio", "email", "hypothesis", "httpx2", "importlib.metadata", "jsonschema", "pygraphviz", "pytest", "rich", "ssl",
    "jinja2", "sse_conform.fuzz", "sse_conform.live", "sse_conform.schemas", "sse_conform.strategies", "sse_conform.suite", "sse_conform.trace",
}  # fmt: skip
HELP = NEVER | {"attr", "json", "sse_codec.ordering", "sse_conform.check", "sse_conform.cli.check._command", "sse_conform.finding", "sse_conform.rules", "tomllib"}  # fmt: skip
CHECK = NEVER | {
    "sse_conform.cli._bar", "sse_conform.cli._report_file", "sse_conform.render.concise", "sse_conform.render.json",
    "sse_conform.render.profile",
}  # fmt: skip
CHAT = b'data: {"type":"RUN_STARTED","threadId":"t","runId":"r"}\n\n'


def imported(*arguments: str | Path) -> tuple[set[str], int]:
    """The modules that a command has imported at its end, and how many shipped profiles it has looked at."""
    command = [sys.executable, "-c", SHOW, *map(str, arguments)]
    # Measuring coverage imports modules of its own.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(command, env=env, capture_output=True, check=False, encoding="utf-8")
    profiles, *modules = done.stderr.splitlines()[-1].split()
    return set(modules), int(profiles)


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["suite", "--help"], ["profile", "--help"], ["check", "--help"], ["report", "--help"]],
)
def test_help_needs_click_and_little_else(arguments: list[str]) -> None:
    modules, _ = imported(*arguments)
    assert "click" in modules
    assert modules & HELP == set()


def test_a_check_of_a_small_file_needs_no_other_room_and_no_other_profile(tmp_path: Path) -> None:
    (tmp_path / "a.sse").write_bytes(CHAT)
    modules, profiles = imported("check", tmp_path / "a.sse")
    assert "sse_conform.check" in modules
    assert modules & CHECK == set()
    assert profiles == 1
