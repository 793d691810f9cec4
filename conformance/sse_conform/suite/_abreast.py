"""Several runs of one program at work at a time: the results come in the order of the questions, and none outlives its reader."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from queue import SimpleQueue
from threading import Event
from typing import Final, TypeVar

from ._replies import Adapter, Answerer, Reply, Task

AHEAD: Final = 8
"""Results for each adapter that may wait for an earlier one; more would only take memory."""
_MOMENT: Final = 0.1
"""Seconds that the work has to see that it is over, before the programs are ended for which it may wait."""

T = TypeVar("T")
R = TypeVar("R")


def abreast(
    questions: Iterable[T], adapters: Sequence[Adapter], work: Callable[[T, Answerer], R]
) -> Generator[R]:
    """What the work gives for each question, in their order; as many are at work at a time as there are adapters.

    When the generator is closed, the work stops, and with several adapters all of them are closed.
    """
    first, *helpers = adapters
    if not helpers:
        yield from (work(question, first) for question in questions)
        return
    stopping = Event()
    free: SimpleQueue[Answerer] = SimpleQueue()
    for adapter in adapters:
        free.put(_Stoppable(adapter, stopping))

    def one(question: T) -> R:
        adapter = free.get()
        try:
            return work(question, adapter)
        finally:
            free.put(adapter)

    ahead: deque[Future[R]] = deque()
    with ThreadPoolExecutor(len(adapters)) as pool:
        try:
            for question in questions:
                ahead.append(pool.submit(one, question))
                if len(ahead) == AHEAD * len(adapters):
                    yield ahead[0].result()
                    ahead.popleft()
            while ahead:
                yield ahead[0].result()
                ahead.popleft()
        finally:
            stopping.set()
            pool.shutdown(wait=False, cancel_futures=True)
            _end(adapters, [each for each in ahead if not each.cancelled()])


def _end(adapters: Sequence[Adapter], at_work: Sequence[Future[R]]) -> None:
    """Close the adapters until no work is left: one that starts a program meanwhile has to be closed again."""
    is_over = False
    while not is_over:
        is_over = not wait(at_work, timeout=_MOMENT).not_done
        # At the same time, since each gives its program a moment to end.
        with ThreadPoolExecutor(len(adapters)) as pool:
            for adapter in adapters:
                pool.submit(adapter.close)


class _Stopped(Exception):
    """Nobody waits for the replies any more."""


class _Stoppable:
    """Asks nothing more through an adapter once the work is to stop."""

    def __init__(self, adapter: Adapter, stopping: Event) -> None:
        self._adapter = adapter
        self._stopping = stopping

    def ask(self, tasks: Iterable[Task]) -> Iterator[Reply]:
        replies = self._adapter.ask(tasks)
        while not self._stopping.is_set() and (reply := next(replies, None)) is not None:
            yield reply
        if self._stopping.is_set():
            raise _Stopped
