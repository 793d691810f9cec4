"""An event loop that an interrupt does not break."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from types import FrameType
from typing import Any, TypeVar

from .._interrupts import are_raised_here

T = TypeVar("T")


def run_interruptibly(runner: asyncio.Runner, start: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """What the coroutine comes to that is started; an interrupt cancels it, and is raised when it has ended.

    :class:`asyncio.Runner` by itself loses an interrupt that comes while it begins: it cancels a task that it has not
    started to count for (``Runner.run`` of CPython 3.11 to 3.13), or leaves one behind.

    Raises :class:`KeyboardInterrupt` then; from the middle of the loop only for a second one.
    """
    if not are_raised_here():
        return runner.run(start())
    loop = runner.get_loop()
    task: asyncio.Task[Any] | None = None
    came = False

    async def run() -> T:
        nonlocal task
        task = asyncio.current_task()
        if came:
            cancel()
        return await start()

    def cancel() -> None:
        if task is not None:
            task.cancel()

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        nonlocal came
        if came:
            raise KeyboardInterrupt
        came = True
        loop.call_soon_threadsafe(cancel)  # which also wakes the loop

    signal.signal(signal.SIGINT, interrupt)
    try:
        return runner.run(run())
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if came:
            raise KeyboardInterrupt from None
