"""The benchmark and fuzzing scripts run, on sizes at which their numbers mean nothing: none of these tests is timed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ATTACKS = [
    "one line",
    "one line, limited",
    "one comment",
    "one line, bytewise",
    "events, bytewise",
    "data lines",
    "comment lines",
    "comments in a block",
    "blank lines",
    "carriage returns",
    "junk",
    "endless",
]
WORKLOADS = [
    "tokens, 25 B",
    "chat, 300 B",
    "chat, not ASCII",
    "envelopes",
    "tokens, CR LF",
    "tokens, CR",
    "an id each",
    "three data lines",
    "heartbeats",
    "mixed kinds",
    "1 MiB events",
]
MESSAGES = ["token", "chat, 300 B", "chat, not ASCII", "an id each", "three lines", "1 MiB", "1 MiB of lines"]


def run(*command: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_run_measures_every_part_that_it_is_told_to() -> None:
    # Not "own": linear.py, which it calls, has tests below, and starts many processes.
    parts = ("decoders", "encoders", "readers", "growth", "order", "pieces")
    shown = run("bench", "--quick", *(word for part in parts for word in ("--part", part)))
    assert (shown.returncode, shown.stderr) == (0, "")
    rows = shown.stdout.splitlines()
    assert [name for name in WORKLOADS + MESSAGES if not any(row.startswith(name) for row in rows)] == []
    for contender in (
        "sse-codec, pure",
        "sse-codec",
        "scanner, pure",
        "check",
        "check, no profile",
        "one line: sse-codec, pure",
        "openai-chat, text",
        "an Event",
    ):
        assert any(row.startswith(f"{contender} ") for row in rows)
    goals = rows[rows.index("Goals") :]
    assert any(row.startswith("scanner: half as fast") and "not measured" not in row for row in goals)
    assert any(row.startswith("compiled decoder: 3 times eventsource-parser") for row in goals)
    assert "not measured: eventsource-parser: no --node FOLDER was given" in rows


def test_a_part_and_a_stream_can_be_chosen() -> None:
    shown = run("bench", "--quick", "--part", "decoders", "--only", "1 MiB")
    assert shown.returncode == 0
    assert "1 MiB events, 64 KiB" in shown.stdout
    assert "tokens" not in shown.stdout.partition("Goals")[0]


def test_a_contender_that_is_not_installed_says_so() -> None:
    code = "import sys, worker; sys.modules['httpx_sse'] = None; worker.main('decoders', 'httpx-sse')"
    shown = run("-c", code, PYTHONPATH=path("bench"))
    assert "httpx_sse" in json.loads(shown.stdout)["missing"]


def test_a_worker_answers_each_command_and_survives_what_a_contender_raises() -> None:
    code = (
        "import processes\n"
        "worker = processes.Crews(None).start('decoders', 'sse-codec, pure')\n"
        "worker.load([['data: a\\n\\n', 2], ['id: 1\\ndata: \\xe2\\x82\\xac\\n\\n', 1]])\n"
        "print(worker.results())\n"
        "worker.load('no chunks')\n"
        "try:\n"
        "    worker.time(1)\n"
        "except processes.Failed as error:\n"
        "    print(str(error)[:9])\n"
        "worker.load([])\n"
        "print(worker.time(3) > 0, worker.peak() != 0)\n"
        "worker.close()\n"
        "try:\n"
        "    worker.peak()\n"
        "except processes.Failed as error:\n"
        "    print(error)\n"
    )
    shown = run("-c", code, PYTHONPATH=path("bench"))
    assert (shown.stderr, shown.stdout.splitlines()) == (
        "",
        [
            "[['message', 'a', ''], ['message', 'a', ''], ['message', '\u20ac', '1']]",
            "TypeError",
            "True True",
            "it was given up before",
        ],
    )


def test_a_contender_that_is_wrong_is_told_so() -> None:
    code = (
        "import race, tables\n"
        "class Deaf:\n"
        "    def load(self, load): pass\n"
        "    def results(self): return ['silence']\n"
        "    def time(self, passes): return 0.5\n"
        "class Broken(Deaf):\n"
        "    def results(self): raise race.Failed('ValueError: no')\n"
        "    def time(self, passes): raise race.Failed('ValueError: no')\n"
        "task = race.Task('tokens', '1 byte', [], ['a'], 1, 1)\n"
        "run = race.race({'deaf': Deaf(), 'broken': Broken()}, task, race.Effort(3, 0.0), list)\n"
        "print(tables.race_table(run, 'deaf').markdown())\n"
    )
    shown = run("-c", code, PYTHONPATH=path("bench"))
    assert shown.stderr == ""
    rows = shown.stdout.splitlines()
    assert [row.split()[1:3] for row in rows if row.startswith("| ")][1:] == [
        ["deaf*", "|"],
        ["broken*", "|"],
    ]
    assert "- * deaf: result 1 of 1 is 'silence', not 'a'" in rows
    assert "- * broken: ValueError: no" in rows


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_about_as_large_as_it_was_ordered(attack: str) -> None:
    shown = run("bench/measure.py", attack, "StreamCheck", "2000", "traced")
    measured = json.loads(shown.stdout)
    assert 1950 < measured["bytes"] < 2050
    assert measured["stopped"] == ""
    assert measured["held"] > 0


def test_the_default_limit_ends_a_line_that_does_not_end() -> None:
    shown = run("bench/measure.py", "one line, limited", "Decoder", str(20 * 1024 * 1024), "timed")
    measured = json.loads(shown.stdout)
    assert measured["stopped"] == "LimitExceeded"
    assert 16 * 1024 * 1024 < measured["bytes"] < 17 * 1024 * 1024


def test_each_reader_gets_a_row() -> None:
    shown = run("bench/linear.py", "one line", "junk", "--scale", "0.0002", "--repeats", "1")
    assert (shown.returncode, shown.stderr) == (0, "")
    for reader in ("Decoder", "Scanner", "StreamCheck"):
        assert sum(f" {reader} " in row for row in shown.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "scale"), [([], "1.0"), (["--quick"], "0.03125"), (["--scale", "2"], "2.0")]
)
def test_sizes_are_full_unless_scaled(arguments: list[str], scale: str) -> None:
    shown = run(
        "-c", "from linear import options; print(options().scale)", *arguments, PYTHONPATH=path("bench")
    )
    assert shown.stdout == f"{scale}\n"


def test_an_input_that_does_not_exist_is_refused() -> None:
    shown = run("bench/linear.py", "no line")
    assert shown.returncode == 2
    assert "no such input: no line; there are: one line, " in shown.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a child's memory is asked of a Unix")
def test_the_command_is_stopped_by_its_number_of_events() -> None:
    code = "from linear import show_command; print(show_command(0.0005))"
    shown = run("-c", code, PYTHONPATH=path("bench"))
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "         100 events " in shown.stdout
    assert "         200 events " in shown.stdout


def test_the_fuzzer_finds_no_difference() -> None:
    shown = run("fuzz/differential.py", "--count", "100", "--seed", "1")
    assert (shown.returncode, shown.stdout) == (0, "seed 1: 100 inputs, 6 properties each, no difference\n")


def test_the_fuzzer_makes_what_it_finds_small() -> None:
    code = (
        "import sys, differential\n"
        "differential.PROPERTIES = (lambda given: (b'\\0' in b''.join(given.chunks), False),)\n"
        "sys.exit(differential.main(['--count', '1000', '--seed', '1']))\n"
    )
    shown = run("-c", code, PYTHONPATH=path("fuzz"))
    assert shown.returncode == 1
    assert "Input(chunks=[b'\\x00'], last_event_id='', limit=None)" in shown.stdout
    assert """    Case("say what it shows", b'\\x00', [], discarded=1),""" in shown.stdout


def test_what_is_learned_makes_no_difference() -> None:
    shown = run("fuzz/learned.py", "--streams", "20", "--seed", "1")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith("seed 1: 20 streams, ")


def test_a_lesson_that_makes_a_difference_is_shown_small() -> None:
    code = (
        "import sys, learned\n"
        "learned.differs = lambda case: len(case.events) > 1\n"
        "sys.exit(learned.main(['--streams', '100', '--seed', '1']))\n"
    )
    shown = run("-c", code, PYTHONPATH=path("fuzz"))
    assert shown.returncode == 1
    assert ": learned and not learned differ, with room for " in shown.stdout
    assert shown.stdout.count("\n  ") == 2


def path(folder: str) -> str:
    """Return the search path of this run, with a folder of scripts on it."""
    return os.pathsep.join([str(ROOT / folder), *filter(None, [os.environ.get("PYTHONPATH")])])


def test_starts_and_short_answers_are_ratios() -> None:
    code = "import answers, command; print(*dict(command.measure_starts(1)).items(), *answers.answer_ratios(1, 1), sep='\\n')"
    shown = run("-c", code, PYTHONPATH=path("bench"))
    assert shown.stderr == ""
    names = [line.split("'")[1] for line in shown.stdout.splitlines()]
    assert names == [
        "sse-conform --help",
        "sse-conform check --help",
        "sse-conform check of a small file",
        *(f"{name}, profile {asked}" for name in ("anthropic-messages", "openai-chat") for asked in ("auto", "named", "none")),
    ]  # fmt: skip
