"""All that a program has started, also what left its process group: on Linux, known by a mark in its environment.

A process that leaves the group and clears its environment is not found, nor one that leaves the group on other systems.
"""

import os
import signal
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

_NAME = "SSE_CONFORM_RUN"
_PROCESSES = Path("/proc")
_ROUNDS = 10
"""Rounds of looking for processes: a process may start a child while the round ends it."""


class Family:
    """A program's processes, by a mark that they inherit."""

    def __init__(self) -> None:
        self._mark = uuid.uuid4().hex

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment to start the program with."""
        return {**os.environ, _NAME: self._mark}

    def kill(self) -> None:
        """End all that are left."""
        for _ in range(_ROUNDS):
            found = list(self._found())
            for number in found:
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(number, signal.SIGKILL)
            if not found:
                return

    def _found(self) -> Iterator[int]:
        needle = f"{_NAME}={self._mark}\0".encode()
        for path in _PROCESSES.glob("[0-9]*/environ"):
            with suppress(OSError):  # it has ended, or is somebody else's
                if needle in path.read_bytes() + b"\0":
                    yield int(path.parent.name)
