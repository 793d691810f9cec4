"""The command: `sse-conform check -` at the end of a pipe that never runs dry, and how long each command takes to start."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, repeat
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import IO

from attacks import START, TOKEN

EVENTS = 200_000
"""How many it is told to check; the second time twice as many."""

NOTHING = ("-c", "pass")
CHAT = b"".join(
    b'data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":%s,"finish_reason":%s}]}\n\n'
    % pair
    for pair in ((b'{"role":"assistant","content":"Once"}', b"null"), (b"{}", b'"stop"'))
)
"""A small file to check."""


def measure_command(events: int) -> tuple[float, int]:
    """Return the processor time that it took, in seconds, and the most memory that it had, in bytes."""
    command = [sys.executable, "-m", "sse_conform", "check", "-", "--max-events", str(events)]
    reader, writer = os.pipe()
    process = subprocess.Popen(command, stdin=reader, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(reader)
    feed(os.fdopen(writer, "wb", buffering=0))
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise subprocess.CalledProcessError(process.returncode, command)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def feed(stdin: IO[bytes]) -> None:
    """Write tokens until nobody reads them any more."""
    with suppress(BrokenPipeError), stdin:
        for chunk in chain((START,), repeat(TOKEN * 100)):
            stdin.write(chunk)


def measure_starts(rounds: int) -> Iterator[tuple[str, float]]:
    """Yield for each command how many times as long as `python -c pass` it takes, by the clock on the wall.

    Each command runs once before, so that all modules are compiled.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder) / "chat.sse"
        file.write_bytes(CHAT + b"data: [DONE]\n\n")
        commands = {
            "sse-conform --help": ("-m", "sse_conform", "--help"),
            "sse-conform check --help": ("-m", "sse_conform", "check", "--help"),
            "sse-conform check of a small file": ("-m", "sse_conform", "check", str(file)),
        }
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(rounds + 1):
            floor = _seconds(NOTHING)
            for name, words in commands.items():
                ratio = _seconds(words) / floor
                if number:
                    taken[name].append(ratio)
        yield from ((name, median(ratios)) for name, ratios in taken.items())


def _seconds(words: Sequence[str]) -> float:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    subprocess.run([sys.executable, *words], env=env, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began
