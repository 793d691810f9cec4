"""The search: what was kept before, then ever new inputs, until the time is over; each cause of a difference is told once.

Known causes leave an input before the search shrinks it, so that no fault hides behind another.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, count, takewhile
from math import inf
from typing import Generic, Protocol

import attrs

from ..suite import Outcome, Statement, Verdict
from ._blame import Cause, G, blamed, by_what_differs, differing, without
from ._difference import Difference
from ._shrink import shrunk

MOST_DIFFERENCES = 30
"""The search ends here: nobody reads more differences before mending some."""
MOST_HANGS = 3
"""Inputs on which a program may hang before the search is over; each costs its timeout."""


MOST_PASSED_OVER = 200
"""Inputs with a difference, probably a known one, which the search passes over before it shrinks the next."""
_GRAVITY = {"chunk": 2, "comments": 2, "retry": 2, "last_event_id": 2, "discarded": 1}


class Side(Protocol[G]):
    """What the search has to know of decoders, or of encoders."""

    causes: tuple[Cause[G], ...]

    def draw(self, seed: int, number: int, kept: Sequence[G]) -> list[G]:
        """New inputs, the same for the same arguments."""
        ...

    def ask(self, given: G) -> Verdict:
        """What the suite says of the reply to an input."""
        ...

    def steps(self, given: G) -> Iterator[G]:
        """Inputs one step smaller."""
        ...

    def told(self, given: G, verdict: Verdict, requirement: Statement, about: str) -> Verdict:
        """The verdict with the case that the difference is."""
        ...


@attrs.frozen
class Limits:
    """When a search is over."""

    seconds: float | None = None
    inputs: int | None = None


@attrs.define
class Counts:
    """How much was done."""

    inputs: int = 0
    """Inputs that were drawn, or kept before."""
    differing: int = 0
    """Of these, those with a difference, known or new."""
    lenient: int = 0
    """Of these, those with an answer that the suite calls lenient."""


class Search(Generic[G]):
    """One search over one implementation.

    :param statements: what a requirement of that name says.
    :param skip: requirements that nobody wants to hear of.
    :param tick: called after each input.
    """

    def __init__(
        self,
        side: Side[G],
        *,
        seed: int,
        limits: Limits,
        statements: dict[str, Statement],
        skip: Sequence[str] = (),
        kept: Sequence[G] = (),
        tick: Callable[[], None] = lambda: None,
    ) -> None:
        self.counts = Counts()
        self._side = side
        self._seed = seed
        self._limits = limits
        self._statements = statements
        self._skip = frozenset(skip)
        self._kept = kept
        self._tick = tick
        self._known = [cause for cause in side.causes if cause.requirement in self._skip]
        self._hangs = 0
        self._in_vain = 0
        self._passed_over = 0

    def differences(self) -> Iterator[Difference]:
        """The differences, each when it was found and made small."""
        found = 0
        end = None if self._limits.seconds is None else time.monotonic() + self._limits.seconds
        for given in self._inputs():
            if end is not None and time.monotonic() >= end:
                return
            difference = self._try(given)
            self._tick()
            if difference is not None:
                yield difference
                found += 1
            if found == MOST_DIFFERENCES or self._hangs == MOST_HANGS:
                return

    def _inputs(self) -> Iterator[G]:
        yield from self._kept
        most = inf if self._limits.inputs is None else self._limits.inputs
        batches = (self._side.draw(self._seed, number, self._kept) for number in count())
        yield from takewhile(lambda _: self.counts.inputs < most, chain.from_iterable(batches))

    def _try(self, given: G) -> Difference | None:
        self.counts.inputs += 1
        verdict = self._ask(given)
        self.counts.lenient += verdict.outcome is Outcome.LENIENT
        if not gravity_of(verdict):
            return None
        self.counts.differing += 1
        without_known = without(given, self._known)
        if without_known != given:
            verdict = self._ask(without_known)
        gravity = gravity_of(verdict)
        return self._new(without_known, gravity) if gravity and not self._is_passed_over() else None

    def _is_passed_over(self) -> bool:
        """Return True if the search should leave this input alone, since it shrank many in vain."""
        if self._passed_over < min(8 * self._in_vain, MOST_PASSED_OVER):
            self._passed_over += 1
            return True
        self._passed_over = 0
        return False

    def _ask(self, given: G) -> Verdict:
        verdict = self._side.ask(given)
        self._hangs += bool(verdict.trouble and verdict.trouble.hung)
        return verdict

    def _differs(self, given: G, gravity: int) -> bool:
        """Return True for a difference at least as grave: shrinking must not lead from lost events to a lesser fault."""
        return self._hangs < MOST_HANGS and gravity_of(self._ask(given)) >= gravity

    def _differs_anew(self, given: G, gravity: int) -> bool:
        """Return True if the difference is there, also without the known causes: shrinking must not lead to one of them."""
        plain = without(given, self._known)
        return self._differs(given, gravity) and (plain == given or self._differs(plain, gravity))

    def _new(self, given: G, gravity: int) -> Difference | None:
        """The difference made small; None if its cause is known, which is seen only then."""
        differs = partial(self._differs, gravity=gravity)
        small = shrunk(given, self._side.steps, partial(self._differs_anew, gravity=gravity))
        plain, cause = blamed(small, self._side.causes, differs)
        verdict = self._side.ask(plain)
        cause = cause or Cause[G](*by_what_differs(verdict))
        if cause in self._known or cause.requirement in self._skip:
            # Shrunk in vain: the search passes over more and more inputs before it shrinks the next.
            self._in_vain += 1
            return None
        self._in_vain = 0
        self._known.append(cause)
        requirement = self._statements[cause.requirement]
        told = self._side.told(plain, verdict, requirement, cause.says)
        return Difference(plain, requirement, cause.says, told)  # type: ignore[arg-type]


def gravity_of(verdict: Verdict) -> int:
    """The gravity of a difference: 3 for wrong events or no reply, 2 for the other facets, 1 for discarded bytes alone, 0 for none."""
    if verdict.outcome is Outcome.ERRORED:
        return 3
    if verdict.outcome is not Outcome.FAILED:
        return 0
    return max(_GRAVITY.get(name, 3) for name in differing(verdict))
