"""The benchmark of the order runs, on streams that are clean; none of these tests is timed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(ROOT / "bench"), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_each_stream_gets_a_row() -> None:
    shown = run("bench/ordering.py", "--quick")
    assert (shown.returncode, shown.stderr) == (0, "")
    names = [
        "anthropic-messages, text",
        "openai-chat, tool calls",
        "openai-responses, text",
        "ciniterflow, envelopes",
    ]
    rows = shown.stdout.splitlines()
    assert [name for name in names if not any(row.startswith(name) for row in rows)] == []


def test_one_profile_shows_where_its_time_goes() -> None:
    shown = run("bench/ordering.py", "--quick", "--profile", "ciniterflow", "--where")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "(feed)" in shown.stdout
    assert "openai" not in shown.stdout


@pytest.mark.parametrize("number", [0, 1, 99, 100, 101, 250])
def test_nothing_is_wrong_with_the_streams(number: int) -> None:
    code = (
        "import sys, protocols\n"
        "from sse_codec.ordering import Checker, load_profile\n"
        "for stream in protocols.STREAMS:\n"
        "    checker = Checker(load_profile(stream.profile))\n"
        "    found = [found for event in stream.make(int(sys.argv[1])) for found in checker.feed(event)]\n"
        "    print(*found, *checker.close(), checker.outcome)\n"
    )
    shown = run("-c", code, str(number))
    assert (shown.stderr, set(shown.stdout.splitlines())) == ("", {"completed"})
