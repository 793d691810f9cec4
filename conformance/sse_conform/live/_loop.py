"""An event loop that an interrupt does not break."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from types import FrameType
from typing import Any, TypeVar

from ..interrupts import hand_back, raised, raised_here

T = TypeVar("T")


def run_interruptibly(runner: asyncio.Runner, start: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """What the coroutine comes to that is started; an interrupt cancels it, and is raised when it has ended.

    :class:`asyncio.Runner` by itself loses an interrupt that comes while it begins: it cancels a task that it has not
    started to count for (``Runner.run`` of CPython 3.11 to 3.13), or leaves one behind.

    Raises :class:`KeyboardInterrupt` then, or what else the signal is raised as; from the middle of the loop only for a
    second one.
    """
    signals = raised_here()
    if not signals:
        return runner.run(start())
    loop = runner.get_loop()
    task: asyncio.Task[Any] | None = None
    came: int | None = None

    async def run() -> T:
        nonlocal task
        task = asyncio.current_task()
        if came is not None:
            cancel()
        return await start()

    def cancel() -> None:
        if task is not None:
            task.cancel()

    def interrupt(number: int, _frame: FrameType | None) -> None:
        nonlocal came
        if came is not None:
            raise raised(number)
        came = number
        loop.call_soon_threadsafe(cancel)  # which also wakes the loop

    try:
        for each in signals:
            signal.signal(each, interrupt)
        return runner.run(run())
    finally:
        hand_back(signals)
        if came is not None:
            raise raised(came) from None
