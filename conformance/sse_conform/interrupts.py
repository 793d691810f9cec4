"""Ctrl-C and SIGTERM: where they strike while streams are checked, so that what was found until then is still told, and whole.

Python raises ``KeyboardInterrupt`` between any two instructions: in the middle of a rule, of a line of output, or of an
event loop, none of which can go on from there. Here both Ctrl-C and SIGTERM are held back until the program waits for
something.
"""

import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final, NoReturn, TypeVar

T = TypeVar("T")


class Terminated(KeyboardInterrupt):
    """SIGTERM came; what an interrupt would stop, it stops too."""


def _terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise Terminated


_RAISING: Final[dict[signal.Signals, Callable[[int, FrameType | None], Any]]] = {
    signal.SIGTERM: _terminate,
    signal.SIGINT: signal.default_int_handler,
}
"""What raises each signal where something is waited for. Ctrl-C comes last: an early Ctrl-C then finds the handler of SIGTERM in place."""
_UNTOUCHED: Final[dict[signal.Signals, Any]] = {
    signal.SIGTERM: signal.SIG_DFL,
    signal.SIGINT: signal.default_int_handler,
}
"""The handler of each signal where the program has none of its own."""


def raised(number: int) -> KeyboardInterrupt:
    """The exception that a signal is raised as."""
    return Terminated() if number == signal.SIGTERM else KeyboardInterrupt()


class Interrupts:
    """Holds back an interrupt that comes between two waits, until the next. A second one strikes at once."""

    def __init__(self) -> None:
        self._held: tuple[signal.Signals, ...] = ()
        self._came: int | None = None

    @contextmanager
    def held(self) -> Generator[None]:
        """As long as this lasts, they are; not in a thread, nor where the program has a handler of its own."""
        self._held = _with(_UNTOUCHED)
        try:
            self._hand_to(dict.fromkeys(self._held, self._hold))
            yield
        finally:
            self._hand_to(_UNTOUCHED)
            self._held = ()

    def wait(self, what: Callable[[], T]) -> T:
        """What comes of waiting.

        Raises :class:`KeyboardInterrupt` for one that comes meanwhile, or came before, and :class:`Terminated` for SIGTERM.
        """
        if not self._held:
            return what()
        self._hand_to(_RAISING)
        try:
            if self._came is not None:
                raise raised(self._came)
            return what()
        except KeyboardInterrupt as error:
            self._came = signal.SIGTERM if isinstance(error, Terminated) else signal.SIGINT
            raise
        finally:
            self._hand_to(dict.fromkeys(self._held, self._hold))

    def _hand_to(self, handlers: dict[signal.Signals, Any]) -> None:
        for number in self._held:
            signal.signal(number, handlers[number])

    def _hold(self, number: int, _frame: FrameType | None) -> None:
        if self._came is not None:
            raise raised(number)
        self._came = number


def raised_here() -> tuple[signal.Signals, ...]:
    """The signals that are raised as exceptions now, and in this thread."""
    return _with(_RAISING)


def _with(handlers: dict[signal.Signals, Any]) -> tuple[signal.Signals, ...]:
    """The signals that have these handlers; none in a thread, where no signal arrives."""
    if threading.current_thread() is not threading.main_thread():
        return ()
    return tuple(number for number, handler in handlers.items() if signal.getsignal(number) == handler)


def hand_back(numbers: tuple[signal.Signals, ...]) -> None:
    """Let these signals be raised again, after somebody else handled them."""
    for number in numbers:
        signal.signal(number, _RAISING[number])
