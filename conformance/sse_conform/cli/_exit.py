"""Exit codes say how a run went, whatever the output format; when several apply, the first of this order counts.

Stopped by a signal, our own fault, unusable input, no stream, findings, clean: what was not checked weighs more than what
was found, since a checker must never look greener than what it saw.
"""

from collections.abc import Iterable
from enum import IntEnum

from ..interrupts import Terminated


class Exit(IntEnum):
    CLEAN = 0
    """Nothing at or above the threshold."""
    FINDINGS = 1
    """Findings at or above the threshold."""
    UNUSABLE = 2
    """Wrong usage, input that cannot be read or is no event stream, or nothing to check at all."""
    NO_STREAM = 3
    """A server gave no stream: refused, timed out, or an answer whose status or type makes it none."""
    FAULT = 4
    """A fault of this program."""
    INTERRUPTED = 130
    """Stopped from the keyboard, with the report of what was checked until then."""
    TERMINATED = 143
    """Stopped by SIGTERM, with the same report."""


_WEIGHT = (
    Exit.TERMINATED,
    Exit.INTERRUPTED,
    Exit.FAULT,
    Exit.UNUSABLE,
    Exit.NO_STREAM,
    Exit.FINDINGS,
    Exit.CLEAN,
)


def worst(codes: Iterable[Exit]) -> Exit:
    """The code that counts when all of these apply; clean when none does."""
    return min(codes, key=_WEIGHT.index, default=Exit.CLEAN)


def stopped_by(interrupt: KeyboardInterrupt) -> Exit:
    """The code of a run that was stopped so."""
    return Exit.TERMINATED if isinstance(interrupt, Terminated) else Exit.INTERRUPTED
