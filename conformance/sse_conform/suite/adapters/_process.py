"""A program under test, and whatever it starts: lines in, lines out, and its end, none of which can block for ever.

Its three pipes have a thread each, so that no reader waits for a writer; a bounded queue stops one that babbles.
"""

import os
import queue
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import IO

from .._replies import Trouble
from ._family import Family

LONGEST_LINE = 16 * 1024 * 1024
"""Bytes of one line of a program; what is longer is no reply: the longest case has a mebibyte, of escapes six."""
_BYTES_AHEAD = 2 * LONGEST_LINE
"""Bytes of output that wait to be read; a program that writes more has to wait."""
STDERR_KEPT = 4096
_LINES_AHEAD = 1024
_GRACE = 2.0
"""Seconds that a program has to end, and its pipes to run dry, once it has no more to do."""


class Broken(Exception):
    """The program did not write the line that was waited for."""

    def __init__(self, message: str, hung: bool = False) -> None:
        super().__init__(message)
        self.hung = hung


class Process:
    """One run of a program, in a process group of its own.

    :raises OSError: it cannot be started.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._family = Family()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            env=self._family.environment,
        )
        self._input: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._lines: queue.Queue[bytes | None] = queue.Queue(_LINES_AHEAD)
        self._ahead = 0
        self._may_read = threading.Condition()
        self._stderr: deque[int] = deque(maxlen=STDERR_KEPT)
        self._over = False
        pipes = (self._process.stdin, self._process.stdout, self._process.stderr)
        # A thread owns its pipe: a grandchild that left the group may hold the other end, and then it waits on.
        self._threads = [
            threading.Thread(target=target, args=[pipe], daemon=True)
            for target, pipe in zip(
                (self._write_input, self._read_lines, self._read_stderr), pipes, strict=True
            )
        ]
        for thread in self._threads:
            thread.start()

    def write(self, data: bytes) -> None:
        """Give the program more input, in the background."""
        self._input.put(data)

    def end_input(self) -> None:
        """Close its input, once all was written."""
        self._input.put(None)

    def read_line(self, seconds: float, complaint: str) -> bytes | None:
        """The next line that the program writes, None when it has closed its output.

        :param complaint: what to say when it does not come in time.
        :raises Broken: it did not come in time, or is too long.
        """
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            raise Broken(complaint, hung=True) from None
        self._count(-len(line or b""))
        if line is not None and len(line) > LONGEST_LINE:
            raise Broken(f"a line of its output is longer than {LONGEST_LINE} bytes")
        return line

    def exit_code(self) -> int | None:
        """With what it ended, after a moment's grace; None if it goes on."""
        try:
            return self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            return None

    def fail(self, message: str, *, hung: bool = False) -> Trouble:
        """End the program, and say how it went wrong."""
        exit_code = self._process.poll()
        self.kill()
        stderr = bytes(self._stderr).decode("utf-8", "replace").strip()
        return Trouble(message, exit_code, stderr, hung)

    def kill(self) -> None:
        """End the program and all that it started at once. What it wrote to its standard error until then is kept."""
        self._over = True
        self._count(0)
        _kill(self._process)
        self._family.kill()
        self._process.wait()
        self.end_input()
        limit = time.monotonic() + _GRACE
        for thread in self._threads:
            self._drain()
            thread.join(max(0.0, limit - time.monotonic()))
        # Another thread may wait for a line, of which the last was just taken away.
        self._drain()
        self._lines.put(None)

    def _drain(self) -> None:
        while not self._lines.empty():
            self._count(-len(self._lines.get_nowait() or b""))

    def _count(self, size: int) -> None:
        with self._may_read:
            self._ahead += size
            self._may_read.notify()

    def _write_input(self, pipe: IO[bytes]) -> None:
        # When it has ended, the reader of its output will see it.
        with suppress(OSError), pipe:
            while (data := self._input.get()) is not None:
                pipe.write(data)
                pipe.flush()

    def _read_lines(self, pipe: IO[bytes]) -> None:
        with pipe:
            while not self._over:
                with self._may_read:
                    self._may_read.wait_for(lambda: self._over or self._ahead < _BYTES_AHEAD)
                line = pipe.readline(LONGEST_LINE + 1)
                self._count(len(line))
                self._lines.put(line or None)
                if not line:
                    return

    def _read_stderr(self, pipe: IO[bytes]) -> None:
        with pipe:
            while data := os.read(pipe.fileno(), 65536):
                self._stderr.extend(data)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    # There is nobody to kill when the whole group has ended.
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
