"""`sse-conform check -` at the end of a pipe that never runs dry."""

import os
import subprocess
import sys
from contextlib import suppress
from itertools import chain, repeat
from typing import IO

from attacks import START, TOKEN

EVENTS = 200_000
"""How many it is told to check; the second time twice as many."""


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
