"""Reaches a program that is run once for each stream: bytes on its standard input, events as JSON lines on its output.

It cannot see where chunks end, so each case is run whole.
"""

import time
from collections.abc import Iterable, Iterator, Sequence

from .._answers import read_object
from .._case import DECODER_CAPABILITIES, Dispatched
from .._errors import CaseError
from .._protocol import parse_event, take_text
from .._replies import AdapterError, Decode, Implementation, Reading, Reply, Skip, Task, Trouble
from .._table import Table
from ._process import Broken, Process

OFFERED = frozenset({"comments", "id"})
"""Capabilities of such a program; its output has no place for other capabilities."""
MOST_LINES = 100_000
"""Lines of output after which a program is taken to babble: no case has as many events."""
MOST_BYTES = 64 * 1024 * 1024
"""Bytes of output after which it is, too."""


class OneShot:
    """A program that reads one stream and writes a line of JSON for each event, `{"type":"message","data":"A","id":""}`.

    :param command: the program and its arguments.
    :param capabilities: `id` when its events have the last event id; `comments` when it also writes a line
        `{"comment":"text"}` for each comment.
    :param timeout: seconds that one stream may take.
    """

    def __init__(
        self, command: Sequence[str], *, capabilities: Iterable[str] = ("id",), timeout: float = 10.0
    ) -> None:
        self._command = command
        self._capabilities = frozenset(capabilities)
        self._timeout = timeout
        self._process: Process | None = None

    def start(self) -> Implementation:
        """Try the program on an empty stream.

        :raises AdapterError: it cannot be started, or does not end well on an empty stream.
        """
        unknown = self._capabilities - OFFERED
        if unknown:
            offer = ", ".join(f"{name} ({DECODER_CAPABILITIES[name]})" for name in sorted(OFFERED))
            raise AdapterError(Trouble(f"it cannot have the capability {min(unknown)!r}; choose of {offer}"))
        trial = self._decode(Decode(()))
        if isinstance(trial, Trouble):
            raise AdapterError(trial)
        return Implementation(name=self._command[0], decoder=self._capabilities, chunked=False)

    def ask(self, tasks: Iterable[Task]) -> Iterator[Reply]:
        """Run the program once for each task."""
        for task in tasks:
            yield self._decode(task) if isinstance(task, Decode) else Skip("such a program only decodes")

    def close(self) -> None:
        """End the run that was broken off, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()

    def _decode(self, task: Decode) -> Reply:
        try:
            process = self._process = Process(self._command)
        except OSError as error:
            return Trouble(f"{self._command[0]} cannot be started: {error.strerror}")
        reply = self._reply(process, task)
        self._process = None
        return reply

    def _reply(self, process: Process, task: Decode) -> Reply:
        try:
            process.write(b"".join(task.chunks))
            process.end_input()
            reading = _reading(self._lines(process))
            exit_code = process.exit_code()
            if exit_code is None:
                raise Broken("it closed its output and goes on", hung=True)
        except (Broken, CaseError) as error:
            return process.fail(str(error), hung=isinstance(error, Broken) and error.hung)
        if exit_code:
            return process.fail(f"it ended with exit code {exit_code}")
        process.kill()
        return reading

    def _lines(self, process: Process) -> Iterator[bytes]:
        limit = time.monotonic() + self._timeout
        complaint = f"it did not end within {self._timeout:g} s"
        size = 0
        for _ in range(MOST_LINES):
            line = process.read_line(max(0.0, limit - time.monotonic()), complaint)
            if line is None:
                return
            size += len(line)
            if size > MOST_BYTES:
                raise Broken(f"it wrote more than {MOST_BYTES} bytes")
            yield line
        raise Broken(f"it wrote more than {MOST_LINES} lines")


def _reading(lines: Iterable[bytes]) -> Reading:
    events: list[Dispatched] = []
    comments: list[str] = []
    for number, line in enumerate(lines, 1):
        table = _table(line, f"line {number}")
        if table.has("comment") or table.has("comment_x"):
            comments.append(take_text(table, "comment", "comment_x"))
            table.end()
        else:
            events.append(parse_event(table))
    return Reading(events, comments=tuple(comments))


def _table(line: bytes, place: str) -> Table:
    try:
        return Table(read_object(line), "its output", place)
    except ValueError as error:
        raise CaseError("its output", place, str(error), "write one for each event, nothing else") from error
