"""Ctrl-C: where it strikes while streams are checked, so that what was found until then is still told, and whole.

Python raises ``KeyboardInterrupt`` between any two instructions: in the middle of a rule, of a line of output, or of an
event loop, none of which can go on from there. Here it is held back until something is waited for.
"""

import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

T = TypeVar("T")


class Interrupts:
    """Holds back an interrupt that comes between two waits, until the next. A second one strikes at once."""

    def __init__(self) -> None:
        self._holding = False
        self._came = False

    @contextmanager
    def held(self) -> Generator[None]:
        """As long as this lasts, they are; not in a thread, nor where the program has a handler of its own."""
        self._holding = are_raised_here()
        if self._holding:
            signal.signal(signal.SIGINT, self._hold)
        try:
            yield
        finally:
            if self._holding:
                signal.signal(signal.SIGINT, signal.default_int_handler)
                self._holding = False

    def wait(self, what: Callable[[], T]) -> T:
        """What comes of waiting.

        Raises :class:`KeyboardInterrupt` for one that comes meanwhile, or came before.
        """
        if not self._holding:
            return what()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            if self._came:
                raise KeyboardInterrupt
            return what()
        except KeyboardInterrupt:
            self._came = True
            raise
        finally:
            signal.signal(signal.SIGINT, self._hold)

    def _hold(self, _signal: int, _frame: FrameType | None) -> None:
        if self._came:
            raise KeyboardInterrupt
        self._came = True


def are_raised_here() -> bool:
    """Whether it is Python's own handler that an interrupt comes to, and in this thread."""
    return (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )
