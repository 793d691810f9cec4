"""Reaches a program that stays up and speaks JSON lines. Tasks are sent in batches and answered in order.

The first task without an answer is the one at which the program broke. It is started again for the tasks after it.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from .._protocol import HELLO, ProtocolError, commands, line, parse_answer, parse_hello
from .._replies import AdapterError, Implementation, Reply, Task, Trouble
from ._process import Broken, Process

BATCH = 64
"""Tasks that are sent before their answers are read."""


class Stdio:
    """A program that speaks the protocol of `docs/suite-protocol.md` on its standard input and output.

    :param command: the program and its arguments.
    :param timeout: seconds that one answer may take.
    :param start_timeout: seconds that its start may take.
    """

    def __init__(self, command: Sequence[str], *, timeout: float = 10.0, start_timeout: float = 30.0) -> None:
        self._command = command
        self._timeout = timeout
        self._start_timeout = start_timeout
        self._process: Process | None = None
        self._seq = 0

    def start(self) -> Implementation:
        """Start the program and ask who it is.

        :raises AdapterError: it cannot be started, or does not say.
        """
        self._process, implementation = self._launch()
        return implementation

    def _launch(self) -> tuple[Process, Implementation]:
        try:
            process = Process(self._command)
        except OSError as error:
            message = f"{self._command[0]} cannot be started: {error.strerror}"
            raise AdapterError(Trouble(message)) from error
        try:
            process.write(line(HELLO))
            return process, parse_hello(_answer(process, self._start_timeout, "answer to hello"))
        except (Broken, ProtocolError) as error:
            raise AdapterError(_fail(process, error)) from error
        except KeyboardInterrupt:
            process.kill()
            raise

    def ask(self, tasks: Iterable[Task]) -> Iterator[Reply]:
        """One reply for each task, in order."""
        tasks = iter(tasks)
        while batch := deque(islice(tasks, BATCH)):
            while batch:
                yield from self._ask_batch(batch)

    def _ask_batch(self, batch: deque[Task]) -> Iterator[Reply]:
        """Replies until the batch is done or the program broke; what was replied to is taken out of the batch."""
        try:
            process = self._process or self._launch()[0]
        except AdapterError as error:
            batch.popleft()
            yield error.trouble
            return
        self._process = process
        first = self._seq + 1
        self._seq += len(batch)
        process.write(b"".join(commands(seq, task) for seq, task in enumerate(batch, first)))
        for seq in range(first, self._seq + 1):
            try:
                answer = _answer(process, self._timeout, "answer")
                reply = parse_answer(answer, seq, batch[0])
            except (Broken, ProtocolError) as error:
                self._process = None
                reply = _fail(process, error)
            batch.popleft()
            yield reply
            if self._process is None:
                return

    def close(self) -> None:
        """Close the program's input, and end it when that does not."""
        process, self._process = self._process, None
        if process is not None:
            process.end_input()
            process.exit_code()
            process.kill()


def _answer(process: Process, seconds: float, what: str) -> bytes:
    answer = process.read_line(seconds, f"no {what} after {seconds:g} s; does it flush its output?")
    if answer is not None:
        return answer
    exit_code = process.exit_code()
    if exit_code is None:
        raise Broken(f"it closed its output, and there is no {what}")
    raise Broken(f"it ended with exit code {exit_code}, and there is no {what}")


def _fail(process: Process, error: Broken | ProtocolError) -> Trouble:
    return process.fail(str(error), hung=isinstance(error, Broken) and error.hung)
