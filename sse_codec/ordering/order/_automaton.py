"""The order of a whole stream as a table of states: one look-up per event says whether it may come."""

from collections import deque
from collections.abc import Callable, Mapping
from typing import Final


class Automaton:
    """The minimal deterministic automaton of an order. State 0 is the beginning."""

    __slots__ = ("aborted", "accepting", "failing", "moves", "steps")

    moves: Final[tuple[Mapping[str, int], ...]]
    """For each state, the kinds that may come and the states that they lead to."""
    steps: Final[tuple[tuple[str, ...], ...]]
    """For each state, those of its kinds that move the grammar on: neither an abort nor one that may come anyway."""
    accepting: Final[tuple[bool, ...]]
    """For each state, whether the stream may stop here."""
    aborted: Final[tuple[bool, ...]]
    """For each state, whether an abort led here and ``then`` is not finished by an event of its own."""
    failing: Final[frozenset[str]]
    """Kinds with which a stream fails or stops early: the shortest sequence avoids them where it can."""

    def __init__(
        self,
        moves: tuple[Mapping[str, int], ...],
        steps: tuple[tuple[str, ...], ...],
        accepting: tuple[bool, ...],
        aborted: tuple[bool, ...],
        failing: frozenset[str] = frozenset(),
    ) -> None:
        self.moves = moves
        self.steps = steps
        self.accepting = accepting
        self.aborted = aborted
        self.failing = failing

    def expected(self, state: int) -> tuple[str, ...]:
        """The kinds that would move the grammar on from this state; those of a healthy stream come first."""
        steps = self.steps[state]
        return tuple(sorted(steps, key=lambda kind: kind in self.failing)) if self.failing else steps

    def ended(self, state: int) -> bool:
        """Return True if nothing may follow, and no abort is the reason."""
        return not self.moves[state] and not self.aborted[state]

    def shortest(self, state: int) -> tuple[str, ...]:
        """The shortest sequence of kinds after which the stream may stop, as a healthy stream would go on."""
        if self.accepting[state]:
            return ()
        return self._healthy(state, lambda target: self.accepting[target]) or ()

    def missing(self, state: int, kind: str) -> tuple[str, ...] | None:
        """The shortest sequence of kinds after which this kind may come, healthy if one is; None when there is none."""
        return self._healthy(state, lambda target: kind in self.moves[target])

    def _healthy(self, state: int, wanted: Callable[[int], bool]) -> tuple[str, ...] | None:
        """The shortest sequence without a failing kind, or else the shortest of all."""
        found = self._search(state, wanted, self.failing)
        return self._search(state, wanted, frozenset()) if found is None and self.failing else found

    def _search(
        self, state: int, wanted: Callable[[int], bool], avoided: frozenset[str]
    ) -> tuple[str, ...] | None:
        queue: deque[tuple[int, tuple[str, ...]]] = deque([(state, ())])
        seen = {state}
        while queue:
            current, path = queue.popleft()
            if wanted(current):
                return path
            for kind in self.steps[current]:
                target = self.moves[current][kind]
                if target not in seen and kind not in avoided:
                    seen.add(target)
                    queue.append((target, (*path, kind)))
        return None
